"""Words of everyday speech and of the clinic that name no disease: any other may be what another text is about."""

from collections.abc import Iterable
from functools import lru_cache

from guardrails.stem import stem

_WORDS = """
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
october november december english german french spanish italian portuguese chinese turkish arabic polish russian
language spring autumn oh ah eh um hm hmm huh yep nope yup gosh cheer listen wait pardon kindly regard sincerely
greeting pharmacy pharmacist pharmacology radiology radiotherapist oncological haematological hematological outpatient
inpatient unit board tumor registrar resident fellow intern colleague chief head professor lecturer student trainee
secretary nurse matron therapist physiotherapist dietitian psychologist slide slides presentation lecture meeting
conference letter memo report summary leaflet handout spreadsheet column row bracket json csv xml markdown format copy
paste word pdf excel screenshot eligible eligibility ineligible contraindicated contraindication premedication
comorbid lesion lesions febrile afebrile symptom symptomatic asymptomatic technique proton photon boost field volume
protein antibody molecule receptor gene marker assay measure measured level activity enzyme cell cells biology pathway
plt hb wbc anc crp plts platelets haemoglobin hemoglobin creatinine bilirubin albumin neutrophils lymphocytes counts
sandwich concurrent sequential prophylaxis supportive antiemetic antibiotic antibiotics donor sibling matched search
conditioning carpenter teacher farmer driver engineer worker retired retiree widow widower village town neighbourhood
job work workplace smoker non-smoker drinker fit frail mobile active slim tall short obese hurry rush quick quickly
asap concise bullet bullets table tabular list listing names initials expand spell abbreviate simulation simulated
exercise quiz viva pretend scenario example fiction role play count adult adults grown backwards wrong opposite
reversed confused mixed muddled mistaken permission allowed hidden secret override admin developer debug mode token
parameter empty fill filled blank blanks antidote killer less more least most fewer several various single double
triple once twice thrice half quarter third thirds fourth fifth sixth seventh eighth ninth tenth hello hallo bonjour
hola ciao danke merci gracias thanks mdt sop pi icu ed er gp clinic ward bed theatre lab labs transplantation
transplanted unfit borderline marginal reserve tolerate tolerable intolerance intolerant stable unstable progressive
refractory bulky localised localized limited disseminated widespread involved invading invasion perforation perforated
obstructed obstruction epistaxis palate cheek orbit orbital eyelid forehead lip gum gums mouth throat tongue tonsil
larynx pharynx adenoids sinus sinuses septum turbinate cavity nostril bone bones bony spleen liver lungs kidney
kidneys adrenal ovary breast uterus prostate muscle marrow nodes node nodal nodular biopsy biopsied resected excised
swab culture smear section stain stained staining immunohistochemistry histology cytology pathology pathological
upstaged downstaged restaged restaging rescan rebiopsy sneeze cough hoarse hoarseness discharge crust crusting
congested congestion blocked stuffy swelling swollen lump mass ulcer ulcerated bleed bleeds bleeding nosebleed
nosebleeds infection infected sepsis septic thrombosis clot clots stroke carry-on admitted discharged readmitted
transferred referred seen reviewed discussed presented presenting ukraine india china japan korea taiwan singapore
france spain italy germany austria switzerland poland europe asia africa america usa uk parents parent grandchild
grandchildren relatives relative kin spouse partner registered licensed approved marketed reimbursed stocked available
unavailable shortage colon semicolon comma quote quoted quotes cite cited citation citations source sources footnote
page pages paragraph line lines today tomorrow tonight yesterday fortnight weekend midnight noon beside aside apart
plus minus equal equals sum total subtotal hair wig appetite smell taste swallow swallowing chew chewing eating
drinking weight insurance insurer employer holiday flight fly travel travelling traveling pregnancy childbearing
capital capitals lowercase uppercase letters alphabetical alphabetically
abbreviation able above absolutely accept according account acronym across actual actually add addition administer
administration admission admit admitted adult affair afford afraid afternoon against ago agree ahead alive allow
almost alone along aloud already alright also although always amount angry another answer anxious anybody anymore
anyone anything anyway anywhere apart apologies apologise appear appointment appreciate area argue arm around
arrange arrive article asap ask asleep aspect assume attach attend aunt authorise available awake aware away awful
baby back bad balance base basic bc bear beat become bed begin beginning behind believe belong below benefit beside
besides beyond big biopsy birth bit black blame bleeding bless blue board body book born bother bottom box boy
boyfriend brain brave bread break breakfast breathe brief briefly bring broad broken brown btw build burn business
busy buy call calm capable capsule card careful carefully carry case catch cause celebrate centre certain certainly
chair chance chapter chart chat cheap cheer cheers chief child choice choose christmas church circumstance city
claim class clean clearly clever clinic clinical clinician clock close closely coffee cold colleague collect college
colour combine comfort comfortable comment common community company complain complete completely component
composition computer concern conclude conclusion condition confirm confirmed confuse confused congress connect
consequence consultation contact contain context continue contradict contraindication contrast control conversation
convince cook copy correct correction correctly cos cost couch count country couple courage cover crazy cry cup
curious daily damn danger dark date dead deal dear death decide decision deep define definite definitely degree
delay deliver department depend deserve desk despite detail determine develop diarrhoea die difficult difficulty
dinner direct direction disagree disappoint discharge discharged discuss discussion distance donor doubt draft dream
dress drink drip drive drop dry due dunno during duty eager early earn easily east easy eat ecog edge effect effort
eight elderly eleven eligible email embarrass emergency emotion empty encourage end enjoy enough ensure enter entire
entirely environment equal equally equipment especially essence essential essentially evening event eventually
evidence evident exact exam examine excellent except exception excited excuse exhausted exist expect expensive
experience expert express extent extra extremely eye facility fact factor fail fair fairly faith fall familiar
famous fast fatigue fear feedback fellow female fever fiance fight figure file fill final finally finger finish fire
firm fit five fix flight floor fluent focus folk food foot force foreign forever forget forgive forgot form formal
fortunate forward four free frequent fresh frightened full fully function funny furthermore future fyi gain game
garden gather gentle gentleman gently genuine girl girlfriend glad go gonna goodbye gp grab grade grand
granddaughter grandfather grandma grandmother grandpa grandson granny grateful great greatly greeting ground grow
guess guest guide guy habit haematologist haematology hair half hall hand handle hang happy hard hardly hate head
health healthcare healthy hear heart heat heavy hello hematology hesitate hey hi high highly hindsight history hit
hold holiday home honest honestly hopeful horrible hot hotel hour house however huge human hundred hungry hurry hurt
husband hypothetical hypothetically idea ideal ideally identify ignore illness imagine immediate immediately impact
imply impossible impress improve incidentally include including increase indeed indicated indication individual
infection influence infusion ingredient initially inject injection inside insist instance instantly instruct
instruction intend intention interest internet interpret interrupt introduce invite involve issue item jab job join
joke journal journey judge jump junior justify keen key kick kid kiss kitchen know knowledge known lady land
language large largely latest laugh law lay lead leader leaflet learn least leave lecture leg legal lend lesson
letter level library lie life lift light likewise limit link lip list listen literature live load local logic lonely
loose lose loss lost lot loud love lovely low luck lucky lunch machine mad magazine mail main mainly maintain major
majority male man manner map march mark market marry match material math matter maximum mdt meal mean meant meantime
meanwhile measure meet member memory mental mention mere message method middle midnight might mild million mind mine
minimum minute miss mistake mistaken misunderstand mix modern moment money monitor mood moreover morning mostly
mouth move music mutual naturally nature nausea near nearby nearly neat necessarily necessary neck needle negative
neighbour neither nephew nervous neutropenia nevertheless nice niece night nine nobody none nonetheless normally
north note nothing notice notify notion nowadays nowhere number object objective obvious obviously occasion
occasionally occur odd offer office official often older oncologist oncology online open openly operate opinion
opportunity opposite ordinary organise original originally otherwise ought outcome outside overall overlook owe
owner pack page pain painful pair panic paper paragraph parallel parent park partial particular particularly partly
partner party pass passage past path pathologist pause pay peace percent percentage perfect perfectly perform
performance perhaps permit persist personal personally persuade phone phrase physical physician pick picture piece
pill place plain plan play pleasant pleased pleasure plenty pls plus plz pocket policy polite politely poor popular
position positive possibility possible possibly post potential power practical practically practice praise pray
precise precisely prepare presence press pressure pretend pretty prevent previously price primarily principle print
prior private probable probably problem procedure proceed product professional professor progress promise prompt
proof proper properly propose protect protocol proud prove publish pull purpose push quality quarter quiet quietly
quit quite quote radiologist raise rapid rare rarely rash rate rather rational reach react read reader ready real
realise reality really reason reasonable reassure recall receive recent recently record recover reduce refer
reference referral referred refuse regard regardless register registrar regret regular regularly relate relation
relationship relative relatively relax relevant relief rely remain remark remember remind remove repeat repeatedly
replace reply report represent request require research resident respect respectfully respond response responsible
rest restate result retrospect return reveal review ring risk road room rough roughly round routine row rude rule
run rush sad sadly safely sake sample satisfied scale scan scanner scared scenario schedule school science score
search seat seek seem senior sense sensible sentence separate separately series serious seriously serve service
session settle seven severe shall shape share sharp shift shock shop shout shut shy sick side sight sign signal
significant silent silly similar similarly simple simply single sit site situation six size skill skip sleep slight
slightly slow slowly small smart smooth social soft solve somebody somehow something sometime sometimes somewhat
somewhere sorry sort sound source south space speak special specialist specific specifically spend spirit split spot
spouse spread spring stable staff staged staging stand standard state statement status stay steady step stepfather
stepmother stick stop straight strange street stress strict strike strong structure struggle student study stuff
stupid style subject sudden suddenly suffer sufficient suit sum summarise summary summer supervisor supply support
surely surgeon surprise surprised survive switch syringe system ta table tablet talk tall task taste tea teach team
tear technical temporary ten tend term terrible terrify test theoretically theory thereby therefore thin thorough
thoroughly thought thousand threat throw thus thx tia tie tight till tiny tip tired title tomorrow tone tonight top
topic total totally touch tough toward town toxicity trace track trade train translate trap travel trick trip
trouble true truly trust truth try tumour turn tutor twelve twenty twice ty typical typically typo u ultimately
unable uncertain unclear understandable understood unfortunate unfortunately unit unknown unless unlike unlikely
unusual upset ur urgent useless user usually vague valid valuable value various vast verify version view visit vital
voice volunteer vomiting vote w/ wait wake walk wall wander wanna ward warm warn warning waste watch water weak wear
wedding weekend weigh weird welcome west wet whatever whenever wherever whichever white whoever wide widely wife
wild willing win wind window winter wise wish withhold witness woman wonder wonderful wondering worker world worried
worry worse worst worth wow write writing written wrong yard yeah yesterday yet young younger zero
"""

_STEMS = frozenset(stem(word) for word in _WORDS.split())
_SHORTEST = 6
"""Letters; a shorter word is no slip of another: too many are."""
_CUT_SHORT = 5


def is_everyday(word: str) -> bool:
    """Say whether a word, in any of its forms, is one of everyday speech."""
    return stem(word.removesuffix("'s")) in _STEMS


def is_slip(word: str, known: Iterable[str]) -> bool:
    """Say whether a word is one that is known, cut short, or with a letter lost, doubled, wrong, or swapped."""
    if len(word) >= _CUT_SHORT and any(other.startswith(word) for other in known):
        return True
    return len(word) >= _SHORTEST and any(
        _one_off(word, other)
        for other in known
        # one slip leaves the first letter or the last as it was; asking that first spares most comparisons
        if abs(len(word) - len(other)) < 2 and (word[0] == other[0] or word[-1] == other[-1])
    )


@lru_cache(maxsize=65536)
def _one_off(word: str, other: str) -> bool:
    if word == other:
        return True
    short, long = sorted((word, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
    return word[at + 1 :] == other[at + 1 :] or swapped == other

"""Words of everyday speech and of the clinic that name no disease: any other may be what another text is about."""

from collections.abc import Iterable
from functools import lru_cache

from guardrails.stem import stem

_WORDS = """
abbreviate abbreviation able above absolutely accept according account acronym across active activity actual actually
add addition admin administer administration admission admit admitted adult adults afebrile affair afford afraid
africa afternoon against ago agree ah ahead albumin alive allow allowed almost alone along aloud alphabetical
alphabetically already alright also although always america amount anc angry another answer antibiotic antibiotics
antibody antidote antiemetic anxious anybody anymore anyone anything anyway anywhere apart apologies apologise appear
appetite appointment appreciate approved april arabic area argue arm around arrange arrive article asap asia aside ask
asleep aspect assay assume asymptomatic attach attend august aunt austria authorise autumn available awake aware away
awful baby back backwards bad balance base basic bc bear beat become bed begin beginning behind believe belong below
benefit beside besides beyond big bilirubin biology biopsied biopsy birth bit black blame blank blanks bleeding bless
blocked blue board body bone bones bonjour bony book boost borderline born bother bottom box boy boyfriend bracket
brain brave bread break breakfast breathe brief briefly bring broad broken brown btw build bulky bullet bullets burn
business busy buy call calm capable capitals capsule card careful carefully carpenter carry carry-on case catch cause
cavity celebrate cell cells centre certain certainly chair chance chapter chart chat cheap cheek cheer cheers chew
chewing chief child childbearing china chinese choice choose christmas church ciao circumstance citation citations
cite cited city claim class clean clearly clever clinic clinical clinician clock close closely coffee cold colleague
collect college colon colour column combine comfort comfortable comma comment common community comorbid company
complain complete completely component composition computer concern concise conclude conclusion concurrent condition
conditioning conference confirm confirmed confuse confused congested congestion congress connect consequence
consultation contact contain context continue contradict contraindicated contraindication contrast control
conversation convince cook copy correct correction correctly cos cost couch count country counts couple courage cover
crazy creatinine crp cry csv culture cup curious cytology daily damn danger danke dark date dead deal dear death debug
december decide decision deep define definite definitely degree delay deliver department depend deserve desk despite
detail determine develop developer diarrhoea die dietitian difficult difficulty dinner direct direction disagree
disappoint discharge discharged discuss discussed discussion disseminated distance donor double doubt downstaged draft
dream dress drink drinker drinking drip drive driver drop dry due dunno during duty eager early earn easily east easy
eat eating ecog ed edge effect effort eh eight eighth elderly eleven eligibility eligible email embarrass emergency
emotion employer empty encourage end engineer english enjoy enough ensure enter entire entirely environment enzyme
equal equally equals equipment er especially essence essential essentially europe evening event eventually evidence
evident exact exam examine example excel excellent except exception excised excited excuse exercise exhausted exist
expand expect expensive experience expert express extent extra extremely eye eyelid facility fact factor fail fair
fairly faith fall familiar famous farmer fast fatigue fear febrile february feedback fellow female fever fewer fiance
fiction field fifth fight figure file fill filled final finally finger finish fire firm fit five fix flight floor
fluent fly focus folk food foot footnote force forehead foreign forever forget forgive forgot form formal format
fortnight fortunate forward four fourth frail france free french frequent fresh friday frightened full fully function
funny furthermore future fyi gain game garden gather gene gentle gentleman gently genuine german germany girl
girlfriend glad go gonna goodbye gosh gp grab gracias grade grand grandchild grandchildren granddaughter grandfather
grandma grandmother grandpa grandson granny grateful great greatly greeting ground grow grown guess guest guide gum
gums guy habit haematological haematologist haematology haemoglobin hair half hall hallo hand handle handout hang
happy hard hardly hate hb head health healthcare healthy hear heart heat heavy hello hematological hematology
hemoglobin hesitate hey hi hidden high highly hindsight histology history hit hm hmm hola hold holiday home honest
honestly hopeful horrible hot hotel hour house however huge huh human hundred hungry hurry hurt husband hypothetical
hypothetically icu idea ideal ideally identify ignore illness imagine immediate immediately immunohistochemistry
impact imply impossible impress improve incidentally include including increase indeed india indicated indication
individual ineligible infection influence infusion ingredient initially initials inject injection inpatient inside
insist instance instantly instruct instruction insurance insurer intend intention interest intern internet interpret
interrupt intolerance intolerant introduce invading invasion invite involve involved issue italian italy item jab
january japan job join joke journal journey json judge july jump june junior justify keen key kick kid killer kin
kindly kiss kitchen know knowledge known korea lab labs lady land language large largely latest laugh law lay lead
leader leaflet learn least leave lecture lecturer leg legal lend lesion lesions less lesson letter letters level
library licensed lie life lift light likewise limit limited line lines link lip list listen listing literature live
load local localised localized logic lonely loose lose loss lost lot loud love lovely low lowercase luck lucky lunch
lymphocytes machine mad magazine mail main mainly maintain major majority male man manner map march marginal mark
markdown marker market marketed marry match matched material math matron matter maximum mdt meal mean meant meantime
meanwhile measure measured meet meeting member memo memory mental mention merci mere message method middle midnight
might mild million mind mine minimum minus minute miss mistake mistaken misunderstand mix mixed mobile mode modern
molecule moment monday money monitor mood more moreover morning most mostly mouth move muddled music mutual names
naturally nature nausea near nearby nearly neat necessarily necessary neck needle negative neighbour neighbourhood
neither nephew nervous neutropenia neutrophils nevertheless nice niece night nine ninth nobody non-smoker none
nonetheless noon nope normally north nostril note nothing notice notify notion november nowadays nowhere number nurse
object objective obvious obviously occasion occasionally occur october odd offer office official often oh older once
oncological oncologist oncology online open openly operate opinion opportunity opposite ordinary organise original
originally otherwise ought outcome outpatient outside overall overlook override owe owner pack page pages pain painful
pair palate panic paper paragraph parallel parameter pardon parent parents park partial particular particularly partly
partner party pass passage past paste path pathological pathologist pathology pathway pause pay pdf peace percent
percentage perfect perfectly perform performance perhaps permission permit persist personal personally persuade
pharmacist pharmacology pharmacy phone photon phrase physical physician physiotherapist pi pick picture piece pill
place plain plan platelets play pleasant pleased pleasure plenty pls plt plts plus plz pocket poland policy polish
polite politely poor popular portuguese position positive possibility possible possibly post potential power practical
practically practice praise pray precise precisely premedication prepare presence presentation presented presenting
press pressure pretend pretty prevent previously price primarily principle print prior private probable probably
problem procedure proceed product professional professor progress progressive promise prompt proof proper properly
prophylaxis propose protect protein protocol proton proud prove psychologist publish pull purpose push quality quarter
quick quickly quiet quietly quit quite quiz quote quoted quotes radiologist radiology radiotherapist raise rapid rare
rarely rash rate rather rational reach react read reader readmitted ready real realise reality really reason
reasonable reassure rebiopsy recall receive recent recently receptor record recover reduce refer reference referral
referred refractory refuse regard regardless register registered registrar regret regular regularly reimbursed relate
relation relationship relative relatively relatives relax relevant relief rely remain remark remember remind remove
repeat repeatedly replace reply report represent request require rescan research resected reserve resident respect
respectfully respond response responsible rest restaged restaging restate result retired retiree retrospect return
reveal reversed review reviewed ring risk road role room rough roughly round routine row rude rule run rush russian
sad sadly safely sake sample sandwich satisfied saturday scale scan scanner scared scenario schedule school science
score screenshot search seat secret secretary section seek seem seen semicolon senior sense sensible sentence separate
separately september septum sequential series serious seriously serve service session settle seven seventh several
severe shall shape share sharp shift shock shop short shortage shout shut shy sibling sick side sight sign signal
significant silent silly similar similarly simple simply simulated simulation sincerely singapore single sinus sinuses
sit site situation six sixth size skill skip sleep slide slides slight slightly slim slow slowly small smart smell
smoker smooth sneeze social soft solve somebody somehow something sometime sometimes somewhat somewhere sop sorry sort
sound source sources south space spain spanish speak special specialist specific specifically spell spend spirit split
spot spouse spread spreadsheet spring stable staff staged staging stain stained staining stand standard state
statement status stay steady step stepfather stepmother stick stocked stop straight strange street stress strict
strike strong structure struggle student study stuff stuffy stupid style subject subtotal sudden suddenly suffer
sufficient suit sum summarise summary summer sunday supervisor supply support supportive surely surgeon surprise
surprised survive swab swallow swallowing switch switzerland symptom symptomatic syringe system ta table tablet
tabular taiwan talk tall task taste tea teach teacher team tear technical technique temporary ten tend tenth term
terrible terrify test thanks theatre theoretically theory therapist thereby therefore thin third thirds thorough
thoroughly thought thousand threat thrice throw thursday thus thx tia tie tight till tiny tip tired title today token
tolerable tolerate tomorrow tone tonight top topic total totally touch tough toward town toxicity trace track trade
train trainee transferred translate trap travel traveling travelling trick trip triple trouble true truly trust truth
try tuesday tumor tumour turbinate turkish turn tutor twelve twenty twice ty typical typically typo u uk ukraine
ultimately um unable unavailable uncertain unclear understandable understood unfit unfortunate unfortunately unit
unknown unless unlike unlikely unstable unusual uppercase upset upstaged ur urgent usa useless user usually vague
valid valuable value various vast verify version view village visit vital viva voice volume volunteer vomiting vote w/
wait wake walk wall wander wanna ward warm warn warning waste watch water wbc weak wear wedding wednesday weekend
weigh weight weird welcome west wet whatever whenever wherever whichever white whoever wide widely widespread widow
widower wife wig wild willing win wind window winter wise wish withhold witness woman wonder wonderful wondering word
work worker workplace world worried worry worse worst worth wow write writing written wrong xml yard yeah yep
yesterday yet young younger yup zero
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

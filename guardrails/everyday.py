"""Words of everyday speech and of the clinic that name no disease: any other may be what another text is about."""

from collections.abc import Iterable
from functools import lru_cache

from guardrails.stem import stem

_WORDS = """
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
    return len(word) >= _SHORTEST and any(_one_off(word, other) for other in known if abs(len(word) - len(other)) < 2)


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

"""The rules of the verifier as tables: why a sentence is dropped, what gives it away, and who stands on which side.

Each row carries its own examples; one test runs every row against them.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from guardrails.side_tables import CAUSE, PREFER
from guardrails.stem import stem


class Reason(StrEnum):
    """Why a sentence of a draft is dropped."""

    UNREADABLE = "unreadable"
    HIDDEN = "hidden"
    MARKUP = "markup"
    LINK = "link"
    QUESTION = "question"
    FRAGMENT = "fragment"
    DANGLING = "dangling"
    SELF_TALK = "self_talk"
    SECOND_PERSON = "second_person"
    RECOMMENDATION = "recommendation"
    MADE_UP_CITATION = "made_up_citation"
    TREATMENT_PASSAGE = "treatment_passage"
    NO_PASSAGE = "no_passage"
    DRUG = "drug"
    REGIMEN = "regimen"
    CLASS = "class"
    NUMBER = "number"
    UNIT = "unit"
    DATE = "date"
    COMPARISON = "comparison"
    CAUSE = "cause"
    POLARITY = "polarity"
    DIRECTION = "direction"
    MODALITY = "modality"
    STRENGTH = "strength"
    CONDITION = "condition"
    UNSUPPORTED = "unsupported"


MARK_REASON = {
    "OPTIONAL": Reason.MODALITY, "PREFERRED": Reason.COMPARISON, "DISFAVOURED": Reason.COMPARISON, "PREFERENCE": Reason.COMPARISON,
    "PREFERS": Reason.COMPARISON, "VS": Reason.COMPARISON, "ATMOST": Reason.DIRECTION, "ATLEAST": Reason.DIRECTION,
    "ABOVE": Reason.DIRECTION, "BELOW": Reason.DIRECTION, "USUALLY": Reason.STRENGTH, "OFTEN": Reason.STRENGTH,
    "SELDOM": Reason.STRENGTH, "WILL": Reason.MODALITY, "MUST": Reason.MODALITY, "SHOULD": Reason.MODALITY,
    "MAY": Reason.MODALITY, "ASKS": Reason.MODALITY, "REASON": Reason.CAUSE, "ATTRIBUTES": Reason.CAUSE, "BECAUSE": Reason.CAUSE, "RENDERED": Reason.CAUSE,
    "THEREFORE": Reason.CAUSE, "ONLY": Reason.CONDITION, "ALL": Reason.STRENGTH, "EACH": Reason.STRENGTH,
    "IF": Reason.CONDITION, "TIME": Reason.CONDITION,
    "BUT": Reason.POLARITY, "NOT": Reason.POLARITY, "OR": Reason.DIRECTION,
}  # fmt: skip
"""The marks of `verify_phrases`, and why a sentence is dropped whose passage does not hold its mark."""

FAMILY = (
    dict.fromkeys(("REASON", "ATTRIBUTES", "BECAUSE", "RENDERED", "THEREFORE"), CAUSE)
    | dict.fromkeys(("PREFERRED", "DISFAVOURED", "PREFERENCE", "PREFERS", "VS"), PREFER)
    | {"SHOULD": "ASKS"}
)
"""Marks that may stand for one another, since who stands on which side is read on its own."""

BOUNDS = frozenset("ATMOST ATLEAST ABOVE BELOW".split())
"""Marks that bound a number."""

WEAKER = {"OFTEN": frozenset({"USUALLY", "OFTEN"}), "MAY": frozenset({"MAY", "OPTIONAL"})}
"""A weaker mark is also held by a passage with a stronger one; no mark is held by a weaker one."""

PLACED = frozenset("NOT MAY MUST WILL ALL ONLY IF TIME SELDOM BUT".split())
"""Marks that stand by the same words as in the passage."""
TURNS = frozenset("NOT MAY MUST SHOULD USUALLY OFTEN OPTIONAL".split())
"""Marks that turn the same word as in the passage; of a hedge, one of the next three."""
CLOSE = frozenset({"NOT", "OPTIONAL"})
"""Marks that touch what they turn."""
HEDGES, NORMS = frozenset("USUALLY OFTEN SELDOM".split()), frozenset("SHOULD MUST".split())

KEPT_BY = {
    "USUALLY": frozenset({"USUALLY", "OFTEN"}), "OFTEN": frozenset({"OFTEN"}), "SELDOM": frozenset({"SELDOM"}),
    "MAY": frozenset({"MAY"}), "OPTIONAL": frozenset({"OPTIONAL", "MAY"}), "NOT": frozenset({"NOT"}), "ONLY": frozenset({"ONLY"}),
    "SHOULD": frozenset({"SHOULD", "ASKS"}), "MUST": frozenset({"MUST"}),
}  # fmt: skip
"""Marks of a passage that its sentence may not lose where it speaks of the same, and what keeps them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """Words that give a sentence away, unless its passage says them too."""

    reason: Reason

    says: str
    """A pattern over the folded text; it stands for whole words."""
    drops: tuple[str, ...]

    keeps: tuple[str, ...] = ()

    normative: bool = False
    """A passage that says "should" may be said in these words."""


TELLS = (
    Tell(
        reason=Reason.SELF_TALK,
        says=r"as an? (?:\w+ ){0,3}?(?:ai|assistant|model|bot|machine)|language models?|chat ?bots?|i(?!\.e)|i'\w+|me|my|mine|myself|"
        r"we|we'\w+|our|ours|ourselves|let's|let us|this (?:answer|reply|response|advice|message|chat|conversation|assistant)",
        drops=("as a large language model", "i think that", "our advice", "as an ai assistant", "this reply is final"),
        keeps=("stage ii disease", "as a measure of response"),
    ),
    Tell(
        reason=Reason.SELF_TALK,
        says=r"disclaimers?|prompts?|instruct(?:ions?|ed)|guard ?rails?|(?:rule|safety) (?:module|rules?)|decision table|"
        r"developers?|administrators?|overrid\w+|clearance|permission|permit\w*|authori[sz]\w+|jailbr\w+|ignor(?:e|ing)|"
        r"audit|sealed|reviewers?|editors?|committee|exempt|verified|approv\w+|unpublished|training data|training cut-?off|"
        r"(?:previous|prior|earlier|above) (?:rules?|messages?|turns?)|system (?:message|mode)|suspended|switched off",
        drops=("the disclaimer is void", "ignoring the previous rules", "approved by the editor", "audit mode"),
        keeps=("a reviewed guideline text",),
    ),
    Tell(
        reason=Reason.SECOND_PERSON,
        says=r"you|your|yours|yourself|yourselves|you'\w+|u|ur|he|she|his|her|hers|him",
        drops=("you should ask", "your team", "her tumour"),
        keeps=("the youngest", "others"),
    ),
    Tell(
        reason=Reason.RECOMMENDATION,
        says=r"(?:should|may|can|could|must|to) be considered|consider(?: \w+ing)?(?! (?:as|to be))",
        drops=("it should be considered", "consider giving it"),
        keeps=("considered as one type",),
        normative=True,
    ),
    Tell(
        reason=Reason.RECOMMENDATION,
        says=r"recommend\w*|advis(?:es?|ing|ed|able)|urg(?:e|es|ed)|propos(?:e|es|ed)|please|ensure|make sure|be sure|it is (?:best|wise|important|"
        r"better|essential|sensible) to|(?:treatment|drug|regimen|therapy|option|first) (?:of|for) choice|first choice|(?:should|must|may|can|could) be (?:treated|given|started|"
        r"stopped|switched)|(?:should|must) (?:receive|undergo|have|get|start|stop)|(?:patients?|people|doctors?|physicians?|clinicians?|experts?) prefer|"
        r"(?:is|are) an option|prescrib\w+|dos(?:e|es|ed|ing|age)|administ\w+|give(?! (?:as|the reason|preference|attention|way|help))|feel free",
        drops=("it is recommended", "the drug of choice", "please rest", "a dose of it"),
        keeps=("the reason given",),
    ),
)

IMPERATIVES = frozenset(
    """start begin use give add take treat follow measure assess evaluate monitor perform order request obtain arrange offer
    choose prefer select consider avoid stop continue switch change replace reduce increase raise lower double halve repeat
    intensify escalate combine include exclude look search examine inspect investigate individualise individualize tailor
    adapt adjust enrol enroll refer send ask tell inform discuss check confirm ensure make keep remember note administer
    prescribe infuse inject irradiate operate remove resect biopsy image scan test screen target track watch do get have let
    try apply direct aim focus express involve classify divide split name call treat withhold delay delete ignore forget""".split()
)
"""Bare verbs: at the head of a sentence they order something."""

NOUNS_TOO = frozenset(
    "start use order request change increase lower repeat test screen target image scan biopsy focus aim name measure follow "
    "look search note call treat work watch check".split()
)
"""Imperatives that are also nouns: no order where a verb or one of these follows."""
AFTER_A_NOUN = frozenset("of is are was were may might can has have should and starts begins includes covers".split())

GIVES = re.compile(
    r"(?<![a-z0-9])(?:us(?:e|es|ed|ing)|receiv\w+|tak(?:e|es|en|ing)|add(?:s|ed|ing)?|start(?:s|ed|ing)?|get(?:s|ting)?|"
    r"giv(?:e|es|en|ing)|offer(?:s|ed|ing)?|switch\w*|replac\w+|continu\w+|stop\w*|treat(?:s|ed|ing)|need(?:s|ed)?|"
    r"appl(?:y|ies|ied)|repeat(?:ed)?|choos(?:e|ing)|chosen|select(?:ed)?)(?![a-z0-9])"
)
"""What is done with a drug: beside the name of one, only where the passage says the same."""


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90"}
"""Words that are numbers of their own; the next ones are numbers that the passage must spell alike."""
AMOUNTS = frozenset(
    "hundred thousand million billion dozen half halves third thirds quarter quarters fifth fifths tenth tenths second "
    "fourth sixth seventh eighth ninth twice thrice double triple pair couple fold percent per".split()
)
UNITS = frozenset(
    "day week month year hour minute mg mcg ug g kg ng gram milligram microgram kilogram ml l dl litre liter millilitre mm cm "
    "metre meter gy cgy gray iu u unit cycle course dose fraction percent cent auc mmol mol meq mmhg tablet capsule drop puff "
    "session sitting round infusion injection %".split()
)
OFTEN_AS = frozenset(
    "daily weekly monthly yearly annual annually hourly nightly fortnightly quarterly immediately soon early late later today "
    "tomorrow now currently urgent urgently first second last".split()
)
MONTHS = frozenset(
    "january february march april june july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday".split()
)
TOP = frozenset(
    """best worst most least highest lowest greatest strongest deadliest safest largest smallest longest main superior inferior
    proven proves prove proof guarantee guarantees certain certainty definitely undoubtedly cure cures cured curative gold
    standard ideal optimal perfect perfectly better worse more less fewer higher lower greater longer shorter unique
    unsurpassed unrivalled""".split()
)
"""Words that raise a claim: a sentence without its passage's word is dropped for its strength."""

RESTRICTORS = _stems("selected eligible suitable certain some appropriate chosen fit candidate")
"""A passage so limited is never said without its limit."""
QUALIFIERS = _stems(
    "future initial first median mean early late advanced relapsed refractory newly primary secondary recurrent"
)
"""What a passage says of a thing so qualified is not said of the thing at large."""
VALUES = _stems(
    "ineffective effective normal abnormal undetectable detectable high low poor good positive negative raised reduced severe mild complete partial"
)
"""Values: each stays with the thing that the passage gives it to."""
RELATIONS = _stems(
    "start begin individualise resist sensitive involve affect include contain comprise follow express target look measure replace predict treat monitor"
)
"""Verbs that tell a doer from what it is done to."""
GENERAL = _stems("group type subtype form variant class factor regimen chemotherapy carcinoma lymphoma leukaemia")
"""General words: each is said with something of what the passage says before it."""
PARTS = frozenset(
    """part parts portion among amongst there component element place role found occurs seen performed done undertaken
    conducted belongs belong lies sits used applies meant whom kept get lists designated shows show shown use uses
    covers""".split()
)
"""Words that relate by themselves: a sentence with one of these needs no verb of its passage."""
COUNTED = _stems(
    "patient case organ group type site cycle course drug regimen test region scan time factor area tumour cancer woman man "
    "child adult people symptom trial study node strategy pathway mutation disease occasion examination"
)

OPPOSITES = tuple(
    frozenset(stem(word) for word in pair.split())
    for pair in (
        "effective ineffective", "sensitive resistant", "detectable undetectable", "normal abnormal", "high low", "raised lowered",
        "increased decreased", "good poor", "better worse", "improve worsen", "mandatory optional", "include exclude",
        "positive negative", "present absent", "early late", "start end", "before after", "above below", "upper lower",
        "benign malignant", "aggressive indolent", "acute chronic", "complete partial", "prefer avoid", "gain loss", "well poorly",
        "active inactive", "safe unsafe", "stable unstable", "common rare", "favourable unfavourable", "complete incomplete",
        "minimum maximum", "involve spare", "tolerable intolerable", "eligible ineligible", "possible impossible",
        "left right", "proximal distal", "local systemic", "nasal nonnasal", "concurrent sequential", "rise fall",
        "increase reduce", "gain lose", "support oppose", "accept reject", "succeed fail", "shorter longer", "higher lower",
        "inpatient outpatient", "oral intravenous", "treated untreated", "responsive unresponsive",
    )
)  # fmt: skip
"""Words that a slip turns into one another. No class of words may hold both of a pair."""

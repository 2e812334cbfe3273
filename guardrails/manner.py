"""Guards of manner: what asks, orders, advises, points back or talks of itself is no statement of a guideline."""

import re
from collections.abc import Iterator

from guardrails.pattern import words
from guardrails.said import Said, is_verb, keys_of
from guardrails.stem import stem
from guardrails.verify_tables import AFTER_A_NOUN, GIVES, IMPERATIVES, NOUNS_TOO, TELLS, Reason

_ASKS = re.compile(r"\?|^(?:do|does|did|is|are|was|were|can|could|should|may|would|has|have)(?![a-z])")
_POINTS_BACK = re.compile(
    r"^(?:it|its|they|their|this|these|those(?! with| who| whose| for)|such|that(?= is| was| has| can| makes| are)|"
    r"the (?:former|latter|same))(?![a-z])"
)
_OF_IT = re.compile(r"(?:its|their) ")
_CLEFT = re.compile(r"^it (?:is|may be|might be|could be) (?:(?:.+ )?that|the [a-z]+ to) ")
_HEAD = re.compile(r"(?:^|[,;:] )(?:(?:and|then|so|first|now|always|never|do not|simply) )*([a-z]+) ([a-z]+)")
_GIVEN_AS = re.compile(
    r"(?:PREFERENCE|REASON|attention)(?: \w+)? (?:given|taken|offered)|"
    r"(?:given|taken) (?:as|to be|together|preference)|gives? (?=.+REASON)"
)
_TREATS = keys_of("treat") - keys_of("regimen")
_TELLS = tuple((tell, words(tell.says)) for tell in TELLS)
_AUXILIARY = words("is|are|was|were|be|been|has|have|had|do|does|did|makes?|gives?|goes|becomes?|belongs?|forms?")
_LABELLED = re.compile(r"\w: \w")
_LEAST_SHARED, _LONG_FOR_A_HEADING = 2, 8
"""Words: shared with the passage, at the least; and more than these are no heading, verb or no verb."""


def asks(claim: Said, held: Said) -> Reason | None:
    """A question."""
    return Reason.QUESTION if _ASKS.search(claim.folded) else None


def dangles(claim: Said, held: Said) -> Reason | None:
    """A sentence that points back would be read of whatever stands before it."""
    if not _POINTS_BACK.match(claim.folded) or _CLEFT.match(claim.folded) or _POINTS_BACK.match(held.folded):
        return None
    points_ahead = claim.names and _OF_IT.match(claim.folded)
    return None if points_ahead else Reason.DANGLING


def gives_itself_away(claim: Said, held: Said) -> Reason | None:
    """Talk of itself, of its rules, to the reader, or advice."""
    for tell, pattern in _TELLS:
        if tell.normative and "SHOULD" in held.marks:
            continue
        if any(not words(re.escape(found[0])).search(held.folded) for found in pattern.finditer(claim.folded)):
            return tell.reason
    return None


def orders(claim: Said, held: Said) -> Reason | None:
    """An imperative, at the head of the sentence or after a stop."""
    theirs = set(_heads(held))
    for head, after, at_start in _heads(claim):
        if (head, after, at_start) in theirs or head not in IMPERATIVES:
            continue
        if head in NOUNS_TOO and (not at_start or after in AFTER_A_NOUN):
            continue
        return Reason.RECOMMENDATION
    return None


def _heads(text: Said) -> Iterator[tuple[str, str, bool]]:
    """Yield the words that stand first, with the word after each and whether the sentence begins there."""
    for part in _HEAD.finditer(text.folded):
        yield part[1], part[2], part.start() == 0


def treats(claim: Said, held: Said) -> Reason | None:
    """Something done with a treatment that the passage does not do: advice in disguise."""
    if not claim.names:
        return None
    theirs = {stem(found[0]) for found in GIVES.finditer(_GIVEN_AS.sub("", held.marked))} | held.keys
    if theirs >= _TREATS:
        theirs |= {stem("use")}
    if "REASON" in claim.marks & held.marks:
        theirs |= {stem("give"), stem("offer")}
    done = [keys_of(found[0]) | {stem(found[0])} for found in GIVES.finditer(_GIVEN_AS.sub("", claim.marked))]
    return Reason.RECOMMENDATION if any(not keys & theirs for keys in done) else None


def says_enough(claim: Said, held: Said) -> Reason | None:
    """A heading or a scrap is no sentence."""
    shared = {atom.word for atom in claim.content if atom.keys & held.keys} | (claim.marks & held.marks)
    if len(shared) < _LEAST_SHARED or claim.folded.endswith(":"):
        return Reason.FRAGMENT
    if _AUXILIARY.search(claim.folded) or _LABELLED.search(claim.folded):
        return None
    is_long = len(claim.folded.split()) >= _LONG_FOR_A_HEADING
    return None if is_long or any(is_verb(atom) for atom in claim.atoms) else Reason.FRAGMENT

"""Read the stage: numerals, words and ranges. Never from anatomy, and never the stage of something else.

A bare numeral, or "early", says a stage where it stands beside a disease or subtype of the guideline ("IV nasal").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.passage import StageGroups
from guardrails.cues import STAGE_GROUPS
from guardrails.fold import Folded
from guardrails.pattern import Matcher, Span, inside

_NUMERALS = {
    "i": "I", "1": "I", "one": "I", "1st": "I", "一": "I", "uno": "I", "eins": "I", "un": "I", "um": "I",
    "first": "I", "second": "II", "third": "III", "fourth": "IV",
    "ii": "II", "2": "II", "two": "II", "2nd": "II", "二": "II", "dos": "II", "zwei": "II", "deux": "II", "due": "II", "dois": "II",
    "iii": "III", "3": "III", "three": "III", "3rd": "III", "三": "III", "tres": "III", "drei": "III", "trois": "III", "tre": "III",
    "iv": "IV", "4": "IV", "four": "IV", "4th": "IV", "四": "IV", "cuatro": "IV", "vier": "IV", "quatre": "IV", "quattro": "IV",
    "quatro": "IV", "iiii": "IV",
}  # fmt: skip
_ORDER = ("I", "II", "III", "IV")
_WORD = r"(?:stages?|stgs?\.?|stge|staeg|satge|st\.?|stad(?:ium|ien)?\.?|stades?|estadi[oa]s?|estagios?|stadi[oi]|etapas?|ann arbor|aa|lugano|ajcc|s(?=[\"' :=#|-]*[iv1-4]))"
_NO_MEASURE = (
    r"(?!\d|[.,]\d|[- ]*(?:cycles?|courses?|rounds?|years?|yrs?|y/?o|weeks?|wks?|months?|days?|hours?|gy|gray|mg|iu|ml|cm|mm|%|x\b|"
    r"and a half))"
)
_COUNTED = re.compile(r"[- ]*(?:lines?|drugs?|options?|patients?|regimens?|times|other|different|of)(?![a-z])")
"""What a number that is no stage counts: "stage II and two options"."""
_OF = re.compile(r" of(?![a-z])")
_SPEAKER = re.compile(
    r"'|[’ ](?:have|had|am|was|want|would|wonder|need|think|know|can|could|will|should|must|do|don|did|just|also|see|saw|read|heard|like|"
    r"understand|got|get|feel|ask|asked|mean|meant|guess|believe|m|d|ve|ll)(?![a-z])"
)
"""What follows the "I" of somebody who speaks: "stage II, and I wonder"."""
_NUMERAL = r"(iv|i{1,4}|[1-4]|one|two|three|four|uno|dos|tres|cuatro|eins|zwei|drei|vier|un|deux|trois|quatre|um|dois|quatro|due|tre|quattro)"
_SUFFIX = r"(?:(?:[ -]?(?:[abe]|ae|be|ea|eb)(?! +(?:iv|i{1,3}|[1-4])(?![a-z0-9]))|(?<=[iv])[12])(?![a-z0-9]))?"  # not "II a III"
_JOIN = (
    r"\s*(-|/|~|->|→|,? ?\(?(?:to|or|and|through|thru|&|\+|vs\.?|versus|until|bis|oder|und|ou|et|o|e|y|a|至|到|或|和|"
    r"then|(?:now|upstaged|restaged|re-staged|progressed|progressing|changed)(?: to| as)?)|,)\s*(?:(?:maybe|possibly|perhaps|probably|likely|even) )?"
)
_HIGHER = re.compile(r"\+(?![a-z0-9]| ?\d)| (?:or|and) (?:higher|above|more|worse|greater|beyond|later|up)(?![a-z])")
_CHANGED = re.compile(r"now|upstaged|re-?staged|progress|changed|->|→")
_AT_LEAST = re.compile(r"(?:at least|>=|≥|minimum|no (?:lower|less) than) ?$")
_AT_MOST = re.compile(r"(?:up to|at most|<=|≤|maximum|no (?:higher|more) than) ?$")
_LOWER = re.compile(r" (?:or|and) (?:lower|below|less|earlier|under)(?![a-z])")
_PLAIN = re.compile(
    rf"(?<![a-z0-9]){_WORD}[\"' :=#|-]*(?:is |of |was |now |= ?|grade )?{_NUMERAL}{_SUFFIX}(?![a-z0-9]){_NO_MEASURE}"
)
_MORE = re.compile(rf"{_JOIN}(?:{_WORD}[ :=-]*)?{_NUMERAL}{_SUFFIX}(?![a-z0-9]){_NO_MEASURE}")
_CHINESE = re.compile(
    r"(?:第)?(iv|i{1,3}|[1-4一二三四])[abe]?(?:\s*[-~至到/、或和]\s*(iv|i{1,3}|[1-4一二三四])[abe]?)?\s*期"
)
_ORDINAL = re.compile(
    r"(?<![a-z0-9])(1st|2nd|3rd|4th|first|second|third|fourth)[- ]stage(?![a-z])(?! (?:of|in the|trial))|(?<![a-z0-9])(iv|iii|ii)[- ]stage(?![a-z])"
)
_BARE = re.compile(
    r"(?<![a-z0-9])(?:(?P<e>iv|i{1,3})[ -]?e[ab]?(?![a-z0-9])|"
    r"(?P<n>iv|i{2,3})(?:[ab])?(?=[ ,]+(?:e )?(?:extranodal|disease)))"
)
_BEFORE_NAME = re.compile(r"(?<![a-z0-9])(?P<n>iv|i{2,3})[ab]?(?=[ ,]+(?:e )?$)")
_AFTER_NAME = re.compile(r" (?P<n>iv|i{2,3})[ab]?(?![a-z0-9])|,? (?P<large>iv|i{2,3})(?= *[?.,;]|$)")
_GROUP_BEFORE_NAME = re.compile(
    r"(?<![a-z0-9])(?:(?P<early>early[- ]|(?:limited|ltd\.?)[- ]?|locali[sz]ed[- ])|(?P<advanced>(?:advanced|wide-?spread) ))$"
)
_NEAR = 16
"""How many letters before or after a name are looked through."""
_BARE_RANGE = re.compile(r"(?<![a-z0-9])(i{1,3}|iv)[/-](i{1,3}|iv)(?:e)?(?![a-z0-9])")
_TRAILING = re.compile(r"(?:lymphoma|disease|cancer|tumou?r),? (?P<n>iv|i{2,3})(?= *[?.,;]|$)")
_WHOLE = re.compile(
    r"(?:ok(?:ay)?|so|and|then|now|but|what about|how about|what of|and for|for|in|same (?:for|in)|what if|sorry|i mean[t]?|no|actually|"
    rf"y|et|und|e|[ ,:?-])*\s*(?:the )?(?:(?P<n>iv|i{{1,3}}|[1-4])[abe]?(?:{_JOIN}(?P<m>iv|i{{1,3}}|[1-4])[abe]?)?|"
    r"(?P<early>early|limited|locali[sz]ed)|(?P<advanced>advanced|disseminated))(?: (?:ones?|then|disease|stages?|patients?|instead|now|please))*\s*[?.!]*"
)
_OTHER_STAGES = re.compile(
    r"(?<![a-z])(?:stage|grade) [1-5i]+[abe]? (?:ckd|chronic kidney|kidney|renal|pressure|ulcers?|sores?|decubitus|bedsore|heart|copd|"
    r"hypertension|liver fibrosis|fibrosis)|(?:ckd|kidney disease|gvhd|copd)[ ,(]*(?:stage|grade) ?[1-5i]+[ab]?|(?:stages? )(?:of (?:grief|sleep|labou?r))|"
    r"(?:breast|lung|colon|prostate) cancer,? stage \w+|e\.g\.|i\.e\."
)


_TO = frozenset("- ~ to through thru until bis 至 到 a".split())
"""Joiners that take in what lies between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFound:
    span: Span
    values: frozenset[str]
    joiner: str | None = None
    """The word between two stages of one expression: `or` leaves both open, `vs` compares them."""


def stages(folded: Folded, named: Sequence[Span], groups: StageGroups) -> Iterator[StageFound]:
    """Yield the stages that a text names, in order of their place.

    Args:
        named: where the text names a disease or subtype of the guideline.
        groups: what "early" and "advanced" stand for in it.
    """
    every = (*_all(folded, groups), *_beside(folded, named, groups))
    found = sorted((stage for stage in every if stage.values), key=lambda s: (s.span[0], -s.span[1]))
    taken = 0
    other = [m.span() for m in _OTHER_STAGES.finditer(folded.text)]
    for stage in found:
        if stage.span[0] >= taken and not inside(stage.span, other):
            taken = stage.span[1]
            yield stage


def _all(folded: Folded, groups: StageGroups) -> Iterator[StageFound]:
    text = folded.text
    for match in _PLAIN.finditer(text):
        if _kind(match[1]) == "roman" or not _OF.match(text, match.end()):  # "stage two of three"
            yield _extended(text, match)
    for match in _CHINESE.finditer(text):
        yield StageFound(span=match.span(), values=_range(match[1], match[2]), joiner="至" if match[2] else None)
    for match in _ORDINAL.finditer(text):
        yield StageFound(span=match.span(), values=frozenset({_NUMERALS[match[1] or match[2]]}))
    for match in _BARE.finditer(text):
        numeral = match["e"] or match["n"]
        if folded.shown(*match.span())[: len(numeral)].isupper() or not match["e"] or numeral != "i":
            yield StageFound(span=match.span(), values=frozenset({_NUMERALS[numeral]}))
    for match in _BARE_RANGE.finditer(text):
        if folded.shown(*match.span()).isupper():
            yield StageFound(span=match.span(), values=_range(match[1], match[2]), joiner=match[0][len(match[1])])
    for match in _TRAILING.finditer(text):
        if folded.shown(*match.span("n")).isupper():
            yield StageFound(span=match.span("n"), values=frozenset({_NUMERALS[match["n"]]}))
    if len(text) < 80 and (whole := _WHOLE.fullmatch(text)):
        values = _range(whole["n"], whole["m"]) if whole["n"] else _group(whole, groups)
        yield StageFound(span=(_first(whole), len(text)), values=values)
    for cue in STAGE_GROUPS:
        for span in Matcher.of(cue).spans(text):
            yield StageFound(span=span, values=frozenset(s for group in cue.values for s in getattr(groups, group)))


def _beside(folded: Folded, named: Sequence[Span], groups: StageGroups) -> Iterator[StageFound]:
    """Yield what stands right before or after the name of a disease or subtype: "IV nasal", "early nasal", "nasal, IV"."""
    text = folded.text
    for start, end in named:
        floor = max(0, start - _NEAR)
        if match := _BEFORE_NAME.search(text[floor:start]):
            at = (floor + match.start(), floor + match.end())
            yield StageFound(span=at, values=frozenset({_NUMERALS[match["n"]]}))
        if match := _GROUP_BEFORE_NAME.search(text[floor:start]):
            yield StageFound(span=(floor + match.start(), end), values=_group(match, groups))
        if match := _AFTER_NAME.match(text[end : end + _NEAR]):
            at = (end + match.start(match.lastgroup or 0), end + match.end())
            if match["n"] or folded.shown(*at).isupper():
                yield StageFound(span=at, values=frozenset({_NUMERALS[match["n"] or match["large"]]}))


def _group(match: re.Match[str], groups: StageGroups) -> frozenset[str]:
    return frozenset(groups.early if match["early"] else groups.advanced)


def _first(match: re.Match[str]) -> int:
    return min(match.start(name) for name in ("n", "early", "advanced") if match[name])


def _extended(text: str, match: re.Match[str]) -> StageFound:
    """Take in what follows the first numeral: "-II", " or III", "/4"."""
    values = {_NUMERALS[match[1]]}
    last, end, joiner = match[1], match.end(), None
    while more := _MORE.match(text, end):
        if more[1] in (",", "a", "e", "o", "y", "/") and more[2].isdigit() != last.isdigit():
            break  # "stage I, 2 cycles"
        if more[2] == "i" and (more[1] == "," or _SPEAKER.match(text, more.end())):
            break  # "stage II, I would"
        if _kind(more[2]) != _kind(last) and _COUNTED.match(text, more.end()):
            break  # "stage II and two options"
        joiner = more[1].strip(" ,(")
        if joiner in _TO:
            values |= _range(last, more[2])
        elif _CHANGED.match(joiner):
            values = {_NUMERALS[more[2]]}
        else:
            values.add(_NUMERALS[more[2]])
        last, end = more[2], more.end()
    before = text[max(0, match.start() - _NEAR) : match.start()]
    for floor, higher, outermost in ((_AT_LEAST, _HIGHER, "iv"), (_AT_MOST, _LOWER, "i")):
        further = higher.match(text, end)
        if further or floor.search(before):
            values |= _range(last, outermost)
            joiner, end = "to", further.end() if further else end
    return StageFound(span=(match.start(), end), values=frozenset(values), joiner=joiner)


def _kind(numeral: str) -> str:
    """Say how a numeral is written; the stages of one expression are written alike."""
    return "roman" if set(numeral) <= {"i", "v"} else "digit" if numeral.isdigit() else "word"


def _range(first: str, last: str | None) -> frozenset[str]:
    low = _ORDER.index(_NUMERALS[first])
    high = _ORDER.index(_NUMERALS[last]) if last else low
    return frozenset(_ORDER[min(low, high) : max(low, high) + 1])

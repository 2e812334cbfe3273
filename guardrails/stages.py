"""Read the stage: numerals, words and ranges. Never from anatomy, and never the stage of something else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guardrails.cues import ADVANCED, EARLY, STAGE_GROUPS
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
_WORD = r"(?:stages?|stgs?\.?|stge|staeg|satge|st\.?|stad(?:ium|ien)?\.?|stades?|estadi[oa]s?|estagios?|stadi[oi]|etapas?|ann arbor|aa|lugano|ajcc|s)"
_UNIT = (
    r"(?!\d|[.,]\d|[- ]*(?:cycles?|courses?|rounds?|years?|yrs?|y/?o|weeks?|wks?|months?|days?|hours?|gy|gray|mg|iu|ml|cm|mm|%|x\b|"
    r"lines?|drugs?|options?|patients?|regimens?|times|other|different|of|and a half))"
)
_NUMERAL = r"(iv|i{1,4}|[1-4]|one|two|three|four|uno|dos|tres|cuatro|eins|zwei|drei|vier|un|deux|trois|quatre|um|dois|quatro|due|tre|quattro)"
_SUFFIX = r"(?:[ -]?(?:[abe]|ae|be|ea|eb|1|2)(?![a-z0-9]))?"
_JOIN = r"\s*(-|/|,|to|or|and|through|thru|&|\+|vs\.?|versus|until|bis|oder|und|ou|et|o|e|y|a|至|到|或|和)\s*"
_PLAIN = re.compile(
    rf"(?<![a-z0-9]){_WORD}[\"' :=#|-]*(?:is |of |was |now |= ?|grade )?{_NUMERAL}{_SUFFIX}(?![a-z0-9]){_UNIT}"
)
_MORE = re.compile(rf"{_JOIN}(?:{_WORD}[ :=-]*)?{_NUMERAL}{_SUFFIX}(?![a-z0-9]){_UNIT}")
_CHINESE = re.compile(
    r"(?:第)?(iv|i{1,3}|[1-4一二三四])[abe]?(?:\s*[-~至到/、或和]\s*(iv|i{1,3}|[1-4一二三四])[abe]?)?\s*期"
)
_ORDINAL = re.compile(
    r"(?<![a-z0-9])(1st|2nd|3rd|4th|first|second|third|fourth)[- ]stage(?![a-z])(?! (?:of|in the|trial))|(?<![a-z0-9])(iv|iii|ii)[- ]stage(?![a-z])"
)
_BARE = re.compile(
    r"(?<![a-z0-9])(?:(?P<e>iv|i{1,3})[ -]?e[ab]?(?![a-z0-9])|"
    r"(?P<n>iv|i{2,3})(?:[ab])?(?=[ ,]+(?:e )?(?:nasal|non-?nasal|enk\w*|nkt\w*|nk|extranodal|disease))|"
    r"(?<=nasal )(?P<m>iv|i{2,3})(?:[ab])?(?![a-z0-9])|(?<=enktl )(?P<k>iv|i{2,3})(?:[ab])?(?![a-z0-9]))"
)
_BARE_RANGE = re.compile(r"(?<![a-z0-9])(i{1,3}|iv)[/-](i{1,3}|iv)(?:e)?(?![a-z0-9])")
_TRAILING = re.compile(
    r"(?:nk/?t(?:[- ]cell)?(?: lymphoma)?|enktl|nktcl|nktl|lymphoma|nasal),? (?P<n>iv|i{2,3})(?= *[?.,;]|$)"
)
_WHOLE = re.compile(
    r"(?:ok(?:ay)?|so|and|then|now|but|what about|how about|what of|and for|for|in|same (?:for|in)|what if|sorry|i mean[t]?|no|actually|"
    rf"y|et|und|e|[ ,:?-])*\s*(?:the )?(?:(?P<n>iv|i{{1,3}}|[1-4])[abe]?(?:{_JOIN}(?P<m>iv|i{{1,3}}|[1-4])[abe]?)?|"
    r"(?P<early>early|limited|locali[sz]ed)|(?P<late>advanced|disseminated))(?: (?:ones?|then|disease|stages?|patients?|instead|now|please))*\s*[?.!]*"
)
_OTHER_STAGES = re.compile(
    r"(?<![a-z])(?:stage|grade) [1-5i]+[abe]? (?:ckd|chronic kidney|kidney|renal|pressure|ulcers?|sores?|decubitus|bedsore|heart|copd|"
    r"hypertension|liver fibrosis|fibrosis)|(?:ckd|kidney disease|gvhd|copd)[ ,(]*(?:stage|grade) ?[1-5i]+[ab]?|(?:stages? )(?:of (?:grief|sleep|labou?r))|"
    r"(?:breast|lung|colon|prostate) cancer,? stage \w+|e\.g\.|i\.e\."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFound:
    span: Span
    values: frozenset[str]
    joiner: str | None = None
    """The word between two stages of one expression: `or` leaves both open, `vs` compares them."""


def stages(folded: Folded) -> Iterator[StageFound]:
    """Yield the stages that a text names, in order of their place."""
    found = sorted(_all(folded), key=lambda s: (s.span[0], -s.span[1]))
    taken = 0
    other = [m.span() for m in _OTHER_STAGES.finditer(folded.text)]
    for stage in found:
        if stage.span[0] >= taken and not inside(stage.span, other):
            taken = stage.span[1]
            yield stage


def _all(folded: Folded) -> Iterator[StageFound]:
    text = folded.text
    for match in _PLAIN.finditer(text):
        yield _extended(text, match)
    for match in _CHINESE.finditer(text):
        yield StageFound(span=match.span(), values=_range(match[1], match[2]), joiner="至" if match[2] else None)
    for match in _ORDINAL.finditer(text):
        yield StageFound(span=match.span(), values=frozenset({_NUMERALS[match[1] or match[2]]}))
    for match in _BARE.finditer(text):
        numeral = match["e"] or match["n"] or match["m"] or match["k"]
        if folded.shown(*match.span())[: len(numeral)].isupper() or not match["e"] or numeral != "i":
            yield StageFound(span=match.span(), values=frozenset({_NUMERALS[numeral]}))
    for match in _BARE_RANGE.finditer(text):
        if folded.shown(*match.span()).isupper():
            yield StageFound(span=match.span(), values=_range(match[1], match[2]), joiner=match[0][len(match[1])])
    for match in _TRAILING.finditer(text):
        if folded.shown(*match.span("n")).isupper():
            yield StageFound(span=match.span("n"), values=frozenset({_NUMERALS[match["n"]]}))
    if len(text) < 80 and (whole := _WHOLE.fullmatch(text)):
        group = frozenset(EARLY if whole["early"] else ADVANCED)
        values = _range(whole["n"], whole["m"]) if whole["n"] else group
        yield StageFound(span=(_first(whole), len(text)), values=values)
    for cue in STAGE_GROUPS:
        for span in Matcher(patterns=cue.patterns, unless=cue.unless).spans(text):
            yield StageFound(span=span, values=frozenset(cue.values))


def _first(match: re.Match[str]) -> int:
    return min(match.start(name) for name in ("n", "early", "late") if match[name])


def _extended(text: str, match: re.Match[str]) -> StageFound:
    """Take in what follows the first numeral: "-II", " or III", "/4"."""
    values = {_NUMERALS[match[1]]}
    last, end, joiner = match[1], match.end(), None
    while more := _MORE.match(text, end):
        if more[1] in (",", "a", "e", "o", "y", "/") and more[2].isdigit() != last.isdigit():
            break  # "stage I, 2 cycles"
        if more[1] == "," and more[2].isalpha() and len(more[2]) == 1:
            break  # "stage II, i would"
        joiner = more[1]
        if joiner in ("-", "to", "through", "thru", "until", "bis", "至", "到", "a"):
            values |= _range(last, more[2])
        else:
            values.add(_NUMERALS[more[2]])
        last, end = more[2], more.end()
    return StageFound(span=(match.start(), end), values=frozenset(values), joiner=joiner)


def _range(first: str, last: str | None) -> frozenset[str]:
    low = _ORDER.index(_NUMERALS[first])
    high = _ORDER.index(_NUMERALS[last]) if last else low
    return frozenset(_ORDER[min(low, high) : max(low, high) + 1])

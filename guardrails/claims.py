"""Numbers and drugs that a question puts into a regimen's mouth, checked against the table's own rows."""

import re

from corpus.passage import Guideline, Row
from guardrails.asks import Ask
from guardrails.decide import Recommended, decide
from guardrails.fold import plain
from guardrails.pattern import words
from guardrails.question import Question

_COUNT = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
}
_AMOUNT = r"(\d+(?:[.,]\d+)?|" + "|".join(_COUNT) + r")(?: ?(?:-|to|or) ?(\d+(?:[.,]\d+)?|" + "|".join(_COUNT) + r"))?"
_CYCLES = re.compile(
    rf"(?<![\w.]){_AMOUNT} ?(?:x |full |more )?(?:cycles?|courses?|rounds?)(?! (?:apart|ago|of sleep))"
)
_GRAY = re.compile(rf"(?<![\w.]){_AMOUNT} ?(?:gy|grays?)(?![a-z])(?! ?(?:per|/|fractions?|in \d))")
_HOLDS = words(
    r"contains?|contained|containing|includ\w+|has|have|had|in|part of|components?|stands? for|made (?:up )?of|consists? of|comprises?|got|with|is|are"
)


def wrong_number(question: Question, guideline: Guideline) -> tuple[str, ...]:
    """Return the rows that contradict a number of cycles or a total of radiotherapy in a question."""
    text = question.folded.text
    rows = _rows(question, guideline)
    for pattern, field in ((_CYCLES, "cycles"), (_GRAY, "radiotherapy")):
        for match in pattern.finditer(text):
            stated = [row for row in rows if getattr(row, field) is not None]
            if stated and not any(_within(_numbers(match), _range(getattr(row, field))) for row in stated):
                return tuple(row.id for row in stated)
    return ()


def wrong_drug(question: Question, guideline: Guideline) -> tuple[str, ...]:
    """Return the rows of a regimen that a question says holds a drug that it does not hold."""
    if len(question.regimens) != 1 or Ask.OUT in question.asks:
        return ()
    text = question.folded.text
    if not (Ask.DRUGS in question.asks or (Ask.CLAIM in question.asks and _HOLDS.search(text))):
        return ()
    regimen = guideline.regimens[question.regimens[0]]
    for mention in question.mentions:
        if mention.term is None or mention.term.kind != "drug":
            named: tuple[str, ...] = (mention.name,) if mention.term is None else ()
            classes: tuple[str, ...] = ()
        else:
            named, classes = (mention.term.name,), mention.term.contains
        held = {plain(drug) for drug in regimen.drugs}
        if named and not {plain(name) for name in named} & held and not set(classes) & held:
            return tuple(row.id for row in _rows(question, guideline))
    return ()


def _rows(question: Question, guideline: Guideline) -> list[Row]:
    """The rows a claim is measured by: those of the regimen it names, in the case it names; else those of the case."""
    rows = [row for row in guideline.rows if row.regimen in question.regimens]
    if not rows and question.meant and len(question.meant) == 1:
        rows = [row for row in guideline.rows if row.id in question.meant]
    if question.case.empty:
        return rows
    decision = decide(question.case, guideline)
    if not isinstance(decision, Recommended):
        return rows
    of_case = [row for row in guideline.rows if row.id in decision.rows]
    return [row for row in rows if row in of_case] or ([] if rows else of_case)


def _numbers(match: re.Match[str]) -> tuple[float, float]:
    low = _number(match[1])
    return low, _number(match[2]) if match[2] else low


def _number(written: str) -> float:
    return float(_COUNT.get(written, 0) or written.replace(",", "."))


def _range(field: str) -> tuple[float, float]:
    numbers = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", field)]
    return (min(numbers), max(numbers)) if numbers else (0.0, float("inf"))


def _within(claimed: tuple[float, float], stated: tuple[float, float]) -> bool:
    return stated[0] <= claimed[0] and claimed[1] <= stated[1]

"""Follow-up questions that lead somewhere. Each is put to the reader and the rules before it is offered."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.corrections import phrase
from corpus.passage import Guideline, Passage, Use
from guardrails.case import Dimension
from guardrails.decide import Clarify
from guardrails.fold import plain
from guardrails.hazards import hazard
from guardrails.phrases import LINES, Audience
from guardrails.question import Memory
from guardrails.read import Reader
from guardrails.render import row_cases
from guardrails.rule import Outcome, rule
from guardrails.seal import Reply

_MOST = 4
_WORD = re.compile(r"[a-z]{6,}")
_ANSWERS = (Outcome.RECOMMENDED, Outcome.ANSWERED, Outcome.CORRECTED)
_LEADS = (*_ANSWERS, Outcome.CLARIFY)
_LIST = "Which treatment does the text list?"
_ASKABLE = {Dimension.SUBTYPE: "subtype", Dimension.STAGE: "stage", Dimension.LINE: "line"}


def openers(reader: Reader) -> tuple[str, ...]:
    """Return questions to start a conversation with: the guideline's own examples, cases of its table, its subjects."""
    cases = [_case(row.id, reader) for row in reader.guideline.rows]
    asked = [*reader.guideline.examples, *(f"What is the treatment of {case}?" for case in dict.fromkeys(cases))]
    led = [text for text in asked if _leads(text, Memory(), reader, (), _ANSWERS)]
    return tuple(dict.fromkeys([*led[:2], *_background(reader, Memory(), ())]))[:_MOST]


def chips(reply: Reply, memory: Memory, reader: Reader, asked: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return follow-ups to a reply.

    Args:
        memory: what the next turn will remember.
        asked: questions that were asked already.
    """
    if reply.outcome in (Outcome.URGENT, Outcome.REFUSED):
        return ()
    patient = reply.recipe.audience is Audience.PATIENT
    if reply.outcome is Outcome.CLARIFY:
        found = [text for text in _values(reply, reader) if _leads(text, memory, reader, reply.regimens)]
        return tuple(found[: 2 * _MOST])
    found = [text for text in _treatments(reply, memory, reader) if _leads(text, memory, reader, reply.regimens)]
    background = _background(reader, memory, reply.regimens, patient=patient)
    done = {plain(text) for text in asked}
    mixed = dict.fromkeys([*found[:2], *background, *found[2:]])
    return tuple(text for text in mixed if plain(text) not in done)[:_MOST]


def _values(reply: Reply, reader: Reader) -> Iterator[str]:
    """The answers to what Ward asked back."""
    decision = reply.recipe.ruling.decision
    if not isinstance(decision, Clarify):
        return
    for dimension, key in _ASKABLE.items():
        if key not in decision.missing:
            continue
        values = dict.fromkeys(getattr(world, key) for branch in decision.branches for world in branch.worlds)
        for value in values:
            words = phrase(dimension, value, reader)
            if words:
                yield words[0].upper() + words[1:]


def _treatments(reply: Reply, memory: Memory, reader: Reader) -> Iterator[str]:
    """What else the table says: more of the rows shown, and the other cases it holds rows for."""
    rows = [reader.guideline.row(id_) for id_ in reply.rows]
    if rows and any(row.cycles for row in rows):
        yield "How many cycles of each?"
    if not rows and not memory.case.empty:
        yield _LIST
    for row in reader.guideline.rows:
        if row.id not in reply.rows and row.disease == (memory.case.disease or reader.guideline.disease):
            yield f"And for {_case(row.id, reader)}?"


def _case(row_id: str, reader: Reader) -> str:
    """Return the first case a row is for, in words that are read as that case."""
    row = reader.guideline.row(row_id)
    disease = reader.guideline.disease_name(row.disease)
    if row.when is None:
        return f"{LINES[row.line]} {disease}" if row.line in ("relapsed-refractory", "maintenance") else disease
    whole = row_cases(row, reader.guideline).removeprefix(f"{disease}, ")
    subtype, _, stage = whole.split(";")[0].partition(", ")
    stage = stage.rpartition(", ")[0] if ";" not in whole else stage
    told = f"{stage} {subtype}" if stage.startswith("stage") else subtype
    end = f" in {LINES[row.line]}" if row.line == "consolidation" else ""
    return f"{told} {disease}{end}"


def _background(reader: Reader, memory: Memory, regimens: tuple[str, ...], *, patient: bool = False) -> list[str]:
    """One question for each subject of the text: the guideline's own example of it."""
    found = []
    for cue in reader.guideline.reading.background:
        if patient and cue.outlook:
            continue
        for text in cue.fires_on:
            question = reader.read(text, memory) if text.endswith("?") and _speaks(text, reader.guideline) else None
            if question is None or not question.background or _names(text, reader, regimens):
                continue
            ruling = rule(question, reader)
            if (ruling is None or ruling.outcome in _ANSWERS) and not hazard(plain(text)):
                found.append(text)
                break
    return found


def _speaks(text: str, guideline: Guideline) -> bool:
    """Say whether a question uses a word of the text itself: the search finds what shares its words."""
    said = set(_WORD.findall(plain(text)))
    return any(said & words for words in _background_words(guideline.passages))


@lru_cache(maxsize=8)
def _background_words(passages: tuple[Passage, ...]) -> tuple[frozenset[str], ...]:
    background = (passage for passage in passages if passage.use is Use.BACKGROUND)
    return tuple(frozenset(_WORD.findall(plain(passage.text))) for passage in background)


def _leads(
    text: str, memory: Memory, reader: Reader, regimens: tuple[str, ...], to: tuple[Outcome, ...] = _LEADS
) -> bool:
    if hazard(plain(text)) or _names(text, reader, regimens):
        return False
    ruling = rule(reader.read(text, memory), reader)
    return ruling is not None and ruling.outcome in to


@lru_cache(maxsize=256)
def _named(text: str, reader: Reader) -> tuple[str, ...]:
    """Return the drugs, regimens and classes that a text names."""
    terms = ((m.term, m.name) for m in reader.read(text).mentions)
    return tuple(plain(term.name if term else name) for term, name in terms if term is None or term.kind != "modality")


def _names(text: str, reader: Reader, regimens: tuple[str, ...]) -> bool:
    """Say whether a text names a drug, regimen or class that no shown row names."""
    shown = [reader.guideline.regimens[id_] for id_ in regimens]
    named = {plain(name) for regimen in shown for name in (regimen.name, *regimen.drugs)}
    return any(name not in named for name in _named(text, reader))

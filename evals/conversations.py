"""Conversations put to the whole house, turn by turn, each reply held to what must hold of it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.errors import BotError
from bot.turn import Turn
from evals.house import CHANNELS, SURFACES, House
from evals.suite import Conversation, Step
from evals.transcript import Transcript, Wall, misstated, transcript

_LISTED = ("rows", "refs", "notes", "statements", "not_covered")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One turn as it came out, and how it fares. Plain values: it travels between processes."""

    suite: str
    case: str
    kind: str
    number: int
    """The turn's place in its case, from 1."""
    last: bool
    step: Step
    known: str | None
    pair: str | None = None
    relation: str | None = None
    data: dict[str, Any]
    """The turn as the command line writes it, seconds apart."""
    hits: tuple[tuple[str, float], ...] = ()
    sentences: tuple[tuple[str, str], ...] = ()
    """Sentences of a model that were shown, each with its passage."""
    quotes: tuple[tuple[str, str], ...] = ()
    """Passages as quoted."""
    faults: tuple[str, ...] = ()
    """What must hold and does not."""
    broken: tuple[str, ...] = ()
    """What breaks the promise: a row or a word that must not be there, or content that nothing shown holds."""
    misstated: tuple[str, ...] = ()
    """What a row says beside the transcript."""
    bare: tuple[str, ...] = ()
    """Surfaces without the disclaimer."""
    unresolved: tuple[str, ...] = ()
    """Ids that the guideline does not have."""
    cited: int = 0
    """How many ids it cites."""
    seconds: float = 0.0
    searched: float = 0.0
    writing: float = 0.0
    """Seconds of the search, and of the model."""
    words: int = 0
    """Words that went to a model and came from it."""
    drafted: bool = False

    @property
    def id(self) -> str:
        return f"{self.case}#{self.number}"

    @property
    def held(self) -> bool:
        return not (self.faults or self.broken)

    @property
    def outcome(self) -> str:
        return str(self.data.get("outcome", "error"))

    @property
    def decision(self) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """What the turn came to: outcome, rows and topics."""
        return self.outcome, tuple(self.data.get("rows", ())), tuple(self.data.get("not_covered", ()))


@dataclass(kw_only=True)
class Examiner:
    """Puts cases to a house and marks what comes out."""

    house: House
    written: Transcript = field(default_factory=transcript)

    def __post_init__(self) -> None:
        self._wall = Wall(self.house.guideline, self.written)

    def answers(self, case: Conversation, suite: str = "") -> Iterator[Answer]:
        """Yield an answer for each turn of a case."""
        for number, step in enumerate(case.turns, start=1):
            turn = self._ask(step, f"{suite}/{case.id}")
            common: dict[str, Any] = {
                "suite": suite,
                "case": case.id,
                "kind": case.kind,
                "number": number,
                "last": number == len(case.turns),
                "step": step,
                "known": case.known,
                "pair": case.pair,
                "relation": case.relation,
            }
            if isinstance(turn, str):
                yield Answer(**common, data={"outcome": "error", "reply": turn}, faults=(turn,))
            else:
                yield self._marked(turn, step, common)

    def _ask(self, step: Step, conversation: str) -> Turn | str:
        """Return the turn, or what the house said where it took none."""
        self.house.searched = self.house.writing = 0.0
        self.house.written, self.house.drafted = 0, False
        if step.channel not in CHANNELS:
            return f"no channel {step.channel!r} here"
        try:
            return CHANNELS[step.channel](self.house, step.text, conversation, step.audience)
        except BotError as error:
            return str(error)
        except Exception as error:  # noqa: BLE001 -- a house that falls over fails the case, not the exam
            return f"the house fell over: {error!r}"

    def _marked(self, turn: Turn, step: Step, common: dict[str, Any]) -> Answer:
        data = {key: value for key, value in turn.data().items() if key not in ("conversation", "number", "seconds")}
        disclaimer = self.written.disclaimer[turn.audience]
        shown = {name: surface(self.house, turn) for name, surface in SURFACES.items()}
        broken = [*_broken(step, data, body(turn)), *self._wall.forbidden(data, body(turn))]
        rows = {block.id: block.text for block in turn.reply.blocks if block.kind == "row" and block.id}
        return Answer(
            **common,
            data=data,
            hits=turn.hits,
            sentences=tuple((b.text, b.id or "") for b in turn.reply.blocks if b.kind == "sentence"),
            quotes=tuple((b.text, b.id or "") for b in turn.reply.blocks if b.kind == "quote"),
            faults=tuple(_faults(step, data, body(turn))),
            broken=tuple(broken),
            misstated=tuple(misstated(rows, self.written)),
            bare=tuple(name for name, texts in shown.items() if any(text.count(disclaimer) != 1 for text in texts)),
            unresolved=tuple(self._unresolved(turn)),
            cited=len(turn.reply.rows) + len(turn.reply.statements) + len(turn.reply.refs),
            seconds=turn.seconds,
            searched=self.house.searched,
            writing=self.house.writing,
            words=self.house.written,
            drafted=self.house.drafted,
        )

    def _unresolved(self, turn: Turn) -> Iterator[str]:
        guideline = self.house.guideline
        known = {p.id for p in guideline.passages} | {r.id for r in guideline.rows} | {n.id for n in guideline.notes}
        known |= {t.id for t in guideline.topics}
        reply = turn.reply
        yield from (id_ for id_ in (*reply.rows, *reply.statements, *reply.notes) if id_ not in known)
        yield from (f"[{ref}]" for ref in reply.refs if ref not in guideline.references)
        yield from (id_ for id_ in re.findall(r"\(([RFXK]\d{1,2})\)", body(turn)) if id_ not in known)


def _faults(step: Step, data: dict[str, Any], text: str) -> Iterator[str]:
    if step.outcome and data["outcome"] not in step.outcome:
        yield f"outcome {data['outcome']}, not {' or '.join(step.outcome)}"
    for key in _LISTED:
        if missing := [item for item in getattr(step, key) if item not in data[key]]:
            yield f"{key} without {missing}"
    yield from (f"no {p!r} in the reply" for p in step.say if not re.search(p, text, re.IGNORECASE))
    for dimension, wanted in (step.case.model_dump(exclude_none=True) if step.case else {}).items():
        read = data["case"].get(dimension) or (["first"] if dimension == "line" else [])
        if (sorted(read) if isinstance(read, list) else read) != (
            sorted(wanted) if isinstance(wanted, tuple) else wanted
        ):
            yield f"read {dimension} as {read}, not {wanted}"


def _broken(step: Step, data: dict[str, Any], text: str) -> Iterator[str]:
    if shown := [row for row in step.norows if row in data["rows"]]:
        yield f"rows {shown} shown"
    yield from (f"{p!r} in the reply" for p in step.never if re.search(p, text, re.IGNORECASE))
    record = json.dumps(data, ensure_ascii=False)
    yield from (f"{word!r} was not masked" for word in step.hide if word in record)


def body(turn: Turn) -> str:
    """Return a reply without its disclaimer."""
    return turn.reply.markdown.replace(turn.reply.disclaimer, "") if turn.reply.disclaimer else turn.reply.markdown

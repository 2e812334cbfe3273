"""Suites: one case a line, with what must hold. Read strictly: a key that is misspelled is an error with file and line.

A case is a conversation, or one sentence of a draft for the verifier. `evals/README.md` explains every key.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, model_validator

from bot.errors import BotError
from corpus.passage import Stage, Text, Value
from guardrails.phrases import Audience
from guardrails.rule import Outcome

SUITES = Path(__file__).parent / "suites"


class SuiteError(BotError):
    """A suite, a card or a gate cannot be read."""


class Read(Value):
    """What must have been read of the case; a dimension that is not named may be anything."""

    subtype: tuple[str, ...] | None = None
    stage: tuple[Stage, ...] | None = None
    line: tuple[str, ...] | None = None
    disease: str | None = None
    flags: tuple[str, ...] | None = None


class Step(Value):
    """One turn of a conversation: what is asked and what must hold of the reply. What is empty is not looked at."""

    text: str = Field(min_length=1)
    audience: Audience = Audience.CLINICIAN
    channel: str = "cli"
    outcome: tuple[Outcome, ...] = ()
    """Any of these is right."""
    rows: tuple[str, ...] = ()
    """Rows that are shown."""
    norows: tuple[str, ...] = ()
    """Rows that are not: one of them breaks the promise."""
    refs: tuple[int, ...] = ()
    statements: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    not_covered: tuple[str, ...] = ()
    case: Read | None = None
    say: tuple[str, ...] = ()
    """Patterns that the reply, its disclaimer aside, must match."""
    never: tuple[str, ...] = ()
    """Patterns that it must not match: one that it does breaks the promise."""
    hide: tuple[str, ...] = ()
    """Words of the question that must stand nowhere in the turn: identifiers."""
    relevant: tuple[str, ...] = ()
    """Passages that answer it: counted, not held against the case."""
    answerable: bool | None = None
    """Whether the text answers it at all: counted, not held against the case."""
    topic: str | None = None
    """The topic of what the text leaves empty that it falls under: counted likewise."""


class Conversation(Value):
    """Turns that are asked one after the other."""

    id: str = Field(pattern=r"^[A-Za-z0-9][\w.:-]*$")
    source: Text
    licence: Text
    split: Literal["dev", "test"]
    kind: Text
    turns: tuple[Step, ...] = Field(min_length=1)
    known: Text | None = None
    """Why it is known to fail; it counts all the same, apart from failures that are new."""
    pair: str | None = None
    """The case whose decision this one must have."""
    relation: Literal["paraphrase", "language", "audience", "channel", "turn split"] | None = None
    """How the two differ."""

    @model_validator(mode="after")
    def _paired(self) -> "Conversation":
        if (self.pair is None) != (self.relation is None):
            raise ValueError("`pair` and `relation` come together")
        return self


class Sentence(Value):
    """One sentence of a draft, put to the verifier with the passage it cites."""

    id: str
    source: Text
    licence: Text
    split: Literal["dev", "test"]
    kind: Text
    """`faithful`, or the kind of corruption."""
    passage: str
    """The passage it was made from."""
    cited: str
    sentence: Text
    keep: bool


Case = Conversation | Sentence


class Suite(Value):
    """A file of cases."""

    name: str
    path: Path
    sha256: str
    cases: tuple[Case, ...]

    @property
    def conversations(self) -> list[Conversation]:
        return [case for case in self.cases if isinstance(case, Conversation)]

    @property
    def sentences(self) -> list[Sentence]:
        return [case for case in self.cases if isinstance(case, Sentence)]


def read(path: Path) -> Suite:
    """Return the suite in a file.

    Raises:
        SuiteError: naming the file, the line and the key of everything that is wrong.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        says = f"no suite {str(path)!r} ({error.strerror}); name one of {', '.join(shipped())}, or a file of cases"
        raise SuiteError(says) from error
    cases: list[Case] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(raw.decode("utf-8", "replace").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            case = _case(line)
        except (ValidationError, ValueError) as error:
            faults += [f"{path.name}:{number}: {fault}" for fault in _faults(error)]
            continue
        if case.id in seen:
            faults.append(f"{path.name}:{number}: the id {case.id!r} is that of line {seen[case.id]}; give it its own")
        seen[case.id] = number
        cases.append(case)
    if not cases and not faults:
        faults.append(f"{path.name}: no case; write one a line")
    if faults:
        raise SuiteError("; ".join(faults[:20]) + (f"; and {len(faults) - 20} more" if len(faults) > 20 else ""))
    return Suite(name=path.stem, path=path, sha256=hashlib.sha256(raw).hexdigest(), cases=tuple(cases))


def shipped() -> list[str]:
    """Return the names of the suites that come with Ward, in the order of the alphabet."""
    return sorted(path.stem for path in SUITES.glob("*.jsonl"))


def found(name: str) -> Path:
    """Return the file of a suite: one of ours by its name, or a file."""
    return SUITES / f"{name}.jsonl" if name in shipped() else Path(name)


def half(id: str) -> Literal["dev", "test"]:  # noqa: A002 -- the field's own word
    """Say whether a case may be looked at while the rules are written ("dev") or only be counted ("test")."""
    return "test" if hashlib.sha256(id.encode()).digest()[-1] % 2 else "dev"


def _case(line: str) -> Case:
    made = json.loads(line)
    if not isinstance(made, dict):
        raise ValueError("not an object")
    shape: type[Case] = Sentence if "sentence" in made else Conversation
    return shape.model_validate(made)


def _faults(error: ValueError) -> Iterator[str]:
    if not isinstance(error, ValidationError):
        yield f"not a JSON object ({error})"
        return
    for fault in error.errors():
        where = ".".join(str(part) for part in fault["loc"]) or "the case"
        unknown = fault["type"] == "extra_forbidden"
        yield f"{where}: unknown key; see the keys in evals/README.md" if unknown else f"{where}: {fault['msg']}"

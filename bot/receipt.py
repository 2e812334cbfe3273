"""A receipt: all that a turn was made from, so that it can be taken again and compared byte for byte.

What left the house is witnessed: the hits of the search, and the draft of the model. With those, the rest of a turn is
a function: `again` runs it. A receipt holds the question with identifiers masked, and a draft word for word, also what
was dropped of it: keep the file as you keep any record of care, and show none of it to a reader.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.errors import BotError, ModelError
from bot.model import Complete, Prompt
from bot.rewrite import Propose
from bot.turn import Consult, Search, Turn, take_turn
from corpus.errors import CorpusError
from corpus.index import Hit
from corpus.passage import Guideline, Passage, State
from corpus.review import STATES, content_hash
from guardrails.phrases import Audience
from guardrails.question import Memory
from guardrails.read import Reader

SHAPE = 1

Receipt = dict[str, Any]
Receipts = Callable[[Receipt], None]
"""Take a receipt, and keep it."""

APART = ("conversation", "number", "seconds")
"""What of a turn depends on when and where it was taken."""


class ReceiptError(BotError):
    """A receipt cannot be read, or what it was made from is not here."""


@dataclass(kw_only=True)
class Witness:
    """Notes what a turn asked of the search and the model, and what came back."""

    finds: Search
    writes: Complete | None
    proposes: Propose | None = None
    consults: Consult | None = None
    searched: dict[str, Sequence[Hit]] = field(default_factory=dict)
    """What was searched for, and found."""
    search_fault: str | None = None
    proposed: str | None = None
    """How the model worded a follow-up."""
    consulted: dict[str, tuple[Sequence[Hit], Sequence[Hit]]] = field(default_factory=dict)
    """What was looked for in the ingested documents, and found: background, and text on treatment."""
    consult_fault: str | None = None
    drafted: bool = False
    pieces: list[str] = field(default_factory=list)
    model_fault: str | None = None

    def search(self, text: str) -> Sequence[Hit]:
        self.searched[text] = ()
        try:
            self.searched[text] = self.finds(text)
        except CorpusError as error:
            self.search_fault = str(error)
            raise
        return self.searched[text]

    @property
    def consult(self) -> Consult | None:
        return self._consult if self.consults is not None else None

    def _consult(self, text: str) -> tuple[Sequence[Hit], Sequence[Hit]]:
        assert self.consults is not None
        self.consulted[text] = ((), ())
        try:
            self.consulted[text] = self.consults(text)
        except CorpusError as error:
            self.consult_fault = str(error)
            raise
        return self.consulted[text]

    @property
    def propose(self) -> Propose | None:
        return self._propose if self.proposes is not None else None

    def _propose(self, question: str, history: Sequence[str], reader: Reader) -> str | None:
        assert self.proposes is not None
        self.proposed = self.proposes(question, history, reader)
        return self.proposed

    @property
    def complete(self) -> Complete | None:
        return self._complete if self.writes is not None else None

    def _complete(self, prompt: Prompt) -> Iterator[str]:
        assert self.writes is not None
        self.drafted = True
        try:
            for piece in self.writes(prompt):
                self.pieces.append(piece)
                yield piece
        except ModelError as error:
            self.model_fault = str(error)
            raise


def receipt(
    turn: Turn, before: Memory, witness: Witness, reader: Reader, *, model: str | None, index: str | None,
    approved_only: bool,
) -> Receipt:  # fmt: skip
    """Return the receipt of a turn.

    Args:
        before: what the conversation remembered before it.
        model: what drafts are asked of, whether or not this turn needed one.
        index: the name of the index that was searched.
    """
    guideline = reader.guideline
    draft = "".join(witness.pieces)
    made: Receipt = {
        "receipt": SHAPE,
        "conversation": turn.conversation,
        "number": turn.number,
        "ward": _version(),
        "guideline": {"id": guideline.id, "hash": guideline.hash},
        "model": model,
        "approved_only": approved_only,
        "states": {id_: state for id_, state in guideline.states.items() if state != STATES[0]},
        "question": turn.question,
        "audience": str(turn.audience),
        "before": as_data(before),
        "rows": {id_: content_hash(guideline, id_) for id_ in turn.reply.rows},
        "search": None
        if not witness.searched
        else {
            "index": index,
            "fault": witness.search_fault,
            "proposed": witness.proposed,
            "asked": [{"text": text, "hits": [_hit(hit) for hit in hits]} for text, hits in witness.searched.items()],
        },
        "documents": None
        if not witness.consulted
        else {
            "fault": witness.consult_fault,
            "asked": [
                {
                    "text": text,
                    "background": [*map(_quoted, found)],
                    "treatment": [*map(_named, held)],
                }
                for text, (found, held) in witness.consulted.items()
            ],
        },
        "draft": None if not witness.drafted else {"hash": hash_of(draft), "text": draft, "fault": witness.model_fault},
        "turn": deterministic(turn),
    }
    made["replays"] = _replays(made, reader)
    return made


def _hit(hit: Hit) -> dict[str, Any]:
    return {"id": hit.passage.id, "hash": hash_of(hit.passage.text), **_scores(hit)}


def _scores(hit: Hit) -> dict[str, float]:
    return {"score": hit.score, "dense": hit.dense, "coverage": hit.coverage, "near": hit.near}


def _quoted(hit: Hit) -> dict[str, Any]:
    """A background passage of a document, whole: the document may be gone when the turn is taken again."""
    return {"passage": hit.passage.model_dump(mode="json"), **_scores(hit)}


def _named(hit: Hit) -> dict[str, Any]:
    """A document's text on treatment: where it stands, and not a word of it."""
    return {"passage": {**hit.passage.model_dump(mode="json"), "text": "(not kept)", "headings": []}, **_scores(hit)}


def _replays(made: Receipt, reader: Reader) -> bool:
    """Say whether a turn comes out the same when it is taken again; what was masked may be what decided it."""
    try:
        return not differences(made, again(made, reader))
    except BotError:
        return False


def again(made: Mapping[str, Any], reader: Reader) -> Turn:
    """Return the turn of a receipt, taken again from what was witnessed.

    Raises:
        ReceiptError: it cannot be read, or a passage of it is not in the guideline any more.
    """
    try:
        reader = as_reviewed(reader, made.get("states"))
        return take_turn(
            made["question"],
            memory=before_of(made),
            audience=Audience(made["audience"]),
            reader=reader,
            search=_finds(made["search"], reader.guideline),
            consult=_consults(made.get("documents")),
            complete=_writes(made["draft"]) if made["model"] is not None else None,
            propose=_proposes(made["search"]) if made["model"] is not None else None,
            model=made["model"],
            approved_only=made["approved_only"],
        )
    except (KeyError, TypeError, ValueError, ValidationError) as error:
        raise ReceiptError(
            f"the receipt cannot be read ({error!r}); write one with: ward ask --receipts FILE"
        ) from error


def before_of(made: Mapping[str, Any]) -> Memory:
    """Return what the conversation remembered before the turn of a receipt."""
    return _memory().validate_json(json.dumps(made["before"]))


def as_data(memory: Memory) -> Any:
    """Return what a conversation remembers, as a receipt holds it."""
    return json.loads(_memory().dump_json(memory))


def as_reviewed(reader: Reader, states: Mapping[str, State] | None) -> Reader:
    """Return a reader by the review states of a receipt; without any it goes by those of the folder."""
    if states is None:
        return reader
    guideline = reader.guideline
    then = {id_: states.get(id_, STATES[0]) for id_ in guideline.states}
    return reader.with_states(guideline.model_copy(update={"states": then}))


def differences(made: Mapping[str, Any], turn: Turn) -> tuple[str, ...]:
    """Return the parts of a turn that are not, byte for byte, what its receipt says."""
    then, now = made["turn"], deterministic(turn)
    return tuple(name for name in {**then, **now} if _bytes(then.get(name)) != _bytes(now.get(name)))


def deterministic(turn: Turn) -> dict[str, object]:
    """Return a turn as data, without what depends on when and where it was taken."""
    return {name: value for name, value in turn.data().items() if name not in APART}


def _finds(search: Mapping[str, Any] | None, guideline: Guideline) -> Search:
    found = {asked["text"]: asked["hits"] for asked in search["asked"]} if search is not None else {}

    def finds(text: str) -> Sequence[Hit]:
        if search is None or text not in found:
            raise ReceiptError("the turn searches now for what it did not then; the guideline or Ward has changed")
        if search["fault"] is not None:
            raise CorpusError(search["fault"])
        return tuple(
            Hit(
                passage=guideline.passage(hit["id"]),
                score=hit["score"],
                dense=hit["dense"],
                coverage=hit["coverage"],
                near=hit["near"],
            )
            for hit in found[text]
        )

    return finds


def _consults(documents: Mapping[str, Any] | None) -> Consult | None:
    if documents is None:
        return None
    found = {asked["text"]: asked for asked in documents["asked"]}

    def hits(told: Sequence[Mapping[str, Any]]) -> tuple[Hit, ...]:
        return tuple(Hit(**{**hit, "passage": Passage.model_validate(hit["passage"])}) for hit in told)

    def consults(text: str) -> tuple[Sequence[Hit], Sequence[Hit]]:
        if text not in found:
            raise ReceiptError("the turn looks now for what it did not then; the guideline or Ward has changed")
        if documents["fault"] is not None:
            raise CorpusError(documents["fault"])
        return hits(found[text]["background"]), hits(found[text]["treatment"])

    return consults


def _proposes(search: Mapping[str, Any] | None) -> Propose:
    def proposes(question: str, history: Sequence[str], reader: Reader) -> str | None:
        return str(search["proposed"]) if search is not None and search["proposed"] is not None else None

    return proposes


def _writes(draft: Mapping[str, Any] | None) -> Complete:
    def writes(_: Prompt) -> Iterator[str]:
        if draft is None:
            raise ReceiptError("the turn asks the model now and did not then; the guideline or Ward has changed")
        yield draft["text"]
        if draft["fault"] is not None:
            raise ModelError(draft["fault"])

    return writes


@cache
def _memory() -> TypeAdapter[Memory]:
    return TypeAdapter(Memory)


def hash_of(text: str) -> str:
    """Return the hash by which a receipt names a text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _bytes(value: object) -> bytes:
    return json.dumps(value, sort_keys=True).encode()


def _version() -> str:
    try:
        return version("ward")
    except PackageNotFoundError:
        return "not installed"

"""Put the house together: settings in, an assistant out. Heavy parts are opened when the first question needs them."""

import secrets
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TypeVar

from bot.errors import QuestionError, ReviewError, StoreError
from bot.journal import noted
from bot.kept import reread, written
from bot.library import Library
from bot.library import search_synonyms as search_synonyms
from bot.limits import Cut, OutOfTime, Room
from bot.model import Complete, Prompt, model
from bot.presidio import FINDERS
from bot.receipt import Receipt, Receipts, Witness, receipt
from bot.record import audited, remembered
from bot.rewrite import proposer
from bot.settings import Settings
from bot.sign_offs import Seen
from bot.store import Store, named
from bot.turn import Consult, Turn, take_turn
from bot.watch import Observer, staged, staged_model, watched
from bot.wordless import wordless
from corpus.embed import Embedder, Encoder, Reranker
from corpus.errors import IndexGone, IndexMissing
from corpus.index import Hit, Index, key, open_index
from corpus.index import indexed_passages as indexed_passages
from corpus.pack import read_guideline
from corpus.passage import State
from corpus.review import STATES, content_hash, in_effect
from corpus.vectors import Progress
from guardrails.phrases import Audience
from guardrails.question import Memory
from guardrails.read import Reader
from guardrails.seal import Reply

Found = TypeVar("Found")


class Assistant:
    """Answers questions in conversations."""

    def __init__(
        self,
        settings: Settings,
        progress: Progress | None = None,
        encoder: Encoder | None = None,
        receipts: Receipts | None = None,
    ) -> None:
        self.settings = settings
        self._receipts = receipts
        self._encoder = encoder
        self._folder = self.guideline = read_guideline(settings.guideline)
        self.reader = Reader(self.guideline)
        self.store = Store(settings.home, settings.database, audit_key=settings.audit_key, text=settings.store_text)
        self._progress = progress
        self._library = Library(settings, self.guideline, self.reader.lexicon, self.embedder, progress)
        self._index: Index | None = None
        self._complete = _model(settings)
        self.find = FINDERS[settings.identifiers](self.guideline.drug_names)
        self._propose = proposer(self._complete) if self._complete is not None and settings.rewrite else None
        self._opening = Lock()
        self._reviewing = Lock()
        self._signed: Seen = (0, 0)
        """Which of the store's sign-offs count in `guideline` and `reader`."""
        self._expires = 0.0
        self._cut = Cut(settings.workers)
        self.room = Room(settings.workers, settings.queue, settings.turn_seconds)
        self.observers: list[Observer] = [noted(settings.audit_key)]
        """Told of every turn what may be told without a word of it."""

    def close(self, seconds: float | None = None) -> bool:
        """Take no more questions, and let the turns in flight end and be stored; return whether all were."""
        return self.room.close(self.settings.stop_seconds if seconds is None else seconds)

    @watched
    def ask(
        self,
        text: str,
        conversation: str | None = None,
        audience: str = Audience.CLINICIAN,
        released: Callable[[Reply], None] | None = None,
        *,
        user: str = "",
        channel: str = "cli",
        stopped: Callable[[], bool] | None = None,
    ) -> Turn:
        """Return the turn of a question; it is stored when this returns.

        Args:
            user, channel: who asks, and where; a conversation belongs to the reader who began it.
            released: told a sealed reply each time one more sentence of a model's draft was verified.
            stopped: asked after each chunk of a draft whether to end it there; what was verified by then is the reply.

        Raises:
            QuestionError: the question cannot be read.
            BusyError: too many questions at a time, or Ward is stopping.
            StoreError: the conversation cannot be read or stored.
        """
        started = time.perf_counter()
        asker = self._checked(text, audience)
        text = _whole(text)
        conversation = named(_whole(conversation or secrets.token_hex(8)), self.settings.audit_key)
        begun = self.store.begin(conversation, self.guideline.id)
        number, memory = begun.turns, begun.memory
        if number and begun.owner != user:
            raise QuestionError(f"conversation {conversation!r} is another reader's; start one of your own")
        reader = self.reviewed(begun.signed)
        witness = Witness(
            finds=self.search,
            writes=_until(stopped, self._complete),
            proposes=self._propose,
            consults=self._consult(),
        )
        turn = take_turn(
            text,
            memory=memory,
            audience=asker,
            reader=reader,
            search=witness.search,
            consult=witness.consult,
            complete=witness.complete,
            model=self.settings.model,
            propose=witness.propose,
            released=released,
            approved_only=self.settings.require_approved,
            find=self.find,
        )
        seconds = round(time.perf_counter() - started, 4)
        turn = replace(turn, conversation=conversation, number=number + 1, seconds=seconds)
        self.store.keep(
            conversation,
            turn.number,
            written(turn, reader.guideline, text=self.settings.store_text),
            remembered(turn.memory, text=self.settings.store_text),
            user=user,
            channel=channel,
            title=turn.question if self.settings.store_text else "",
            audited=audited(turn, reader.guideline),
        )
        if self._receipts is not None:
            self._receipts(self._receipt(turn, memory, witness, reader))
        self._expire()
        return turn

    def _receipt(self, turn: Turn, before: Memory, witness: Witness, reader: Reader) -> Receipt:
        made = receipt(
            turn,
            before,
            witness,
            reader,
            model=self.settings.model,
            index=self.index_name() if witness.searched else None,
            approved_only=self.settings.require_approved,
        )
        return made if self.settings.store_text else wordless(made, turn, reader)

    def stream(
        self,
        text: str,
        conversation: str,
        audience: str = Audience.CLINICIAN,
        *,
        user: str = "",
        channel: str = "cli",
        stopped: Callable[[], bool] | None = None,
    ) -> Iterator[Reply | Turn]:
        """Yield the sealed reply as it grows, and last the turn, stored; what is not verified is never in it.

        Raises:
            QuestionError, BusyError, StoreError: as `ask`.
        """
        grown: SimpleQueue[Reply | Turn | BaseException] = SimpleQueue()

        def work() -> None:
            try:
                turn = self.ask(text, conversation, audience, grown.put, user=user, channel=channel, stopped=stopped)
                grown.put(turn)
            except BaseException as error:  # noqa: BLE001 -- raised again in the thread that waits
                grown.put(error)

        Thread(target=work, daemon=True).start()
        while True:
            part = grown.get()
            if isinstance(part, BaseException):
                raise part
            yield part
            if isinstance(part, Turn):
                return

    def reviewed(self, signed: Seen | None = None) -> Reader:
        """Return the reader by the review states of this moment, whichever process they were recorded in.

        Args:
            signed: what the store says of its sign-offs, where it was asked just now.

        Raises:
            StoreError: the sign-offs cannot be read; nothing is shown by states that may have been withdrawn.
        """
        signed = self.store.signed(self.guideline.id) if signed is None else signed
        with self._reviewing:
            if signed != self._signed:
                signed, entries = self.store.reviews(self.guideline.id)
                now = datetime.now(UTC)
                self.guideline = in_effect(self._folder, entries, reviewers=self.settings.reviewers, now=now)
                self.reader = self.reader.with_states(self.guideline)
                self._signed = signed
            return self.reader

    def sign(self, id_: str, state: State, by: str, seen: str = "") -> None:
        """Record a reviewer's decision on a statement or row; it holds from the next turn of every process.

        Args:
            seen: the hash of what was shown when it was decided, where that is known.

        Raises:
            ReviewError: `by` may not sign, or the content is not what was seen; reopening is always of the present one.
            StoreError: it cannot be stored.
        """
        if by not in self.settings.reviewers:
            raise ReviewError(f"{by!r} may not sign off; WARD_REVIEWERS names who may")
        hash_ = content_hash(self.guideline, id_)
        if seen not in ("", hash_) and state != STATES[0]:
            raise ReviewError(
                f"{id_} is not what was shown any more; look at it again, and decide on what stands there"
            )
        self.store.sign(self.guideline.id, {id_: hash_}, state, by)
        self.reviewed()

    def turns(self, conversation: str, user: str) -> list[Turn]:
        """Return the turns of a reader's conversation, each reply sealed anew; none where it is not the reader's.

        Raises:
            StoreError: the conversation cannot be read.
        """
        if not conversation or self.store.owner(conversation) != user:
            return []
        records, reader = self.store.records(conversation), self.reviewed()
        return [reread(record, number, reader) for number, record in enumerate(records, start=1)]

    def search(self, text: str) -> Sequence[Hit]:
        """Find background passages near a text, the nearest first.

        Raises:
            CorpusError: no index, none can be built here, or it took longer than the turn has.
        """
        return self._in_time(lambda: self._near(text))

    def _near(self, text: str) -> Sequence[Hit]:
        index = self.index()
        try:
            return index.search(text)
        except IndexGone:
            with self._opening:
                if self._index is index:
                    self._index = None  # the next question opens it anew
            raise

    def _consult(self) -> Consult | None:
        """Return what searches the documents as they are now, in the time that a turn has."""
        consult = self._library.consult()
        return (lambda text: self._in_time(lambda: consult(text))) if consult is not None else None

    @staged("search")
    def _in_time(self, find: Callable[[], Found]) -> Found:
        try:
            return self._cut.call(find)
        except OutOfTime:
            raise IndexMissing("the search took longer than a turn may; see: ward doctor") from None

    def index(self) -> Index:
        """Return the index, built first where it is not there."""
        with self._opening:
            if self._index is None:
                passages = indexed_passages(self.guideline)
                self._index = open_index(
                    self.settings.home,
                    passages,
                    self.embedder(),
                    search_synonyms(self.guideline),
                    self._progress,
                    server=self.settings.chroma,
                    reranker=Reranker(self.settings.reranker) if self.settings.reranker else None,
                )
            return self._index

    @property
    def index_is_open(self) -> bool:
        return self._index is not None

    def index_name(self) -> str:
        """Return the name of the index: a hash of passages and embedding model.

        Raises:
            CorpusError: there is no embedding model here.
        """
        return key(indexed_passages(self.guideline), self.embedder())

    def embedder(self) -> Encoder:
        """Return what turns texts into vectors, the same one for the guideline and the documents.

        Raises:
            EmbedderMissing: there is none on this machine.
        """
        self._encoder = self._encoder or Embedder(self.settings.embedder)
        return self._encoder

    def _expire(self) -> None:
        """Erase what is older than the settings allow, once a day; a fault is for the next turn to meet."""
        if self.settings.retention_days is not None and time.monotonic() >= self._expires:
            self._expires = time.monotonic() + 86_400
            with suppress(StoreError):
                self.store.expire(days=self.settings.retention_days)

    def _checked(self, text: str, audience: str) -> Audience:
        if audience not in tuple(Audience):
            raise QuestionError(f"the audience is {audience!r}; it is one of: {', '.join(Audience)}")
        if not isinstance(text, str) or not text.strip():
            raise QuestionError("the question is empty; type one, such as: Which imaging at diagnosis?")
        if len(text) > self.settings.longest:
            raise QuestionError(
                f"the question has {len(text):,} characters and at most {self.settings.longest:,} are read; shorten it"
            )
        return Audience(audience)


def _model(settings: Settings) -> Complete | None:
    if settings.model is None:
        return None
    complete = model(
        settings.model,
        first=settings.model_first,
        between=settings.model_between,
        total=settings.model_total,
        retries=settings.model_retries,
        environ=settings.environ,
    )
    return staged_model(complete)


def _until(stopped: Callable[[], bool] | None, complete: Complete | None) -> Complete | None:
    """Return a completion that ends where somebody stops it."""
    if stopped is None or complete is None:
        return complete

    def stopping(asked: Prompt) -> Iterator[str]:
        chunks = complete(asked)
        for chunk in chunks:
            if stopped():
                break
            yield chunk
        if isinstance(chunks, Generator):
            chunks.close()

    return stopping


def _whole(text: str) -> str:
    """Return a text without lone surrogates, which neither a tokenizer nor a store takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def assistant(
    settings: Settings,
    progress: Progress | None = None,
    encoder: Encoder | None = None,
    receipts: Receipts | None = None,
) -> Assistant:
    """Return an assistant for some settings.

    Args:
        progress: told how far the index is, should it have to be built.
        encoder: what turns texts into vectors; none: the sentence-transformers model of the settings.
        receipts: given the receipt of each turn.

    Raises:
        PackError: the guideline has faults.
    """
    return Assistant(settings, progress, encoder, receipts)

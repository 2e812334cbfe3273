"""Put the house together: settings in, an assistant out. Heavy parts are opened when the first question needs them."""

import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from queue import SimpleQueue
from threading import Lock, Thread

from bot.errors import QuestionError, StoreError
from bot.library import Library
from bot.model import Complete, model
from bot.record import audited, record, remembered
from bot.settings import Settings
from bot.store import Store
from bot.turn import Turn, take_turn
from corpus.embed import Embedder, Encoder
from corpus.index import Hit, Index, Progress, open_index
from corpus.pack import read_guideline
from corpus.passage import Guideline, Passage, Use
from guardrails.phrases import Audience
from guardrails.read import Reader
from guardrails.seal import Reply


def indexed_passages(guideline: Guideline) -> list[Passage]:
    """Return the passages that the search may find; quarantined ones are not among them."""
    return [passage for passage in guideline.passages if passage.use is not Use.QUARANTINED]


class Assistant:
    """Answers questions in conversations."""

    def __init__(self, settings: Settings, progress: Progress | None = None, encoder: Encoder | None = None) -> None:
        self.settings = settings
        self._encoder = encoder
        self.guideline = read_guideline(settings.guideline)
        self.reader = Reader(self.guideline)
        self.store = Store(settings.home, settings.database, audit_key=settings.audit_key)
        self._progress = progress
        self._library = Library(settings.home, self.guideline, self.reader.lexicon, self.embedder, progress)
        self._index: Index | None = None
        self._complete = _model(settings)
        self._opening = Lock()
        self._expires = 0.0

    def ask(
        self,
        text: str,
        conversation: str | None = None,
        audience: str = Audience.CLINICIAN,
        released: Callable[[Reply], None] | None = None,
        *,
        user: str = "",
        channel: str = "cli",
    ) -> Turn:
        """Return the turn of a question; it is stored when this returns.

        Args:
            user, channel: who asks, and where; a conversation belongs to the reader who began it.
            released: told a sealed reply each time one more sentence of a model's draft was verified.

        Raises:
            QuestionError: the question cannot be read.
            StoreError: the conversation cannot be read or stored.
        """
        started = time.perf_counter()
        asker = self._checked(text, audience)
        text = _whole(text)
        conversation = _whole(conversation or secrets.token_hex(8))
        number, memory = self.store.recall(conversation)
        if number and self.store.owner(conversation) != user:
            raise QuestionError(f"conversation {conversation!r} is another reader's; start one of your own")
        turn = take_turn(
            text,
            memory=memory,
            audience=asker,
            reader=self.reader,
            search=self.search,
            consult=self._library.consult(),
            complete=self._complete,
            model=self.settings.model,
            released=released,
            approved_only=self.settings.require_approved,
        )
        seconds = round(time.perf_counter() - started, 4)
        turn = replace(turn, conversation=conversation, number=number + 1, seconds=seconds)
        self.store.keep(
            conversation,
            turn.number,
            record(turn, text=self.settings.store_text),
            remembered(turn.memory, text=self.settings.store_text),
            user=user,
            channel=channel,
            title=turn.question if self.settings.store_text else "",
            audited=audited(turn, self.guideline),
        )
        self._expire()
        return turn

    def stream(
        self,
        text: str,
        conversation: str,
        audience: str = Audience.CLINICIAN,
        *,
        user: str = "",
        channel: str = "cli",
    ) -> Iterator[Reply | Turn]:
        """Yield the sealed reply as it grows, and last the turn, stored; what is not verified is never in it.

        Raises:
            QuestionError, StoreError: as `ask`.
        """
        grown: SimpleQueue[Reply | Turn | BaseException] = SimpleQueue()

        def work() -> None:
            try:
                grown.put(self.ask(text, conversation, audience, released=grown.put, user=user, channel=channel))
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

    def search(self, text: str) -> Sequence[Hit]:
        """Find background passages near a text, the nearest first.

        Raises:
            CorpusError: no index, or none can be built here.
        """
        return self.index().search(text)

    def index(self) -> Index:
        """Return the index, built first where it is not there."""
        with self._opening:
            if self._index is None:
                passages = indexed_passages(self.guideline)
                self._index = open_index(
                    self.settings.home, passages, self.embedder(), self.guideline.reading.synonyms, self._progress
                )
            return self._index

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
    return model(
        settings.model,
        first=settings.model_first,
        between=settings.model_between,
        total=settings.model_total,
        retries=settings.model_retries,
        environ=settings.environ,
    )


def _whole(text: str) -> str:
    """Return a text without lone surrogates, which neither a tokenizer nor a store takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def assistant(settings: Settings, progress: Progress | None = None, encoder: Encoder | None = None) -> Assistant:
    """Return an assistant for some settings.

    Args:
        progress: told how far the index is, should it have to be built.
        encoder: what turns texts into vectors; none: the sentence-transformers model of the settings.

    Raises:
        PackError: the guideline has faults.
    """
    return Assistant(settings, progress, encoder)

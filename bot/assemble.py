"""Put the house together: settings in, an assistant out. Heavy parts are opened when the first question needs them."""

import json
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from queue import SimpleQueue
from threading import Lock, Thread

from bot.errors import QuestionError
from bot.model import Complete, model
from bot.settings import Settings
from bot.store import Store
from bot.turn import Turn, take_turn
from corpus.embed import Embedder, Encoder, Reranker
from corpus.index import Hit, Index, open_index
from corpus.index import indexed_passages as indexed_passages
from corpus.pack import read_guideline
from corpus.passage import Guideline, Synonym
from corpus.vectors import Progress
from guardrails.phrases import Audience
from guardrails.read import Reader
from guardrails.seal import Reply


def search_synonyms(guideline: Guideline) -> tuple[Synonym, ...]:
    """Return what the search reads as words of the text: its own synonyms, and the spellings of its lexicon.

    A drug that the text does not name means the classes it belongs to: doxorubicin is read as anthracycline too.
    """
    spelled = (
        Synonym(said=(term.name, *term.spelled), means=" ".join(meant))
        for term in guideline.lexicon
        if (meant := [*([term.name] if term.in_text else []), *term.contains])
    )
    return (*guideline.reading.synonyms, *spelled)


class Assistant:
    """Answers questions in conversations."""

    def __init__(self, settings: Settings, progress: Progress | None = None, encoder: Encoder | None = None) -> None:
        self.settings = settings
        self._encoder = encoder
        self.guideline = read_guideline(settings.guideline)
        self.reader = Reader(self.guideline)
        self.store = Store(settings.home)
        self._progress = progress
        self._index: Index | None = None
        self._complete = _model(settings)
        self._opening = Lock()

    def ask(
        self,
        text: str,
        conversation: str | None = None,
        audience: str = Audience.CLINICIAN,
        released: Callable[[Reply], None] | None = None,
    ) -> Turn:
        """Return the turn of a question; it is stored when this returns.

        Args:
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
        turn = take_turn(
            text,
            memory=memory,
            audience=asker,
            reader=self.reader,
            search=self.search,
            complete=self._complete,
            model=self.settings.model,
            released=released,
            approved_only=self.settings.require_approved,
        )
        turn = replace(turn, conversation=conversation, seconds=round(time.perf_counter() - started, 4))
        self.store.keep(conversation, number + 1, json.dumps(turn.data()), turn.memory)
        return turn

    def stream(self, text: str, conversation: str, audience: str = Audience.CLINICIAN) -> Iterator[Reply]:
        """Yield the sealed reply as it grows, the last one whole and stored; what is not verified is never in it.

        Raises:
            QuestionError, StoreError: as `ask`.
        """
        grown: SimpleQueue[Reply | BaseException | None] = SimpleQueue()

        def work() -> None:
            try:
                grown.put(self.ask(text, conversation, audience, released=grown.put).reply)
                grown.put(None)
            except BaseException as error:  # noqa: BLE001 -- raised again in the thread that waits
                grown.put(error)

        Thread(target=work, daemon=True).start()
        while (part := grown.get()) is not None:
            if isinstance(part, BaseException):
                raise part
            yield part

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
                embedder = self._encoder or Embedder(self.settings.embedder)
                self._index = open_index(
                    self.settings.home,
                    passages,
                    embedder,
                    search_synonyms(self.guideline),
                    self._progress,
                    server=self.settings.chroma,
                    reranker=Reranker(self.settings.reranker) if self.settings.reranker else None,
                )
            return self._index

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

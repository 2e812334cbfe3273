"""The ingested documents as the talk sees them: read when they change, classed by the lexicon, searched.

They have an index of their own, so that what is found in the guideline is the same with and without them.
"""

from collections.abc import Callable, Sequence
from threading import Lock

from bot.settings import Settings
from bot.turn import Consult
from corpus.document import Document
from corpus.documents import Documents, Signature
from corpus.embed import Encoder
from corpus.errors import CorpusError, IndexGone
from corpus.index import Hit, Index, build, open_index
from corpus.passage import Guideline, Passage, Synonym, Use
from corpus.vectors import Progress
from guardrails.lexicon import Lexicon
from guardrails.treatment import Judge

_NEAR = 5
"""So many passages of each use are looked at."""


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


class Library:
    """The documents beside one guideline, as they are now."""

    def __init__(
        self,
        settings: Settings,
        guideline: Guideline,
        lexicon: Lexicon,
        embedder: Callable[[], Encoder],
        progress: Progress | None = None,
    ) -> None:
        self.documents = Documents(settings.home, guideline.id)
        self._settings, self._guideline, self._embedder, self._progress = settings, guideline, embedder, progress
        self._judge = Judge(lexicon)
        self._opened: tuple[Signature, Index | None] | None = None
        self._opening = Lock()

    def consult(self) -> Consult | None:
        """Return what searches the documents, or None where there are none; a fault waits until something is asked."""
        try:
            return self._search if self.documents.signature() else None
        except CorpusError:
            return self._search

    def judged(self) -> list[Document]:
        """Return the documents, each with the use of its statements.

        Raises:
            CorpusError: a document cannot be read.
        """
        return [judged(document, self._judge) for document in self.documents.all()]

    def passages(self) -> list[Passage]:
        """Return what the search may find: what no editor has taken over, without what is quarantined.

        Raises:
            CorpusError: a document cannot be read.
        """
        taken = frozenset(statement.text for statement in self._guideline.passages)
        found = (passage for document in self.judged() for passage in _left(document, taken).passages())
        return [passage for passage in found if passage.use is not Use.QUARANTINED]

    def build(self, progress: Progress | None = None) -> None:
        """Build the index over the documents, where it is not there.

        Raises:
            CorpusError: a document cannot be read, or the index cannot be built.
        """
        if passages := self.passages():
            build(self._settings.home, passages, self._embedder(), progress, server=self._settings.chroma)

    def index(self) -> Index | None:
        """Return the index over the documents as they are now, built first where it is not there; None: it is empty.

        Raises:
            CorpusError: a document cannot be read, or the index cannot be built.
        """
        with self._opening:
            signature = self.documents.signature()
            if self._opened is None or self._opened[0] != signature:
                self._opened = (signature, self._open(self.passages()))
            return self._opened[1]

    def _open(self, passages: list[Passage]) -> Index | None:
        if not passages:
            return None
        return open_index(
            self._settings.home,
            passages,
            self._embedder(),
            search_synonyms(self._guideline),
            self._progress,
            server=self._settings.chroma,
        )

    def _search(self, text: str) -> tuple[Sequence[Hit], Sequence[Hit]]:
        index = self.index()
        if index is None:
            return (), ()
        try:
            return tuple(index.search(text, limit=_NEAR)), tuple(index.search(text, use=Use.REGIMEN, limit=_NEAR))
        except IndexGone:
            self._opened = None  # the next question opens it anew
            raise


def _left(document: Document, taken: frozenset[str]) -> Document:
    """Return a document without the statements that an editor has taken over into the guideline."""
    left = tuple(statement for statement in document.statements if statement.text not in taken)
    return document.model_copy(update={"statements": left})


def judged(document: Document, judge: Judge) -> Document:
    """Return a document with the use of each statement by the lexicon as it is now."""
    if document.judged == judge.hash:
        return document
    uses = judge.uses(document.title, document.statements)
    statements = tuple(
        statement.model_copy(update={"use": use}) for statement, use in zip(document.statements, uses, strict=True)
    )
    return document.model_copy(update={"statements": statements, "judged": judge.hash})

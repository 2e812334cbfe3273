"""Settings: read once, at the edge, from a mapping such as `os.environ`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import SettingsError
from corpus.pack import GUIDELINES

DEFAULT_GUIDELINE = "nk-t-cell-lymphoma"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    home: Path
    """WARD_HOME: the folder of the index and the conversations."""

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

    require_approved: bool = False
    """WARD_REQUIRE_APPROVED: withhold statements and rows that no reviewer has approved."""

    longest: int = 8_000
    """WARD_LONGEST: the longest question that is read, in characters."""

    environ: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What the settings were read from: keys and addresses of models, which no setting repeats or prints."""

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> "Settings":
        """Return the settings of an environment.

        Raises:
            SettingsError: naming every value that cannot be used.
        """
        faults: list[str] = []

        def number(key: str, default: int, low: int, high: int) -> int:
            raw = environ.get(key, "").strip()
            if not raw:
                return default
            if raw.isdecimal() and len(raw) < 10 and low <= int(raw) <= high:
                return int(raw)
            faults.append(f"{key} is {raw!r}; set it to a whole number from {low} to {high}")
            return default

        def flag(key: str) -> bool:
            raw = environ.get(key, "").strip().lower()
            if raw not in ("", "0", "1", "false", "true", "no", "yes"):
                faults.append(f"{key} is {raw!r}; set it to 1 or 0")
            return raw in ("1", "true", "yes")

        def folder(key: str) -> Path | None:
            raw = environ.get(key, "")
            try:
                return Path(raw).expanduser() if raw else None
            except RuntimeError:
                faults.append(f"{key} is {raw!r}, which names nobody's home; write the whole path")
                return None

        def address(key: str) -> str | None:
            raw = environ.get(key, "").strip().rstrip("/")
            if raw and not re.fullmatch(r"https?://[^/\s:@]+(:\d{1,5})?", raw):
                faults.append(f"{key} is {raw!r}; set it to an address such as http://127.0.0.1:8000")
                return None
            return raw or None

        settings = cls(
            home=folder("WARD_HOME") or _data_folder(environ),
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
            require_approved=flag("WARD_REQUIRE_APPROVED"),
            longest=number("WARD_LONGEST", 8_000, 100, 100_000),
            environ=dict(environ),
        )
        if faults:
            raise SettingsError("; ".join(faults))
        return settings


def _data_folder(environ: Mapping[str, str]) -> Path:
    if environ.get("XDG_DATA_HOME"):
        return Path(environ["XDG_DATA_HOME"]).expanduser() / "ward"
    from platformdirs import user_data_path

    return user_data_path("ward", appauthor=False)

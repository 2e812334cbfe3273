"""Settings: read once, at the edge, from a mapping such as `os.environ`."""

from collections.abc import Mapping
from dataclasses import dataclass
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

    embedder: Path | None = None
    """WARD_EMBEDDER: a folder with a sentence-transformers model; none: the one that is installed with Ward."""

    host: str = "127.0.0.1"
    """WARD_HOST: the address that `ward serve` listens on."""

    port: int = 7860
    """WARD_PORT: its port."""

    require_approved: bool = False
    """WARD_REQUIRE_APPROVED: withhold statements and rows that no reviewer has approved."""

    longest: int = 20_000
    """WARD_LONGEST: the longest question that is read, in characters."""

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
            if raw.isdecimal() and low <= int(raw) <= high:
                return int(raw)
            faults.append(f"{key} is {raw!r}; set it to a whole number from {low} to {high}")
            return default

        def flag(key: str) -> bool:
            raw = environ.get(key, "").strip().lower()
            if raw not in ("", "0", "1", "false", "true", "no", "yes"):
                faults.append(f"{key} is {raw!r}; set it to 1 or 0")
            return raw in ("1", "true", "yes")

        settings = cls(
            home=Path(environ["WARD_HOME"]).expanduser() if environ.get("WARD_HOME") else _data_folder(environ),
            guideline=Path(environ.get("WARD_GUIDELINE") or GUIDELINES / DEFAULT_GUIDELINE).expanduser(),
            model=environ.get("WARD_MODEL", "").strip() or None,
            embedder=Path(environ["WARD_EMBEDDER"]).expanduser() if environ.get("WARD_EMBEDDER") else None,
            host=environ.get("WARD_HOST", "").strip() or "127.0.0.1",
            port=number("WARD_PORT", 7860, 1, 65535),
            require_approved=flag("WARD_REQUIRE_APPROVED"),
            longest=number("WARD_LONGEST", 20_000, 100, 1_000_000),
        )
        if faults:
            raise SettingsError("; ".join(faults))
        return settings


def _data_folder(environ: Mapping[str, str]) -> Path:
    if environ.get("XDG_DATA_HOME"):
        return Path(environ["XDG_DATA_HOME"]).expanduser() / "ward"
    from platformdirs import user_data_path

    return user_data_path("ward", appauthor=False)

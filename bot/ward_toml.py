"""ward.toml: settings in a file, under the names that the fields of `Settings` have. Pure but for reading the file.

    port = 8080                 # WARD_PORT
    model = "ollama:llama3"     # WARD_MODEL
    [slack]
    workers = 4                 # WARD_SLACK_WORKERS

What it says means what the same variables would mean: one reader of values serves both, `Settings.read`.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from bot.errors import SettingsError

NAME = "ward.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class WardToml:
    """What a file sets."""

    path: Path
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    """By variable, as the environment would hold it."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What each of these variables is called in the file."""
    faults: tuple[str, ...] = ()


def where(environ: Mapping[str, str], home: Path) -> Path | None:
    """Return the file that counts: the one WARD_CONFIG names, else one here, else one in the home; None: there is none.

    Raises:
        SettingsError: WARD_CONFIG names a file that is not there.
    """
    if named := environ.get("WARD_CONFIG", "").strip():
        path = Path(named)
        if not path.is_file():
            raise SettingsError(f"WARD_CONFIG is {named!r}, and there is no such file; write it or name another")
        return path
    return next((path for path in (Path(NAME), home / NAME) if path.is_file()), None)


def read(path: Path, variables: Mapping[str, str]) -> WardToml:
    """Return what a file sets, and every fault of it.

    Args:
        variables: the variable of each name that may be set.

    Raises:
        SettingsError: it cannot be read, or is no TOML.
    """
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise SettingsError(f"{str(path)!r} cannot be read ({error.strerror}); mend its rights") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{str(path)!r} is not UTF-8 at byte {error.start}; save it as UTF-8") from None
    except (ValueError, RecursionError) as error:
        # tomllib repeats no value, only what it expected and where
        raise SettingsError(f"{str(path)!r} is no TOML ({error}); mend it there") from None
    values: dict[str, str] = {}
    names: dict[str, str] = {}
    faults: list[str] = []
    for name, value in _flat(data):
        if name not in variables:
            faults.append(f"{name} in {str(path)!r} is no setting; {nearest(name, variables)}")
        elif (text := _text(value)) is None:
            faults.append(f"{name} in {str(path)!r} is no text, whole number, true, false or list of texts; write one")
        elif variables[name] in values:
            faults.append(f"{name} in {str(path)!r} is set twice; keep one of them")
        else:
            values[variables[name]], names[variables[name]] = text, name
    return WardToml(path=path, values=values, names=names, faults=tuple(faults))


def nearest(name: str, known: Mapping[str, object]) -> str:
    """Return what somebody who wrote `name` may have meant, as the end of a sentence."""
    close = get_close_matches(name[:60], known, n=1, cutoff=0.6)
    return f"did you mean {close[0]}?" if close else "ward doctor lists the settings there are"


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield names and values; a table's name is the beginning of the names in it."""
    for key, value in table.items():
        name = before + key.lower().replace("-", "_")
        if isinstance(value, dict):
            yield from _flat(value, f"{name}_")
        else:
            yield name, value


def _text(value: object) -> str | None:
    """Return a value as the environment would hold it; None where it could not."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int):
        return str(value) if abs(value) < 10**18 else None
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ",".join(value)
    return None

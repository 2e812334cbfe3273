"""Cards: what a suite is, and each version of it by its hash. A suite that changed without a line in its card fails."""

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from pydantic import Field, ValidationError

from corpus.passage import Text, Value
from evals.suite import Suite, SuiteError

CARDS = Path(__file__).parent / "cards"


class Change(Value):
    """One line of a card's changelog."""

    on: date
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    """The hash of the file after the change."""
    cases: int
    says: Text


class FirstContact(Value):
    """How the house fared when it met the suite for the first time, before anything was mended."""

    on: date
    held: int
    of: int
    says: Text = "every case"


class Card(Value):
    """What a suite is."""

    suite: str
    what: Text
    """What its cases ask, in a sentence."""
    expectations: Text
    """Where what must hold was taken from, and when."""
    source: Text
    licence: Text
    limits: Text
    """What it does not show."""
    first_contact: FirstContact | None = None
    changes: tuple[Change, ...] = Field(min_length=1)
    """The newest last."""


def card(name: str, folder: Path = CARDS) -> Card:
    """Return the card of a suite.

    Raises:
        SuiteError: there is none, or it has faults.
    """
    path = folder / f"{name}.toml"
    try:
        return Card.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise SuiteError(f"the suite {name!r} has no card; write {str(path)!r}") from error
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise SuiteError(f"the card {str(path)!r} cannot be read: {error}") from error


def stale(suites: Iterable[Suite], folder: Path = CARDS) -> list[str]:
    """Return what is wrong between some suites and their cards: each a sentence that says what to write."""
    wrong = []
    for suite in suites:
        try:
            newest = card(suite.name, folder).changes[-1]
        except SuiteError as error:
            wrong.append(str(error))
            continue
        if (newest.sha256, newest.cases) != (suite.sha256, len(suite.cases)):
            wrong.append(
                f"{suite.path.name} changed and its card does not say so; add to cards/{suite.name}.toml a change with "
                f'sha256 = "{suite.sha256}", cases = {len(suite.cases)} and why'
            )
    return wrong

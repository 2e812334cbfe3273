"""Keeper of presidio-analyzer: a second look for names and places, after the rules. Optional: `ward[presidio]`.

The rules go first and decide what is medicine: an eponym, a regimen, a known clinical word is not handed to Presidio's
guess. All that has a shape is the rules' alone: Presidio masks "two weeks ago" and "65 years" for dates, and its
recognizers of addresses in the web fetch a list from the network when they are first asked.
"""

from collections.abc import Callable, Container, Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from bot.errors import SettingsError
from guardrails.identifiers import Finder, Identifier, Kind, beyond, identifiers

if TYPE_CHECKING:
    from presidio_analyzer import AnalyzerEngine

KINDS: Mapping[str, Kind] = {"PERSON": Kind.NAME, "LOCATION": Kind.PLACE}
"""What Presidio is asked for, and what Ward calls it."""

_SURE = 0.6
_MODELS = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm")


def finder(medicines: Container[str]) -> Finder:
    """Return what finds identifiers: the rules, then Presidio.

    Args:
        medicines: names of drugs in lower case; Presidio takes them for names of people and places.

    Raises:
        SettingsError: it is not installed, or no model for it is.
    """
    if find_spec("presidio_analyzer") is None:
        raise SettingsError("WARD_IDENTIFIERS is presidio, which is not installed; run: pip install 'ward[presidio]'")
    name = next((name for name in _MODELS if find_spec(name)), None)
    if name is None:  # Presidio would download one
        raise SettingsError(f"WARD_IDENTIFIERS is presidio, which needs a spaCy model; install {_MODELS[0]}")
    return after_rules(_engine(name), medicines)


def after_rules(engine: "AnalyzerEngine", medicines: Container[str] = ()) -> Finder:
    """Return what looks with the rules first, and with an engine at what they left."""

    def find(text: str) -> tuple[Identifier, ...]:
        found = identifiers(text)
        results: list[Any] = engine.analyze(text, language="en", entities=list(KINDS), score_threshold=_SURE)
        more = [Identifier(kind=KINDS[it.entity_type], start=it.start, end=it.end) for it in results]
        return beyond(text, found, more, medicines)

    return find


def _engine(model: str) -> "AnalyzerEngine":
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    configuration = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": model}]}
    provider = NlpEngineProvider(nlp_configuration=configuration)
    return AnalyzerEngine(nlp_engine=provider.create_engine(), supported_languages=["en"])


FINDERS: Mapping[str, Callable[[Container[str]], Finder]] = {"rules": lambda _: identifiers, "presidio": finder}
"""What WARD_IDENTIFIERS may name."""

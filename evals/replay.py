"""Stored turns taken again: every receipt of a file, each compared byte for byte with what it says."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BotError
from bot.receipt import ReceiptError, hash_of
from bot.settings import Settings
from bot.wordless import differs
from corpus.pack import read_guideline
from corpus.review import content_hash
from guardrails.read import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """How one receipt fared."""

    place: str
    """Its line, conversation and turn."""
    differs: tuple[str, ...] = ()
    """The parts of the turn that came out otherwise."""
    because: tuple[str, ...] = ()
    """What it was made from and is not the same any more."""
    fault: str | None = None
    """Why it could not be taken again."""

    @property
    def same(self) -> bool:
        return not self.differs and self.fault is None


def replayed(path: Path, settings: Settings) -> Iterator[Replayed]:
    """Yield how each receipt of a file fares with the guideline and the rules of today.

    Raises:
        ReceiptError: there is no such file.
    """
    reader = Reader(read_guideline(settings.guideline))
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise ReceiptError(f"no receipts in {str(path)!r}; write some with: ward ask --receipts {path} ...") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _replayed(number, line, reader)


def _replayed(number: int, line: str, reader: Reader) -> Replayed:
    place = f"line {number}"
    try:
        made = json.loads(line)
        place = f"line {number}, conversation {made['conversation']}, turn {made['number']}"
        differing = differs(made, reader)
    except (ValueError, KeyError, TypeError) as error:
        return Replayed(place=place, fault=f"not a receipt ({error!r})")
    except BotError as error:
        return Replayed(place=place, fault=str(error))
    return Replayed(place=place, differs=differing, because=tuple(_changed(made, reader)))


def _changed(made: dict[str, object], reader: Reader) -> Iterator[str]:
    guideline = reader.guideline
    then = made["guideline"]
    if isinstance(then, dict) and then["hash"] != guideline.hash:
        yield f"the guideline was {str(then['hash'])[:12]} and is {guideline.hash[:12]}"
    rows = made["rows"]
    known = {row.id for row in guideline.rows}
    for id_, hash_ in rows.items() if isinstance(rows, dict) else ():
        if id_ not in known or content_hash(guideline, id_) != hash_:
            yield f"row {id_} was changed"
    search = made["search"]
    texts = {passage.id: passage.text for passage in guideline.passages}
    hits = [hit for asked in search["asked"] for hit in asked["hits"]] if isinstance(search, dict) else []
    for hit in {hit["id"]: hit for hit in hits}.values():
        if hash_of(texts.get(hit["id"], "")) != hit["hash"]:
            yield f"statement {hit['id']} was changed"


def told(found: Sequence[Replayed]) -> str:
    """Return what came of some receipts, as text."""
    lines = [f"{sum(each.same for each in found)} of {len(found)} turns came out the same, byte for byte."]
    for each in found:
        if not each.same:
            says = each.fault or f"differs in {', '.join(each.differs)}"
            lines.append(f"  {each.place}: {says}" + (f" ({'; '.join(each.because)})" if each.because else ""))
    return "\n".join(lines) + "\n"

"""The table written down a second time, and what a reply says beyond it. Shares no code with the house's own wall.

A reply may name a drug or a number only where a row it shows has it in the transcript, or where a background statement,
a note or a topic that it shows holds it. Everything else that it names is forbidden content.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path

from corpus.passage import Guideline, Text, Use, Value

_FILE = Path(__file__).parent / "transcript.toml"
_ID = re.compile(r"\b[RFXK]\d{1,2}\b|\[\d+(?:, ?\d+)*\]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_][\w'/+-]*")
_READ_AS = re.compile(r"^Read as: .*$|^Sources: .*$|^Review: .*$", re.MULTILINE)


class Entry(Value):
    """What one row says."""

    rank: Text
    name: Text
    says: tuple[Text, ...]
    drugs: tuple[Text, ...]
    refs: tuple[int, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that a reader must find in the row."""
        return (self.rank, self.name, *self.says, *self.drugs, f"[{', '.join(map(str, self.refs))}]")


class Transcript(Value):
    statements: str
    """The hash of all statements, see `hash_of`."""
    disclaimer: dict[str, Text]
    """By audience."""
    rows: dict[str, Entry]


def hash_of(guideline: Guideline) -> str:
    """Return the hash of a guideline's statements: id, text, references and use of each."""
    parts = [f"{p.id}\0{p.text}\0{p.refs}\0{p.use}" for p in guideline.passages]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@cache
def transcript() -> Transcript:
    return Transcript.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def misstated(rows: dict[str, str], written: Transcript) -> Iterator[str]:
    """Yield what rows as shown lack of what the transcript says, or say beyond it.

    Args:
        rows: by id, each as Markdown.
    """
    for id_, text in rows.items():
        entry = written.rows.get(id_)
        if entry is None:
            yield f"row {id_} is not in the transcript"
            continue
        yield from (f"row {id_} does not say {word!r}" for word in entry.words if word not in text)
        head = text.split("\n")[0] + "".join(line for line in text.split("\n") if _is_fact(line))
        spare = _numbers(_ID.sub(" ", head)) - _numbers(" ".join(entry.words))
        yield from (f"row {id_} says {number!r}, which the transcript does not" for number in sorted(spare))


def _is_fact(line: str) -> bool:
    """Say whether a line of a row carries treatment: the line of its cases names stages only."""
    return line.strip().startswith(("- Approach:", "- Drugs:", "- Cycles:", "- Radiotherapy:", "- Order:"))


class Wall:
    """Finds forbidden content in a reply."""

    def __init__(self, guideline: Guideline, written: Transcript) -> None:
        self._guideline = guideline
        self._written = written

    def drugs(self, text: str) -> set[str]:
        """Return the words of a text that name a drug or a regimen."""
        return self.words(text) & self._drugs

    @cached_property
    def _drugs(self) -> frozenset[str]:
        """Words that name a drug or a regimen, folded: of the dictionary of drugs, and of the guideline's lexicon."""
        terms = [term for term in self._guideline.lexicon if term.kind in ("drug", "regimen")]
        spelled = [word for term in terms for word in (term.name, *term.spelled, *term.capitals)]
        words = {word.lower() for word in spelled if " " not in word and len(word) > 2}
        return frozenset(words | {name for name in self._guideline.drug_names if " " not in name and len(name) > 3})

    def forbidden(self, data: dict[str, object], body: str) -> list[str]:
        """Return the drugs and numbers of a reply, its disclaimer aside, that nothing shown in it holds."""
        held = " ".join(self._held(data))
        bare = _ID.sub(" ", _READ_AS.sub(" ", body))
        numbers = _numbers(bare) - _numbers(held)
        drugs = self.drugs(bare) - self.words(held)
        return sorted(drugs | numbers) + [
            f"{id_} is {use}" for id_ in _strings(data, "statements") if (use := self._use(id_)) != Use.BACKGROUND
            and id_ not in self._of_rows(data)
        ]  # fmt: skip

    def _held(self, data: dict[str, object]) -> Iterator[str]:
        guideline = self._guideline
        for id_ in _strings(data, "rows"):
            yield from self._written.rows[id_].words if id_ in self._written.rows else ()
            row = guideline.row(id_)
            yield from row.not_stated
        yield from (guideline.passage(id_).text for id_ in _strings(data, "statements") if self._use(id_))
        yield from (note.text for note in guideline.notes if note.id in _strings(data, "notes"))
        yield from (topic.text for topic in guideline.topics if topic.id in _strings(data, "not_covered"))
        yield guideline.title

    def _use(self, id_: str) -> str:
        try:
            return self._guideline.passage(id_).use
        except KeyError:
            return ""

    def _of_rows(self, data: dict[str, object]) -> set[str]:
        return {id_ for row in _strings(data, "rows") for id_ in self._guideline.row(row).statements}

    @staticmethod
    def words(text: str) -> set[str]:
        """Return the words of a text in small letters, and the parts of those that are joined."""
        whole = {word.lower().strip("-'/+") for word in _WORD.findall(text)}
        return whole | {part for word in whole for part in re.split(r"[-/+]", word)}


def _numbers(text: str) -> set[str]:
    return {number.replace(",", ".") for number in _NUMBER.findall(text)}


def _strings(data: dict[str, object], key: str) -> list[str]:
    values = data.get(key)
    return [str(value) for value in values] if isinstance(values, list) else []

"""What a model is asked: the rules in prompt.txt, then passages and question with all foreign markup made harmless.

The prompt asks for good manners; nothing rests on it. What the model writes is verified all the same.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bot.model import Prompt
from corpus.passage import Passage, Use

_ID = re.compile(r"[A-Z][A-Za-z0-9.-]*")
_COMPARED = (
    (re.compile(r"<\s?=\s?(?=\d)"), "at most "),
    (re.compile(r">\s?=\s?(?=\d)"), "at least "),
    (re.compile(r"<\s?(?=\d)"), "less than "),
    (re.compile(r">\s?(?=\d)"), "more than "),
)
_HARMLESS = str.maketrans(
    {"<": "‹", ">": "›", "[": "(", "]": ")", "{": "(", "}": ")", "|": "/", "`": "'", "\\": "/", "#": " "}
)
"""Letters that tags, fences, role marks and headings are made of, and what stands in their place."""
_MARKUP = frozenset("<>[]{}|`\\#:~")
_COLONS = str.maketrans({":": " - ", "∶": " - ", "꞉": " - ", "ː": " - ", "˸": " - ", "։": " - ", "׃": " - "})
_FENCE = re.compile(r"[-~=_*'\"]{3,}")
_ROLE = re.compile(
    r"(?i)\b(system|assistant|user|human|ai|bot|model|developer|tool|function|instructions?|prompt|passages?|question|"
    r"answer|response)\s*:"
)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def prompt(question: str, passages: Sequence[Passage]) -> Prompt:
    """Return the prompt for a question and the passages that may answer it; takes any question.

    Raises:
        ValueError: no passage, one that is not background, or one without an id that can be cited.
    """
    if not passages:
        raise ValueError("no passage to write from")
    for passage in passages:
        if passage.use is not Use.BACKGROUND:
            raise ValueError(f"passage {passage.id} is {passage.use}; a model is given background passages only")
        if not _ID.fullmatch(passage.id):
            raise ValueError(
                f"passage {passage.id!r} cannot be cited; an id is a capital letter, then letters or digits"
            )
    shown = "\n\n".join(_shown(passage) for passage in {passage.id: passage for passage in passages}.values())
    asked = " ".join(harmless(question).translate(_COLONS).split())
    return Prompt(system=_rules(), user=f"PASSAGES\n\n{shown}\n\nQUESTION\n\n{asked}\n")


def _shown(passage: Passage) -> str:
    path = " / ".join(harmless(heading) for heading in passage.headings)
    return f"[{passage.id}] {path}\n{harmless(passage.text)}"


def harmless(text: str) -> str:
    """Return a text on one line, without tags, fences, role marks and unseen letters; its words stay."""
    letters = (_letter(char) for char in text)
    line = " ".join("".join(letters).split())
    for pattern, words in _COMPARED:
        line = pattern.sub(words, line)
    bare = _FENCE.sub(" ", line.translate(_HARMLESS))
    return " ".join(_ROLE.sub(r"\1 -", bare).split())


def _letter(char: str) -> str:
    """Return a letter; one that is another way to write a mark is that mark."""
    if char.isascii() and char.isprintable():
        return char
    if char.isspace():
        return " "
    if unicodedata.category(char) in _UNSEEN:
        return ""
    plain = unicodedata.normalize("NFKC", char)
    return plain if _MARKUP & set(plain) else char


@cache
def _rules() -> str:
    return Path(__file__).with_name("prompt.txt").read_text(encoding="utf-8")

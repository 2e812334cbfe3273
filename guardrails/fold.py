"""Fold a text to the plain letters it is read by, and remember where each letter came from.

Reading happens on the folded text, showing on the original. Folding is what makes "СНОР" (Cyrillic), "C-H-O-P",
"ＣＨＯＰ" and "C\u200bHOP" the same word to every rule after it. Confusable letters follow the intent of Unicode
Technical Standard 39; only those that imitate Latin letters and digits are here.
"""

import re
import unicodedata
from dataclasses import dataclass

_IMITATORS = {
    # Lower-case Cyrillic, Greek, Armenian, Cherokee and Latin letters that are drawn like the plain Latin one.
    "a": "аɑαᴀ", "b": "вьЬʙβᏼ", "c": "сϲᴄᏟꮯ", "d": "ԁɗᴅꭰ", "e": "еєҽεᴇꭼ", "f": "ғƒϝ", "g": "ɡցԍɢꮐ",
    "h": "нһհʜꮋ", "i": "іɩıιⅰꭵ", "j": "јϳᴊꭻ", "k": "кκᴋꮶ", "l": "ӏǀɭʟꮮ", "m": "мᴍꮇ", "n": "пոηɴ",
    "o": "оοօσᴏ", "p": "рρᴘꮲ", "q": "ԛզ", "r": "гᴦʀꭱ", "s": "ѕʂꜱꮪ", "t": "тτᴛꭲ", "u": "υսᴜ", "v": "ѵνᴠꮩ",
    "w": "ԝωшᴡꮃ", "x": "хχ×", "y": "уүγʏꭹ", "z": "ᴢꮓζ", "3": "зʒӡ", "6": "б",
}  # fmt: skip
_CAPITALS = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ", "abezhikmnoptyxc")
"""Greek capitals are drawn like Latin ones that their small letters do not resemble."""
_CONFUSABLE = str.maketrans({char: plain for plain, chars in _IMITATORS.items() for char in chars})
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－⁃"), "-")
_QUOTES = dict.fromkeys(map(ord, "‘’‚‛′ʼ`´＇"), "'") | dict.fromkeys(map(ord, "“”„‟″«»＂"), '"')
_LETTER_BY_LETTER = re.compile(r"(?<![a-z0-9])[a-z]([ .\-_*·/|]{1,2})[a-z](?:\1[a-z])+(?![a-z0-9])")
_ROMAN_LIST = re.compile(r"[iv]([ .\-_*·/|]+[iv])*")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text: lower case, no accents, no look-alikes, single spaces."""

    text: str

    original: str

    origin: tuple[int, ...]
    """For each letter of `text`, the index in `original` that it came from."""

    def shown(self, start: int, end: int) -> str:
        """Return the words of the original that `text[start:end]` was read from."""
        end = min(end, len(self.origin))
        if start >= end:
            return ""
        return self.original[self.origin[start] : self.origin[end - 1] + 1]


def fold(text: str) -> Folded:
    """Return `text` folded; takes any string, lone surrogates and control characters included."""
    letters: list[str] = []
    origin: list[int] = []
    last = " "
    for index, char in enumerate(text.lower() if text.isascii() else text):
        for letter in char if "!" <= char <= "~" and not char.isupper() else _folded_char(char):
            if letter != " " or last != " ":
                letters.append(letter)
                origin.append(index)
                last = letter
    while letters and letters[-1] == " ":
        letters.pop()
        origin.pop()
    joined, kept = _join_spelled_out("".join(letters))
    return Folded(text=joined, original=text, origin=tuple(origin[k] for k in kept))


_MARKUP = re.compile(
    r"<[^<>]{1,300}>|!?\[[^\[\]]{0,200}\]\([^()\s]{0,300}\)|(?:https?://|www\.)\S{1,300}|data:[a-z]+/\S{1,300}"
)


def without_markup(folded: Folded) -> Folded:
    """Return the text with tags, links and images blanked: they say nothing about a patient."""
    text = _MARKUP.sub(lambda match: " " * len(match[0]), folded.text)
    return Folded(text=text, original=folded.original, origin=folded.origin)


def plain(text: str) -> str:
    """Return the folded letters alone."""
    return fold(text).text


def _folded_char(char: str) -> str:
    if char.isascii():
        return char.lower() if char.isprintable() else " "
    category = unicodedata.category(char)
    if category in ("Cf", "Cs", "Co", "Cn", "Mn", "Me"):  # zero-width, surrogates, unassigned, combining marks
        return ""
    if category in ("Zs", "Zl", "Zp", "Cc"):
        return " "
    lowered = char.translate(_CAPITALS).lower().translate(_CONFUSABLE).translate(_DASHES).translate(_QUOTES)
    decomposed = unicodedata.normalize("NFKD", lowered).lower().translate(_CONFUSABLE).translate(_DASHES)
    bare = (c for c in decomposed.replace("ß", "ss") if unicodedata.category(c) != "Mn")
    return "".join(c if c.isprintable() and not c.isspace() else " " for c in bare)


def _join_spelled_out(text: str) -> tuple[str, list[int]]:
    """Join words that are spelled letter by letter ("c h o p", "v-i-p-d"), and say which letters were kept."""
    kept: list[int] = []
    at = 0
    for match in _LETTER_BY_LETTER.finditer(text):
        if _ROMAN_LIST.fullmatch(match[0]):  # "i / v / i" may be a list of stages: leave it as it stands
            continue
        kept.extend(range(at, match.start()))
        kept.extend(i for i in range(match.start(), match.end()) if text[i].isalpha())
        at = match.end()
    kept.extend(range(at, len(text)))
    return "".join(text[i] for i in kept), kept

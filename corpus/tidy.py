"""Clean the letters of a file, and tell its text from what merely stands around it. Pure."""

import re
import unicodedata
from collections.abc import Sequence

from corpus.citations import RAISED

_SPACE = re.compile(r"\s+")
_UNSEEN = re.compile(
    "[\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff]"
)
_HIGH = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+", strict=True))
_RAISED_RUN = re.compile("([⁰¹²³⁴-⁹]+(?:[,⁻⁺˒ʼ’ ]+[⁰¹²³⁴-⁹]+)*|[⁰¹²³⁴-⁹]*[⁻⁺])")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LETTERS = str.maketrans({**_LIGATURES, "\u2028": " ", "\u2029": " ", "\x85": " "})

BULLET = re.compile(
    r"^\s*(?:[•‣◦▪▫■□●○◆◇►▶➢➤✓✔·∙*\uf0b7\uf0a7\u2013\u2014-]|\(?\d{1,2}[.)]|\(?(?:[a-z]|[ivx]{1,4})\))\s+(?=\S)"
)
"""The mark that begins an item of a list."""
_PAGE_NUMBER = re.compile(
    r"(?i)(?:page|p\.|seite)?\s*\d{1,4}(?:\s*(?:/|of|von|sur)\s*\d{1,4})?|[-–—]\s*\d{1,4}\s*[-–—]|[ivxlc]{1,6}"
)


def raised(text: str) -> str:
    """Return a text marked as standing above the line."""
    return f"{RAISED[0]}{text}{RAISED[1]}"


def tidy(text: str) -> str:
    """Return a text on one line: single spaces, no unseen letters; digits that are raised by their code are marked."""
    text = _UNSEEN.sub("", text.translate(_LETTERS))
    text = _RAISED_RUN.sub(lambda run: raised("".join(_HIGH.get(c, "," if c in "˒ʼ’" else c) for c in run[0])), text)
    # what is not seen goes before spaces are counted, so that none stands twice where it stood
    text = "".join(c for c in text if c.isprintable() or c.isspace() or c in RAISED)
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def strange(text: str) -> str:
    """Return a file's own text without the letters that readers mark with."""
    return text.replace(RAISED[0], "").replace(RAISED[1], "")


def is_page_number(line: str) -> bool:
    return _PAGE_NUMBER.fullmatch(line.strip()) is not None


_SURROUNDINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (why, re.compile(rf"(?i)(?:{pattern})"))
    for why, pattern in (
        (
            "cookie text",
            r"\b(?:we|this (?:web)?site|our partners)\b.{0,40}\buses? .{0,20}cookies|\bcookies? (?:policy|settings|preferences|notice|consent)\b|"
            r"\b(?:accept|reject|manage|allow) (?:all |all the |optional |essential )?cookies|\bprivacy preferences?\b|your privacy (?:choices|matters)|"
            r"^(?:accept|reject|deny) (?:all|optional)$",
        ),
        (
            "button",
            r"^(?:share(?: (?:this|on|via|article|page).{0,30})?|print(?: this page)?|save|copy(?: (?:link|text|answer))?|download(?: (?:pdf|citation|now|app))?|"
            r"pdf|log ?in|sign ?(?:in|up|out)|log ?out|register(?: now)?|subscribe(?: now)?|search|submit|cancel|close|menu|back(?: to (?:top|results|home))?|"
            r"next|previous|prev|more|show (?:more|less|all)|read more|see more|view (?:more|all|pdf|full text)|learn more|load more|expand(?: all)?|collapse(?: all)?|"
            r"edit|reply|like|follow(?: us)?(?: on .{0,20})?|tweet|pin|e-?mail(?: this)?|ask (?:a )?(?:follow-?up|question|anything).{0,30}|was this (?:answer|page|article) helpful.{0,20}|"
            r"cite(?: this)?|feedback|report(?: (?:a )?(?:problem|issue))?|go(?: to.{0,20})?|ok|okay|got it|i agree|dismiss|play|pause|listen|bookmark|add to .{0,20}|"
            r"new (?:chat|search|question)|regenerate|try again|yes|no|facebook|twitter|x|linkedin|whatsapp|instagram|youtube|reddit)[.!?…»›→]*$",
        ),
        (
            "navigation",
            r"^(?:skip to (?:the )?(?:main )?(?:content|navigation|search)|you are here:?.{0,80}|(?:home|start) ?[›»>/|].{0,120}|(?:on this page|in this (?:article|section|page)|"
            r"table of contents|contents|jump to|related (?:articles?|content|topics|posts|links)|see also|popular (?:articles|posts)|most read|recommended for you|"
            r"you (?:may|might) also (?:like|be interested in)|quick links|site map|about us|contact(?: us)?|careers?|help(?: center)?|faqs?|terms(?: (?:of use|of service|and conditions|& conditions))?|"
            r"privacy(?: (?:policy|notice))?|accessibility(?: statement)?|(?:all )?topics|home|breadcrumbs?|main menu|navigation)):?$",
        ),
        (
            "marketing",
            r"\b(?:sign up|subscribe|register|join)\b.{0,40}\b(?:newsletter|free|today|now|updates|alerts|mailing list|trial|account)\b|\bfree trial\b|\btry .{0,20} (?:for free|free|today)\b|"
            r"\bstart (?:your|a) (?:free )?trial\b|\bupgrade (?:to|now)\b.{0,30}|\bgo (?:pro|premium)\b|\blimited[- ]time offer|\bspecial offer\b|\b\d{1,2} ?% off\b|\bbuy now\b|\bget started\b|"
            r"\bdownload (?:our|the) (?:free )?app\b|\btrusted by (?:over |more than )?[\d,.]+\b|\bunlock\b.{0,30}\b(?:access|features?|content)\b|^advertisement$|^sponsored(?: content)?$|\bour sponsors?\b|"
            r"\bjoin (?:over |more than )?[\d,.]+ ?(?:k|\+)? ?(?:clinicians|doctors|physicians|readers|users)\b|\bfollow us on\b|\bpowered by\b",
        ),
        (
            "banner",
            r"^(?:©|\(c\)|copyright\b).{0,160}$|\ball rights reserved\b|^this (?:page|site|website) (?:was |is )?(?:last )?(?:updated|reviewed|printed|is best viewed).{0,60}$|^(?:downloaded|printed|retrieved|accessed) (?:from|on|by) .{0,120}$|"
            r"\benable javascript\b|\bjavascript is (?:disabled|required|not enabled)\b|\byour browser (?:is|does)\b.{0,60}|\bfor personal use only\b.{0,80}|\bnot approved for distribution\b",
        ),
    )
)  # fmt: skip
_LONGEST_AROUND = 240
"""What is longer is text, whatever words it holds."""


def around(text: str) -> str | None:
    """Return what a line is when it is no text of the document: a button, a banner; None: it is text."""
    bare = strange(text).strip()
    if not bare or len(bare) > _LONGEST_AROUND:
        return None
    return next((why for why, pattern in _SURROUNDINGS if pattern.search(bare)), None)


def joined_lines(lines: Sequence[str], known: frozenset[str] = frozenset()) -> str:
    """Return wrapped lines as one text; a word that was broken at a line's end is whole again.

    A hyphen stays where what it joins is a compound: a capital, a digit, or one that the text writes so elsewhere.

    Args:
        known: the words of the whole text, in lower case.
    """
    text = ""
    for line in lines:
        line = line.strip()
        broken = re.search(r"([A-Za-z]+)-$", text)
        after = re.match(r"[a-z]+", line)
        if broken and after:
            whole, compound = (broken[1] + after[0]).lower(), f"{broken[1]}-{after[0]}".lower()
            keeps = compound in known or (
                whole not in known and (broken[1][-1].isupper() or broken[1].lower() in _PREFIX)
            )
            text = (text if keeps else text[:-1]) + line
        elif text.endswith(("-", "/")) and not text.endswith((" -", " /")):
            text += line
        else:
            text = f"{text} {line}" if text else line
    return text


_PREFIX = frozenset(
    "non anti pre post co re intra inter extra multi low high long short well self cross half end first second third".split()
)

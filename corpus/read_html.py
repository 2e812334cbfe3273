"""Keeper of lxml: a saved web page as the pieces of its text. Nothing is fetched, run or resolved.

What stands around the text is told by its element (`nav`), its role, its class or id, and by links; what cannot be
seen (`display: none`, white letters) is left out. A part that holds much of the page is never left out for its name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.document import Block, Dropped, Kind, Seen
from corpus.rows import row_texts
from corpus.tidy import BULLET, raised, strange, tidy

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NO_TEXT = {
    "script": "script", "style": "style", "template": "script", "noscript": "script", "svg": "image", "iframe": "frame",
    "object": "frame", "embed": "frame", "canvas": "image", "audio": "media", "video": "media", "head": "style",
    "button": "button", "select": "button", "input": "button", "textarea": "button", "option": "button",
    "nav": "navigation", "dialog": "banner", "menu": "navigation", "map": "image", "math": "", "img": "",
}  # fmt: skip
"""Elements whose text is none of the document, and what they are."""
_ROLES = {
    "navigation": "navigation", "banner": "banner", "contentinfo": "banner", "complementary": "navigation",
    "search": "button", "dialog": "banner", "alertdialog": "banner", "button": "button", "menu": "navigation",
    "menubar": "navigation", "toolbar": "button", "tablist": "navigation", "form": "button",
}  # fmt: skip
_NAMED = tuple(
    (why, re.compile(rf"(?i)(?<![a-z])(?:{names})(?![a-z])"))
    for why, names in (
        ("cookie text", r"cookies?|consent|gdpr|onetrust|cookiebot|ccpa"),
        ("navigation", r"nav(?:bar|igation)?|menus?|breadcrumbs?|toc|sidebar|side-?bar|skip(?:-?link)?|pagination|pager|site-?map"),
        ("banner", r"banner|site-?header|page-?header|masthead|site-?footer|footer|pop-?up|modal|overlay|toast|alert-?bar"),
        ("button", r"share|sharing|social|toolbar|buttons?|btn|login|sign-?up|search-?(?:box|form|bar)|feedback|rating"),
        ("marketing", r"ads?|advert\w*|promo\w*|newsletter|subscribe|subscription|sponsor\w*|cta|upsell|related|teaser"),
    )
)  # fmt: skip
_HEADING = re.compile(r"h[1-6]")
_BREAKS = frozenset(
    """address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form
    header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul""".split()
)
_UNSEEN_STYLE = re.compile(
    r"(?i)display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|font-size\s*:\s*[01](?:\.\d+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)|"
    r"(?:left|top|right|text-indent)\s*:\s*-\d{3,}|clip\s*:\s*rect\(0|(?<![a-z-])(?:width|height|max-height)\s*:\s*[01](?:px)?\s*(?:;|!|$)"
)
_WHITE = re.compile(
    r"(?i)(?<![a-z-])color\s*:\s*(?:#f{3}(?![0-9a-f])|#f{6}|white|transparent|rgba?\(\s*255\s*,\s*255\s*,\s*255|rgba\([^()]*,\s*0(?:\.0+)?\s*\))"
)
_BACKED = re.compile(r"(?i)background")
_RULE = re.compile(r"([^{}@]{1,400})\{([^{}]{0,2000})\}")
_SIMPLE = re.compile(r"([.#])([A-Za-z_][\w-]*)")
_UNSEEN_CLASS = frozenset({"sr-only", "visually-hidden", "screen-reader-text", "hidden", "d-none", "print-only"})
_SITE = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,60}$")
_CITES = re.compile(r"\[?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]?")
_CHARSET = re.compile(rb"(?i)<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{3,20})")
_MOST = 0.4
"""A part with more of the page's words than this is not left out for its name."""
_LONGEST_LINE = 90
_DEEP = 240


def read_html(data: bytes) -> Seen:
    """Return what a reader sees of a page."""
    return read_page(decoded(data))


def decoded(data: bytes) -> str:
    """Return bytes as text: by their mark, by what they declare, as UTF-8, or as Western European; never fails."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace")
    declared = _CHARSET.search(data[:4096])
    for name in ("utf-8", declared[1].decode("ascii") if declared else "", "cp1252"):
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("latin-1")


def read_page(text: str) -> Seen:
    """Return what a reader sees of a page, given as text."""
    from lxml import etree, html

    text = strange(text).replace("\0", "").strip()
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    if not text:
        return Seen(title="", blocks=())
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # nothing in it is text
        return Seen(title="", blocks=())
    walk = _Walk(tree)
    root = _main(tree)
    if root is not None:
        walk.outside(root)
    else:
        bodies = tree.xpath("//body")
        root = bodies[0] if bodies else tree
    walk.into(root, 0)
    walk.flush()
    title = _title(tree, root)
    return Seen(title=title, blocks=tuple(walk.blocks), dropped=tuple(walk.dropped), doubts=tuple(walk.doubts))


def _text(element: "HtmlElement") -> str:
    return tidy("".join(element.itertext("*"))) if isinstance(element.tag, str) else ""


def _main(tree: "HtmlElement") -> "HtmlElement | None":
    """Return the part of a page that says of itself that it is the text, where it holds most of it."""
    whole = len(_text(tree)) or 1
    found = tree.xpath("//main | //*[@role='main']") or tree.xpath("//article")
    if len(found) == 1 and len(_text(found[0])) > _MOST * whole / 2:
        main: HtmlElement = found[0]
        return main
    return None


def _title(tree: "HtmlElement", root: "HtmlElement") -> str:
    for heading in [*root.iter("h1"), *tree.iter("h1")]:
        if said := strange(_text(heading)):
            return said
    for title in tree.xpath("//head//meta[@property='og:title']/@content") + [_text(t) for t in tree.iter("title")]:
        if said := tidy(str(title)):
            return _SITE.sub("", said)
    return ""


@dataclass
class _Walk:
    """Goes through a page once, in its order."""

    tree: "HtmlElement"
    blocks: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    _inline: list[str] = field(default_factory=list)
    _kind: Kind = Kind.PARAGRAPH
    """Of the blocks here: all that stands in an item of a list is of it."""

    def __post_init__(self) -> None:
        self._unseen = _unseen_names(self.tree)
        self._whole = len(_text(self.tree)) or 1

    def outside(self, root: "HtmlElement") -> None:
        """Note what stands outside the main part."""
        inner = root
        while (parent := inner.getparent()) is not None and parent.tag != "html":
            for sibling in parent:
                if sibling is not inner and isinstance(sibling.tag, str):
                    self.drop(self._surrounds(sibling) or "outside the main text", sibling)
            inner = parent

    def drop(self, why: str, element: "HtmlElement") -> None:
        text = strange(_text(element))
        if text and why and why not in ("script", "style"):
            self.dropped.append(Dropped(why=why, text=text))
        elif why:
            self.dropped.append(Dropped(why=why, text=f"<{element.tag}>"))

    def flush(self, kind: Kind | None = None, level: int = 0) -> None:
        """End a block: what was gathered since the last one."""
        text = tidy("".join(self._inline))
        self._inline.clear()
        if not strange(text):
            return
        kind = kind or self._kind
        if kind is Kind.PARAGRAPH and (mark := BULLET.match(text)) and not mark[0].strip()[:1].isdigit():
            kind, text = Kind.BULLET, text[mark.end() :]
        self.blocks.append(Block(kind=kind, text=text, level=level))

    def into(self, element: "HtmlElement", depth: int) -> None:
        """Take an element and what follows it up to the next."""
        if isinstance(element.tag, str) and depth < _DEEP:
            self._element(element, depth)
        elif isinstance(element.tag, str):
            self.doubts.append("the page is nested deeper than a reader follows; the innermost parts were left out")

    def _element(self, element: "HtmlElement", depth: int) -> None:
        tag = element.tag
        if why := self._surrounds(element):
            self.drop(why, element)
        elif _HEADING.fullmatch(tag):
            self.flush()
            self._children(element, depth)
            self.flush(Kind.HEADING, int(tag[1]))
        elif tag == "table" and (rows := _rows(element)):
            self.flush()
            for text in row_texts(rows):
                self.blocks.append(Block(kind=Kind.ROW, text=text))
        elif tag == "sup" or (tag == "a" and str(element.get("href", "")).startswith("#")):
            said = _text(element)
            self._inline.append(raised(strange(said)) if _CITES.fullmatch(strange(said)) else f"{said}")
        elif tag == "br":
            after = element.tail or ""
            parts = BULLET.match(after.strip()) or (not after.strip() and _next_is_break(element))
            self.flush() if parts else self._inline.append(" ")
        elif tag in ("p", "div") and _is_bold_line(element):
            self.flush()
            self._children(element, depth)
            self.flush(Kind.HEADING, 7)
        elif tag in ("li", "dd"):
            self.flush()
            before, self._kind = self._kind, Kind.BULLET
            self._children(element, depth)
            self.flush()
            self._kind = before
        elif tag in _BREAKS:
            self.flush()
            self._children(element, depth)
            self.flush()
        else:
            self._children(element, depth)

    def _children(self, element: "HtmlElement", depth: int) -> None:
        self._inline.append(element.text or "")
        for child in element:
            self.into(child, depth + 1)
            self._inline.append(child.tail or "")

    def _surrounds(self, element: "HtmlElement") -> str | None:
        """Say what an element is when it is no text of the document."""
        tag = str(element.tag)
        if tag in _NO_TEXT:
            return _NO_TEXT[tag] or "image"
        if self._hides(element):
            return "hidden text"
        if tag in ("html", "body", "main", "article", "table", "tr", "td", "th", "p", "sup", "a", "b", "i", "em"):
            return None
        names = f"{element.get('class', '')} {element.get('id', '')}"
        why = _ROLES.get(str(element.get("role", "")).lower())
        why = why or next((why for why, pattern in _NAMED if names.strip() and pattern.search(names)), None)
        if tag in ("header", "footer", "aside") and not _within(element, "article", "main"):
            why = why or ("navigation" if tag == "aside" else "banner")
        if why is None and tag in ("ul", "ol", "div", "section") and _links(element):
            why = "navigation"
        if why is None:
            return None
        holds = len(_text(element)) > _MOST * self._whole or element.xpath("boolean(.//h1 | .//main | .//article)")
        lists = any(re.match(r"(?i)references|bibliography", _text(h)) for h in element.iter("h1", "h2", "h3", "h4"))
        return None if holds or lists else why

    def _hides(self, element: "HtmlElement") -> bool:
        style = str(element.get("style", ""))
        if element.get("hidden") is not None or str(element.get("aria-hidden", "")).lower() == "true":
            return True
        if style and (_UNSEEN_STYLE.search(style) or (_WHITE.search(style) and not _BACKED.search(style))):
            return True
        names = {f".{name}" for name in str(element.get("class", "")).split()} | {f"#{element.get('id')}"}
        return bool(names & self._unseen)


def _next_is_break(element: "HtmlElement") -> bool:
    following = element.getnext()
    return following is not None and following.tag == "br"


def _is_bold_line(element: "HtmlElement") -> bool:
    """Say whether a paragraph is a short line in bold: a heading in all but name."""
    if len(element) != 1 or element[0].tag not in ("b", "strong") or (element.text or "").strip():
        return False
    said = strange(_text(element))
    alone = not (element[0].tail or "").strip() and element.getparent() is not None and element.getparent().tag != "li"
    return alone and 0 < len(said) <= _LONGEST_LINE and not said.endswith((".", ";", ","))


def _unseen_names(tree: "HtmlElement") -> frozenset[str]:
    """Return the classes and ids that the page's own styles hide; only plain selectors are read."""
    found = {f".{name}" for name in _UNSEEN_CLASS}
    for style in tree.iter("style"):
        for selectors, body in _RULE.findall((style.text or "")[:500_000]):
            if _UNSEEN_STYLE.search(body) or (_WHITE.search(body) and not _BACKED.search(body)):
                for selector in selectors.split(","):
                    if name := _SIMPLE.fullmatch(selector.strip()):
                        found.add(name[0])
    return frozenset(found)


def _within(element: "HtmlElement", *tags: str) -> bool:
    return any(ancestor.tag in tags for ancestor in element.iterancestors())


def _links(element: "HtmlElement") -> bool:
    """Say whether an element is little but short links."""
    links = [_text(link) for link in element.iter("a")]
    if len(links) < 3:
        return False
    linked, whole = sum(map(len, links)), len(_text(element)) or 1
    return linked > 0.75 * whole and linked / len(links) < 45


def _rows(table: "HtmlElement") -> list[list[str]]:
    """Return the cells of a table of data, row by row, the head first; nothing for one that only sets a page out."""
    rows: list[list[str]] = []
    if next(table.iterdescendants("table"), None) is not None or table.get("role") == "presentation":
        return []
    hold: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _carry(cells, hold)
            text = _cell(cell)
            span, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for _ in range(span):
                if down > 1:
                    hold[len(cells)] = (down - 1, text)
                cells.append(text)
        _carry(cells, hold)
        if any(cells):
            rows.append(cells)
    return rows if len(rows) > 1 and max(map(len, rows)) > 1 else []


def _carry(cells: list[str], hold: dict[int, tuple[int, str]]) -> None:
    """Write a cell that reaches down over several rows into each of them."""
    while (at := len(cells)) in hold:
        left, text = hold.pop(at)
        if left > 1:
            hold[at] = (left - 1, text)
        cells.append(text)


def _cell(cell: "HtmlElement") -> str:
    parts: list[str] = []
    for element in cell.iter():
        if isinstance(element.tag, str):
            digits = element.tag == "sup" and _CITES.fullmatch((element.text or "").strip())
            parts.append(raised(element.text or "") if digits else f"{element.text or ''}")
            if element is not cell:
                parts.append(
                    f" {element.tail or ''}" if element.tag in _BREAKS or element.tag == "br" else element.tail or ""
                )
    return tidy("".join(parts))


def _span(cell: "HtmlElement", name: str) -> int:
    said = str(cell.get(name, "1")).strip()
    return min(int(said), 50) if said.isdecimal() and said != "0" else 1


def pieces(html: str) -> Iterator[Block]:
    """Yield the blocks of a piece of HTML."""
    yield from read_page(html).blocks

"""Keeper of markdown-it: Markdown becomes HTML and is read as such, with what it hides and runs."""

import re

from corpus.document import Seen
from corpus.read_html import read_page
from corpus.tidy import strange

_FRONT = re.compile(r"\A---\s*\n(.{0,20000}?)\n---\s*\n", re.DOTALL)
_FRONT_TITLE = re.compile(r"(?m)^title:\s*[\"']?(.+?)[\"']?\s*$")
_NOTE = re.compile(r"(?m)^\[\^(\d{1,3})\]:[ \t]*(.+)$")
_NOTED = re.compile(r"\[\^(\d{1,3})\](?!:)")
_POWER = re.compile(r"\^(\d{1,3}(?:\s?[,–-]\s?\d{1,3})*)\^")


def read_markdown(text: str) -> Seen:
    """Return what a reader sees of a Markdown text."""
    from markdown_it import MarkdownIt

    text = strange(text)
    front = _FRONT.match(text)
    if front:
        text = text[front.end() :]
    notes = _NOTE.findall(text)
    text = _POWER.sub(r"<sup>\1</sup>", _NOTED.sub(r"<sup>\1</sup>", _NOTE.sub("", text)))
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    if notes:
        html += "<h1>References</h1>" + "".join(f"<p>{number}. {said}</p>" for number, said in notes)
    seen = read_page(html)
    titled = _FRONT_TITLE.search(front[1]) if front else None
    return Seen(title=titled[1] if titled else seen.title, blocks=seen.blocks, dropped=seen.dropped, doubts=seen.doubts)

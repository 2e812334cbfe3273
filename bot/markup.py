"""HTML that is safe by construction: what is not `Html` already is escaped, wherever it stands."""

import html
import re
from collections.abc import Iterable

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_VOID = frozenset({"br", "hr", "input"})


class Html(str):
    """Text that is HTML; only `tag`, `join` and the icons of this floor make it."""

    __slots__ = ()


Child = str | None | Iterable["Child"]


def escaped(text: str) -> Html:
    """Return a text as HTML that shows it as it was typed; nothing in it acts."""
    return Html(html.escape(_UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)))


def join(*children: Child) -> Html:
    """Return some children one after the other."""
    return Html("".join(_parts(children)))


def tag(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Html:
    """Return an element. `cls` is `class`; an underscore in a name is a hyphen; True is a bare attribute, None none."""
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{join(*children)}</{name}>")


def lines(text: str) -> Html:
    """Return a reader's words with their line breaks."""
    shown = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return join(*([line, tag("br")] for line in shown[:-1]), shown[-1])


def _parts(children: Iterable[Child]) -> Iterable[str]:
    for child in children:
        if isinstance(child, Html):
            yield child
        elif isinstance(child, str):
            yield escaped(child)
        elif child is not None:
            yield from _parts(child)


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = "class" if key == "cls" else key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escaped(str(value))}"'

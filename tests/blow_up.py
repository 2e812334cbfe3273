"""Every regular expression of the house, and for each the texts that would make a careless one take for ever.

A pattern that backtracks too much does so on a long run of what one of its repetitions takes, followed by something
that fits nothing. So each repetition of a pattern is pumped: what leads to it, then as much of its body as there is
room for, then a letter that ends the match.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]  # the only description of a pattern that Python has
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import bot
import corpus
import guardrails
from guardrails.pattern import Matcher, words

HOUSES = (corpus, guardrails, bot)
_OURS = tuple(house.__name__ for house in HOUSES)
_AT_ONE_PLACE = frozenset({"match", "fullmatch"})
_INLINE = frozenset("sub subn match search fullmatch findall finditer split".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A pattern, and how the house uses it."""

    where: str
    pattern: "re.Pattern[Any]"
    anywhere: bool
    """Whether it is looked for in all of a text; else it is tried at one place."""

    def run(self, text: Any) -> None:
        """Use it as the house does."""
        if self.anywhere:
            for _ in self.pattern.finditer(text):
                pass
        else:
            self.pattern.match(text)
            self.pattern.fullmatch(text)


def modules() -> list[ModuleType]:
    return [
        importlib.import_module(each.name)
        for house in HOUSES
        for each in pkgutil.walk_packages(house.__path__, f"{house.__name__}.")
    ]


def patterns(*more: object) -> list[Used]:
    """Return every pattern that the modules and some more objects hold, none twice."""
    found: dict[re.Pattern[Any], str] = {}
    seen: set[int] = set()
    methods: dict[str, set[str]] = {}
    for module in modules():
        assert module.__file__ is not None
        tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        for name, method in _methods(tree):
            methods.setdefault(f"{module.__name__}.{name}", set()).add(method)
        for name, value in vars(module).items():
            if not name.startswith("__"):
                _walk(value, f"{module.__name__}.{name}", found, seen)
        for pattern, where, method in _inline(tree, module.__name__):
            found.setdefault(pattern, where)
            methods.setdefault(where, set()).add(method)
    for each in more:
        _walk(each, type(each).__name__, found, seen)
    return [
        Used(
            where=where, pattern=pattern, anywhere=not methods.get(where, set()) or bool(methods[where] - _AT_ONE_PLACE)
        )
        for pattern, where in found.items()
    ]


def _methods(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the names of a module and the methods of a pattern that are called on each."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in _INLINE:
            yield node.value.id, node.attr


def _walk(it: object, where: str, found: "dict[re.Pattern[Any], str]", seen: set[int]) -> None:
    if isinstance(it, re.Pattern):
        found.setdefault(it, where)
    if isinstance(it, str | bytes | int | float | None | ModuleType) or id(it) in seen:
        return
    seen.add(id(it))
    if isinstance(it, Matcher):
        for one in (it.patterns, it.unless):
            if one:
                found.setdefault(words(*one), where)
    if isinstance(it, dict):
        for key, value in it.items():
            _walk(key, where, found, seen)
            _walk(value, f"{where}[{str(key)[:30]}]", found, seen)
    elif isinstance(it, list | tuple | set | frozenset):
        for value in it:
            _walk(value, where, found, seen)
    elif type(it).__module__.partition(".")[0] in _OURS:
        slots = [name for kind in type(it).__mro__ for name in getattr(kind, "__slots__", ())]
        for name in {*getattr(it, "__dict__", {}), *slots}:
            _walk(getattr(it, name, None), f"{where}.{name}", found, seen)
    elif callable(it):
        for cell in getattr(it, "__closure__", None) or ():
            _walk(cell.cell_contents, where, found, seen)


def _inline(tree: ast.AST, module: str) -> "Iterator[tuple[re.Pattern[Any], str, str]]":
    """Yield the patterns that a module writes where it uses them, where that is, and how."""
    for node in ast.walk(tree):
        if not (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "re"
        ):
            continue
        if node.func.attr in (*_INLINE, "compile") and node.args and isinstance(node.args[0], ast.Constant):
            yield re.compile(node.args[0].value), f"{module}:{node.lineno}", node.func.attr


def pumped(pattern: "re.Pattern[Any]", length: int) -> list[Any]:
    """Return texts of about some length that the repetitions of a pattern run away on."""
    is_bytes = isinstance(pattern.pattern, bytes)
    raw = pattern.pattern.decode("latin-1") if is_bytes else pattern.pattern
    tree = parser.parse(raw, 0 if is_bytes else pattern.flags)
    made = dict.fromkeys(
        (before + body * (length // len(body)))[:length] + end
        for before, body in _pumps(tree, "")
        if body
        for end in ("\x01", "", " \x01")
    )
    return [text.encode("latin-1", "replace") for text in made] if is_bytes else list(made)


def _pumps(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """Yield, for each repetition in a pattern, what leads to it and the ways its body can read."""
    for kind, value in tree:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            least, most, body = value
            if most > 1:
                for sample in _samples(body):
                    yield before, sample
                    yield before, sample + " "
            yield from _pumps(body, before)
            before += _sample(body) * least
            continue
        if kind is op.BRANCH:
            for branch in value[1]:
                yield from _pumps(branch, before)
        elif kind is op.SUBPATTERN:
            yield from _pumps(value[3], before)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield from _pumps(value[1], before)
            continue
        elif kind is op.ATOMIC_GROUP:
            yield from _pumps(value, before)
        before += _sample([(kind, value)])


def _samples(tree: Any) -> Iterator[str]:
    """Yield a few texts that a part of a pattern takes: its letters one by one where it is a set, else itself."""
    if len(tree) == 1 and tree[0][0] is op.IN:
        yield from dict.fromkeys(_letters(tree[0][1]))
        return
    if len(tree) == 1 and tree[0][0] is op.BRANCH:
        branches = tree[0][1][1]
        for branch in branches[:3] + branches[-2:]:
            yield _sample(branch)
        return
    if len(tree) == 1 and tree[0][0] is op.SUBPATTERN:
        yield from _samples(tree[0][1][3])
        return
    yield _sample(tree)


def _sample(tree: Any) -> str:
    """Return one text that a part of a pattern takes; where a repetition may be left out, it stands once."""
    out = ""
    for kind, value in tree:
        if kind is op.LITERAL:
            out += chr(value)
        elif kind is op.NOT_LITERAL:
            out += "b" if value == ord("a") else "a"
        elif kind is op.ANY:
            out += "a"
        elif kind is op.IN:
            out += _letters(value)[0]
        elif kind is op.BRANCH:
            out += _sample(value[1][0])
        elif kind is op.SUBPATTERN:
            out += _sample(value[3])
        elif kind is op.ATOMIC_GROUP:
            out += _sample(value)
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            out += _sample(value[2]) * max(value[0], min(1, value[1]))
    return out


_OF_CATEGORY = {
    op.CATEGORY_DIGIT: "1",
    op.CATEGORY_SPACE: " ",
    op.CATEGORY_WORD: "a",
    op.CATEGORY_NOT_DIGIT: "a",
    op.CATEGORY_NOT_SPACE: "a",
    op.CATEGORY_NOT_WORD: "-",
}


def _letters(items: Any) -> list[str]:
    """Return a letter for each item of a set; for a negated set, letters that are not in it."""
    if items and items[0][0] is op.NEGATE:
        out = {chr(value) for kind, value in items if kind is op.LITERAL}
        return [letter for letter in "aA1 -.,é" if letter not in out][:4] or ["\x02"]
    letters = []
    for kind, value in items:
        if kind is op.LITERAL:
            letters.append(chr(value))
        elif kind is op.RANGE:
            letters.append(chr(value[0]))
        elif kind is op.CATEGORY:
            letters.append(_OF_CATEGORY[value])
    return letters[:4] or ["a"]

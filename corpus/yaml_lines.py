"""YAML that remembers on which line each value stands, so that a fault can name it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import Fault

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = "tag:yaml.org,2002:int"
_BOOL = "tag:yaml.org,2002:bool"
_NULL = "tag:yaml.org,2002:null"
_LONGEST_INT = 19
"""Longer rows of digits are no count of anything; they stay text, and the shape of the file says so."""


class Document:
    """One YAML file as plain values; `line` finds the line of a value by its path of keys and positions."""

    def __init__(self, path: Path) -> None:
        self.file = path.name
        self.faults: list[Fault] = []
        self.value: Any = None
        self._node: yaml.Node | None = None
        try:
            self._node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
        except FileNotFoundError:
            self.fault(1, f"there is no {self.file}; add it, as in the other guideline folders")
        except UnicodeDecodeError:
            self.fault(1, f"{self.file} is not UTF-8 text; save it as UTF-8")
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self.fault(
                mark.line + 1 if mark else 1, f"not YAML: {error.problem}; mend the line or put the text in quotes"
            )
        except yaml.YAMLError as error:
            self.fault(1, f"not YAML: {str(error).splitlines()[0]}; remove that character")
        except OSError as error:
            self.fault(1, f"{self.file} cannot be read ({error.strerror}); put a file in its place")
        except RecursionError:
            self._nested()
        if self._node is not None:
            try:
                self.value = self._plain(self._node)
            except RecursionError:
                self._nested()

    def _nested(self) -> None:
        self.fault(1, "the values are nested without end, or one holds itself; mend the brackets, hyphens or `*` names")

    def fault(self, line: int, says: str) -> None:
        self.faults.append(Fault(file=self.file, line=line, says=says))

    def line(self, path: Sequence[str | int]) -> int:
        """Return the line of the value at `path`, or of the nearest one above it that is there."""
        node, line = self._node, 1
        for step in path:
            if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
            elif isinstance(node, yaml.MappingNode):
                found = next((pair for pair in node.value if pair[0].value == str(step)), None)
                if found is None:
                    break
                line, node = found[0].start_mark.line + 1, found[1]
                continue
            else:
                break
            line = node.start_mark.line + 1
        return line

    def _plain(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            mapping: dict[Any, Any] = {}
            for key_node, value_node in node.value:
                key = key_node.value if key_node.tag == _BOOL else self._plain(key_node)  # `on` and `no` are words here
                if not isinstance(key, str | int):
                    self.fault(key_node.start_mark.line + 1, f"the key {key!r} is not a word; put it in quotes")
                    continue
                if key in mapping:
                    self.fault(key_node.start_mark.line + 1, f"the key {key!r} stands here twice; remove one")
                mapping[key] = self._plain(value_node)
            return mapping
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(child) for child in node.value]
        return self._scalar(node)

    def _scalar(self, node: yaml.Node) -> Any:
        if node.tag == _NULL:
            return None
        if node.tag == _BOOL:
            return str(node.value).lower() in ("true", "yes", "on", "y")
        if node.tag == _INT and str(node.value).isdecimal() and len(node.value) < _LONGEST_INT:
            return int(node.value)
        return node.value  # dates and decimals too: an editor's text stays as it was typed

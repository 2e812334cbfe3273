"""A run as JUnit XML, as CI servers read it: a suite of gates, then each suite of cases."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from evals.report import Report, difference

_NOT_XML = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


def junit(made: Report, good: Report | None = None) -> ElementTree.ElementTree:
    """Return a run as JUnit XML.

    Args:
        good: the last good run, whose replies a failure is shown beside.
    """
    root = ElementTree.Element("testsuites", name="ward evaluate")
    gates = _suite(root, "gates", len(made["gates"]))
    for gate in made["gates"]:
        case = ElementTree.SubElement(gates, "testcase", classname="gates", name=gate["figure"])
        if not gate["passed"]:
            _failed(case, gate["names"], f"{gate['figure']}: {gate['found']}; must be {gate['bound']}")
    failures: dict[str, list[Mapping[str, Any]]] = {}
    for failure in made["failures"]:
        failures.setdefault(f"{failure['suite']}/{failure['case']}", []).append(failure)
    for suite in made["suites"]:
        ours = [name for name in made["fates"] if name.startswith(f"{suite['name']}/")]
        element = _suite(root, suite["name"], len(ours))
        for name in ours:
            case = ElementTree.SubElement(
                element, "testcase", classname=suite["name"], name=name.removeprefix(f"{suite['name']}/")
            )
            _told(case, made["fates"][name], failures.get(name, []), good)
    for element in root:
        for what, tag in (("failures", "failure"), ("skipped", "skipped")):
            element.set(what, str(len(element.findall(f"testcase/{tag}"))))
    return ElementTree.ElementTree(root)


def write(made: Report, path: Path, good: Report | None = None) -> None:
    junit(made, good).write(path, encoding="utf-8", xml_declaration=True)


def _suite(root: ElementTree.Element, name: str, tests: int) -> ElementTree.Element:
    return ElementTree.SubElement(root, "testsuite", name=name, tests=str(tests), errors="0")


def _told(case: ElementTree.Element, fate: str, failures: list[Mapping[str, Any]], good: Report | None) -> None:
    if fate == "known":
        ElementTree.SubElement(case, "skipped", message=_clean(f"known to fail: {failures[0]['known']}"))
    elif failures:
        said = [fault for failure in failures for fault in (*failure["broken"], *failure["faults"])]
        parts = [f"turn {f['turn']}: {f['question']}\n{f['reply']}\n{difference(f, good)}" for f in failures]
        _failed(case, "; ".join(said), "\n".join(parts))


def _failed(case: ElementTree.Element, message: str, text: str) -> None:
    ElementTree.SubElement(case, "failure", message=_clean(message)).text = _clean(text)


def _clean(text: str) -> str:
    """Return a text without the letters that XML does not take."""
    return text.translate(_NOT_XML).encode("utf-8", "ignore").decode("utf-8")

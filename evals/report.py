"""A run as data: figures, gates, failures and replies under stable keys, and what it is beside an earlier run.

`SCHEMA` names the shape; `evals/README.md` documents it. Everything that depends on the machine is under `timings`:
apart from that, two runs over the same files give the same report, byte for byte.
"""

import difflib
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from bot.settings import Settings
from corpus.passage import Guideline
from evals.cards import card
from evals.conversations import Answer
from evals.exam import Sitting
from evals.figures import confusion, coverage_risk, fates_of, pairs
from evals.gates import Judgement
from evals.metrics import Better, Figure
from evals.suite import SuiteError

SCHEMA = "ward-exam/1"
Report = dict[str, Any]


def report(
    sitting: Sitting,
    figures: Sequence[Figure],
    judgements: Sequence[Judgement],
    *,
    guideline: Guideline,
    settings: Settings,
    index: str | None,
    seconds: float,
    stale: Sequence[str] = (),
    skipped: Sequence[str] = (),
    benches: Mapping[str, object] | None = None,
) -> Report:
    """Return a run as data.

    Args:
        index: the name of the index that was searched.
        stale: what is wrong with the cards.
        skipped: public data that is not here.
        benches: figures of benches, by name, taken over as they are.
    """
    answers = sitting.answers
    texts = {_short(str(a.data["reply"])): str(a.data["reply"]) for a in answers}
    return {
        "schema": SCHEMA,
        "ward": _version("ward"),
        "guideline": {"id": guideline.id, "hash": guideline.hash, "updated": guideline.updated},
        "index": index,
        "model": settings.model,
        "suites": [_suite(sitting, at) for at in range(len(sitting.suites))],
        "figures": [_figure(f) for f in figures if not f.timing],
        "gates": [_judgement(j) for j in judgements],
        "passed": all(j.passed for j in judgements),
        "confusion": confusion(answers),
        "coverage_risk": [[round(c, 4), round(r, 4)] for c, r in coverage_risk(answers)],
        "kinds": _kinds(answers),
        "failures": list(_failures(answers)),
        "disagreements": [
            {"case": a.case, "like": b.case, "relation": relation, "came": _decided(a), "must": _decided(b)}
            for relation, a, b, alike in pairs(answers)
            if not alike
        ],
        "drafts_kept": [
            {"case": j.case, "kind": j.kind, "sentence": j.text, "cited": j.cited}
            for j in sitting.judged
            if not j.keep and (j.reason is None or j.shown)
        ],
        "stale": list(stale),
        "skipped": list(skipped),
        "benches": dict(benches or {}),
        "fates": {f"{suite}/{case}": fate for (suite, case), fate in fates_of(answers).items()},
        "replies": {f"{a.suite}/{a.id}": _short(str(a.data["reply"])) for a in answers},
        "texts": dict(sorted(texts.items())),
        "timings": {"seconds": round(seconds, 1), "figures": [_figure(f) for f in figures if f.timing]},
    }


def write(made: Report, path: Path) -> None:
    path.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read(path: Path) -> Report:
    """Return a report that was written earlier.

    Raises:
        SuiteError: it cannot be read, or is of another shape.
    """
    try:
        made = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        says = f"no report in {str(path)!r} ({error}); write one with: ward evaluate --json {path}"
        raise SuiteError(says) from error
    if not isinstance(made, dict) or made.get("schema") != SCHEMA:
        raise SuiteError(
            f"{str(path)!r} is no report of the shape {SCHEMA}; write one with: ward evaluate --json {path}"
        )
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A run beside an earlier one."""

    broke: tuple[str, ...]
    """Cases that held and do not."""
    worse: tuple[str, ...]
    """Figures that are worse, each as a sentence."""
    mended: tuple[str, ...]
    """Cases that failed and hold."""

    @property
    def regressed(self) -> bool:
        return bool(self.broke or self.worse)


def beside(made: Report, earlier: Report) -> Beside:
    """Return what became worse and what became better; figures of other cases are not compared."""
    before, now = earlier["fates"], made["fates"]
    good = ("held", "mended")
    same = {s["name"]: s["sha256"] for s in made["suites"]} == {s["name"]: s["sha256"] for s in earlier["suites"]}
    return Beside(
        broke=tuple(case for case in now if before.get(case) in good and now[case] not in good),
        worse=tuple(_worse(made, earlier)) if same else (),
        mended=tuple(case for case in now if case in before and before[case] not in good and now[case] in good),
    )


def _worse(made: Report, earlier: Report) -> Iterator[str]:
    before = {figure["id"]: figure for figure in earlier["figures"]}
    for figure in made["figures"]:
        was = before.get(figure["id"], {}).get("value")
        if was is None:
            continue
        if figure["value"] is None:
            yield f"{figure['id']} was {was:.4g} and is not measured"
        elif (figure["value"] - was) * (1 if figure["better"] == Better.HIGHER else -1) < -1e-9:
            yield f"{figure['id']} was {was:.4g} and is {figure['value']:.4g}"


def difference(failure: Mapping[str, Any], good: Report | None) -> str:
    """Return how a failed reply differs from that of an earlier run; empty where there is none, or no difference."""
    if good is None:
        return ""
    was = good["texts"].get(good["replies"].get(f"{failure['suite']}/{failure['case']}#{failure['turn']}", ""))
    if was is None:
        return ""
    lines = difflib.unified_diff(
        was.splitlines(), failure["reply"].splitlines(), "last good run", "this run", lineterm="", n=1
    )
    return "\n".join(lines)


def summary(made: Report, good: Report | None = None, most: int = 12) -> str:
    """Return a run as plain text: gates, figures, what failed.

    Args:
        good: an earlier run, for the differences.
        most: failures shown at length.
    """
    lines = ["Gates"]
    for gate in made["gates"]:
        lines.append(
            f"  {'pass' if gate['passed'] else 'FAIL'}  {gate['names'] if not gate['passed'] else gate['figure']}"
        )
        if not gate["passed"]:
            lines.append(f"        {gate['figure']}: {gate['found']}; must be {gate['bound']}")
    lines.append("\nFigures (95 % interval; * by construction)")
    every = [*made["figures"], *made["timings"]["figures"]]
    lines += [f"  {f['id']:34}{'*' if f['how'] != 'measured' else ' '} {f['shown']}" for f in every]
    new = [f for f in made["failures"] if f["known"] is None]
    if new:
        lines.append(f"\nFailures ({len(new)} turns)")
    for failure in new[:most]:
        lines.append(f"  {failure['suite']}/{failure['case']} turn {failure['turn']}: {failure['question']}")
        lines += [f"    {fault}" for fault in (*failure["broken"], *failure["faults"])]
        lines += [f"    | {line}" for line in difference(failure, good).splitlines()]
    if len(new) > most:
        lines.append(f"  and {len(new) - most} more: see --json or --html")
    if mended := [case for case, fate in made["fates"].items() if fate == "mended"]:
        lines.append(f"\nKnown to fail, and hold now; take the mark off: {', '.join(mended)}")
    lines += [f"  {said}" for said in made["stale"]]
    lines += [f"\nPublic data: {', '.join(made['skipped'])}"] if made["skipped"] else []
    lines.append(f"\n{len(made['fates'])} cases, {len(made['replies'])} turns in {made['timings']['seconds']} s")
    return "\n".join(lines) + "\n"


def _failures(answers: Sequence[Answer]) -> Iterator[dict[str, Any]]:
    asked: dict[tuple[str, str], list[str]] = {}
    for a in answers:
        before = asked.setdefault((a.suite, a.case), [])
        question = str(a.data.get("question", a.step.text))
        if not a.held or a.misstated or a.bare:
            bare = [f"no disclaimer on {surface}" for surface in a.bare]
            yield {
                "suite": a.suite,
                "case": a.case,
                "turn": a.number,
                "kind": a.kind,
                "known": a.known,
                "before": list(before),
                "question": question,
                "outcome": a.outcome,
                "rule": a.data.get("rule"),
                "rows": a.data.get("rows", []),
                "faults": list(a.faults),
                "broken": [*a.broken, *a.misstated, *bare],
                "reply": a.data["reply"],
            }
        before.append(question)


def _suite(sitting: Sitting, at: int) -> dict[str, Any]:
    suite = sitting.suites[at]
    try:
        first = card(suite.name).first_contact
    except SuiteError:
        first = None
    return {
        "name": suite.name,
        "sha256": suite.sha256,
        "cases": len(suite.cases),
        "turns": sum(len(case.turns) for case in suite.conversations),
        "first_contact": {"held": first.held, "of": first.of, "on": first.on.isoformat()} if first else None,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    def rounded(value: float | None) -> float | None:
        return None if value is None else round(value, 6)

    return {
        "id": figure.id,
        "says": figure.says,
        "value": rounded(figure.value),
        "n": figure.n,
        "hits": figure.hits,
        "low": rounded(figure.low),
        "high": rounded(figure.high),
        "unit": figure.unit,
        "how": str(figure.how),
        "better": str(figure.better),
        "shown": str(figure),
    }


def _judgement(judgement: Judgement) -> dict[str, Any]:
    gate = judgement.gate
    return {
        "figure": gate.figure,
        "names": gate.names,
        "bound": gate.bound,
        "found": str(judgement.figure) if judgement.figure is not None else "not measured",
        "passed": judgement.passed,
    }


def _kinds(answers: Sequence[Answer]) -> dict[str, dict[str, list[int]]]:
    """Return, by suite and kind, how many cases held of how many."""
    fates = fates_of(answers)
    kind_of = {(a.suite, a.case): a.kind for a in answers}
    kinds: dict[str, dict[str, list[int]]] = {}
    for key, fate in fates.items():
        held = kinds.setdefault(key[0], {}).setdefault(kind_of[key], [0, 0])
        held[0] += fate in ("held", "mended")
        held[1] += 1
    return kinds


def _decided(a: Answer) -> str:
    outcome, rows, topics = a.decision
    return " ".join([outcome, *rows, *topics])


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"

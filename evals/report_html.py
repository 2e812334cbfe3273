"""A run as one page that needs nothing else: styles and plots are inside, no script runs, nothing is fetched."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from evals import plots
from evals.report import Report, difference

_CSS = Path(__file__).with_name("report.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What the page may load: nothing."""


def page(made: Report, good: Report | None = None) -> str:
    """Return a run as HTML.

    Args:
        good: the last good run, whose replies failures are shown beside.
    """
    new = [f for f in made["failures"] if f["known"] is None]
    known = [f for f in made["failures"] if f["known"] is not None]
    sections = [
        _head(made),
        _section("Gates", _gates(made["gates"])),
        _section("Plots", f'<div class="grid">{"".join(_plots(made))}</div>'),
        _section("Figures", _figures([*made["figures"], *made["timings"]["figures"]])),
        _section("Suites", _suites(made["suites"])),
        _section("By kind", _kinds(made["kinds"])),
        _section(f"Failures that are new ({len(new)} turns)", _failures(new, good) or "<p>None.</p>"),
        _section(f"Failures that are known ({len(known)} turns)", _failures(known, good) or "<p>None.</p>"),
        _section("Pairs that decide otherwise", _pairs(made["disagreements"])),
        *(_section(f"Bench: {name}", _bench(bench)) for name, bench in made["benches"].items()),
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Ward: the exam</title><style>{_CSS.read_text(encoding='utf-8')}</style></head>"
        f"<body>{''.join(sections)}</body></html>\n"
    )


def _head(made: Report) -> str:
    passed = made["passed"]
    failed = sum(not gate["passed"] for gate in made["gates"])
    verdict = "Every gate holds" if passed else f"{failed} of {len(made['gates'])} gates fail"
    guideline = made["guideline"]
    return (
        "<header><h1>Ward: the exam</h1>"
        f'<p class="lead">{len(made["fates"])} cases, {len(made["replies"])} turns · '
        f"guideline {escape(guideline['id'])} of {escape(guideline['updated'])}, "
        f"<code>{guideline['hash'][:12]}</code> · index <code>{escape(str(made['index'])[:12])}</code> · "
        f"model {escape(made['model'] or 'none: quotes only')} · "
        f"Ward {escape(made['ward'])} · {made['timings']['seconds']} s</p>"
        f'<p class="verdict {"pass" if passed else "fail"}">{"✓" if passed else "✗"} {verdict}</p></header>'
    )


def _section(title: str, inside: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{inside}</section>"


def _gates(gates: Sequence[Mapping[str, Any]]) -> str:
    ordered = sorted(gates, key=lambda gate: gate["passed"])
    return _table(
        ("", "figure", "must be", "found", "points at"),
        (
            (
                '<span class="pass">✓ pass</span>' if gate["passed"] else '<span class="fail">✗ fail</span>',
                f"<code>{escape(gate['figure'])}</code>",
                escape(gate["bound"]),
                escape(gate["found"]),
                escape(gate["names"]),
            )
            for gate in ordered
        ),
    )


def _plots(made: Report) -> Iterable[str]:
    by_id = {figure["id"]: figure for figure in [*made["figures"], *made["timings"]["figures"]]}

    def some(prefix: str) -> list[Mapping[str, Any]]:
        return [figure for id_, figure in by_id.items() if id_.startswith(prefix)]

    coverage, risk = by_id.get("coverage", {}).get("value"), by_id.get("risk", {}).get("value")
    here = _here(made) if coverage is not None and risk is not None else None
    yield _card("Outcomes: what must be (down) and what came (across)", plots.matrix(made["confusion"]))
    yield _card("Coverage and risk of background questions", plots.curve(made["coverage_risk"], here))
    yield _card("Search, on Ward's own questions", plots.bars(some("search."), "Search", 1.0))
    yield _card("Cases that hold, by suite", plots.bars(some("held."), "Cases that hold", 1.0))
    yield _card("Pairs that decide alike", plots.bars(some("pairs."), "Pairs", 1.0))
    yield _card("Latency, ms (this machine, other work beside it)", plots.bars(some("seconds."), "Latency"))
    if public := some("public."):
        yield _card("Public data", plots.bars(public, "Public data", 1.0))


def _here(made: Report) -> tuple[float, float] | None:
    """Return the point of the curve where Ward stands: the share of searched questions that it answers."""
    by_id = {figure["id"]: figure for figure in made["figures"]}
    asked, answered = len(made["coverage_risk"]), by_id["risk"]["n"]
    return (min(1.0, answered / asked), by_id["risk"]["value"]) if asked else None


def _card(title: str, inside: str) -> str:
    return f'<div class="card"><h3>{escape(title)}</h3>{inside}</div>'


def _figures(figures: Sequence[Mapping[str, Any]]) -> str:
    rows = (
        (f"<code>{escape(f['id'])}</code>", escape(f["says"]), escape(f["shown"]), escape(f["how"])) for f in figures
    )
    return _table(("figure", "counts", "value, 95 % interval", "how"), rows)


def _suites(suites: Sequence[Mapping[str, Any]]) -> str:
    rows = (
        (
            f"<code>{escape(s['name'])}</code>",
            str(s["cases"]),
            str(s["turns"] or ""),
            f"{s['first_contact']['held']} of {s['first_contact']['of']}, {s['first_contact']['on']}"
            if s["first_contact"]
            else "not recorded",
            f"<code>{s['sha256'][:12]}</code>",
        )
        for s in suites
    )
    return _table(("suite", "cases", "turns", "held on first contact", "sha256"), rows)


def _kinds(kinds: Mapping[str, Mapping[str, Sequence[int]]]) -> str:
    parts = []
    for suite, found in kinds.items():
        rows = ((escape(kind), f"{held} of {of}") for kind, (held, of) in sorted(found.items()))
        short = sum(held < of for held, of in found.values())
        says = f"{escape(suite)}: {len(found)} kinds, {short} with a case that fails"
        parts.append(f"<details><summary>{says}</summary><div>{_table(('kind', 'held'), rows)}</div></details>")
    return "".join(parts)


def _failures(failures: Sequence[Mapping[str, Any]], good: Report | None) -> str:
    return "".join(_failure(failure, good) for failure in failures)


def _failure(failure: Mapping[str, Any], good: Report | None) -> str:
    mark = "known" if failure["known"] else "fail"
    said = [*(f"promise broken: {b}" for b in failure["broken"]), *failure["faults"]]
    before = "".join(f"<pre>{escape(text)}</pre>" for text in failure["before"])
    changed = difference(failure, good)
    return (
        f'<details><summary><span class="{mark}">{escape(failure["suite"])}/{escape(failure["case"])}, '
        f"turn {failure['turn']}</span> · {escape(failure['kind'])} · {escape(failure['question'][:140])}</summary>"
        "<div>"
        + (f'<p class="known">Known: {escape(failure["known"])}</p>' if failure["known"] else "")
        + f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in said)}</ul>"
        + (f"<h3>Before</h3>{before}" if before else "")
        + f"<h3>Asked</h3><pre>{escape(failure['question'])}</pre>"
        + f"<h3>Reply ({escape(failure['outcome'])}, by: {escape(str(failure['rule']))})</h3>"
        + f"<pre>{escape(failure['reply'])}</pre>"
        + (f"<h3>Beside the last good run</h3><pre>{_coloured(changed)}</pre>" if changed else "")
        + "</div></details>"
    )


def _coloured(changed: str) -> str:
    kinds = {"+": "added", "-": "gone"}
    lines = (
        f'<span class="{kinds[line[0]]}">{escape(line)}</span>' if line[:1] in kinds else escape(line)
        for line in changed.splitlines()
    )
    return "\n".join(lines)


def _pairs(pairs: Sequence[Mapping[str, Any]]) -> str:
    if not pairs:
        return "<p>None.</p>"
    keys = ("case", "like", "relation", "came", "must")
    return _table(keys, (tuple(escape(str(pair[key])) for key in keys) for pair in pairs))


def _bench(bench: object) -> str:
    """Return the figures of a bench, whatever shape it writes."""
    if isinstance(bench, Mapping):
        return _table(("figure", "value"), ((escape(str(name)), _bench(value)) for name, value in bench.items()))
    if isinstance(bench, list):
        return "".join(f"<div>{_bench(value)}</div>" for value in bench)
    return escape(f"{bench:.4g}" if isinstance(bench, float) else str(bench))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th>{head}</th>" for head in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'

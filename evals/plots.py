"""Plots as inline SVG: no script, no font, no file from anywhere. Colours come from the page's variables."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

Shown = Mapping[str, Any]
"""A figure of a report."""

_WIDE = 560


def matrix(counts: Mapping[str, Mapping[str, int]]) -> str:
    """Return a matrix of outcomes: what must be down, what came across; shaded by the share of its line."""
    names = sorted({*counts, *(came for line in counts.values() for came in line)})
    left, top, side = 110, 92, 44
    parts = []
    for at, name in enumerate(names):
        x, y = left + side * (at + 0.5), top + side * (at + 0.5)
        parts.append(f'<text x="{x}" y="{top - 8}" transform="rotate(-40 {x} {top - 8})">{_words(name)}</text>')
        parts.append(f'<text x="{left - 8}" y="{y + 4}" text-anchor="end">{_words(name)}</text>')
    for down, wanted in enumerate(names):
        line = counts.get(wanted, {})
        whole = sum(line.values())
        for across, came in enumerate(names):
            count = line.get(came, 0)
            shade = 0.12 + 0.45 * count / whole if count else 0
            kind = "good" if wanted == came else "bad"
            x, y = left + side * across, top + side * down
            title = f"must be {_words(wanted)}, came {_words(came)}: {count} of {whole}"
            parts.append(
                f'<rect class="cell {kind}" x="{x + 1}" y="{y + 1}" width="{side - 2}" height="{side - 2}" rx="4" '
                f'style="fill-opacity:{shade:.2f}"><title>{title}</title></rect>'
            )
            if count:
                parts.append(f'<text x="{x + side / 2}" y="{y + side / 2 + 4}" text-anchor="middle">{count}</text>')
    size = side * len(names)
    return _svg(left + size + 60, top + size + 8, parts, "Outcomes: what must be, down; what came, across")


def curve(points: Sequence[Sequence[float]], here: tuple[float, float] | None) -> str:
    """Return risk over coverage, with the point where Ward stands."""
    left, top, width, height = 52, 16, _WIDE - 80, 230
    most = max([risk for _, risk in points] + [0.1])
    scale = min(1.0, 1.15 * most)

    def at(coverage: float, risk: float) -> tuple[float, float]:
        return left + width * coverage, top + height * (1 - min(risk, scale) / scale)

    parts = [_line(left, top + height, left + width, top + height), _line(left, top, left, top + height)]
    for step in range(5):
        share = step / 4
        x, _ = at(share, 0)
        _, y = at(0, share * scale)
        parts.append(f'<text x="{x}" y="{top + height + 18}" text-anchor="middle">{100 * share:.0f} %</text>')
        parts.append(f'<text x="{left - 8}" y="{y + 4}" text-anchor="end">{100 * share * scale:.0f} %</text>')
        parts.append(_line(left, y, left + width, y, "grid"))
    if points:
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*point) for point in points))
        parts.append(f'<polyline class="curve" points="{path}"/>')
    if here is not None:
        x, y = at(*here)
        parts.append(f'<circle class="here" cx="{x:.1f}" cy="{y:.1f}" r="5"/>')
        parts.append(f'<text x="{x - 10:.1f}" y="{y - 10:.1f}" text-anchor="end">Ward as it stands</text>')
    parts.append(
        f'<text x="{left + width / 2}" y="{top + height + 38}" text-anchor="middle">answered (coverage)</text>'
    )
    parts.append(f'<text x="{left}" y="{top - 4}">wrong of those answered (risk)</text>')
    return _svg(_WIDE, top + height + 48, parts, "Risk over coverage")


def bars(figures: Sequence[Shown], label: str, most: float | None = None) -> str:
    """Return figures as bars with their intervals; what was not measured says so.

    Args:
        most: where the scale ends; none: at the greatest.
    """
    left = 24 + 7 * max((len(_last(figure["id"])) for figure in figures), default=0)
    row, width = 30, max(160, _WIDE - left - 96)
    ends = [f["high"] or f["value"] for f in figures if f["value"] is not None]
    scale = most or max([*ends, 1e-9])
    parts = []
    for at, figure in enumerate(figures):
        y = 10 + row * at
        parts.append(f'<text x="{left - 10}" y="{y + 15}" text-anchor="end">{escape(_last(figure["id"]))}</text>')
        if figure["value"] is None:
            parts.append(f'<text class="quiet" x="{left}" y="{y + 15}">not measured</text>')
            continue
        end = left + width * figure["value"] / scale
        parts.append(
            f'<rect class="bar" x="{left}" y="{y}" width="{max(1.0, end - left):.1f}" height="20" rx="3">'
            f"<title>{escape(figure['says'])}: {escape(figure['shown'])}</title></rect>"
        )
        if figure["low"] is not None:
            low, high = (left + width * figure[key] / scale for key in ("low", "high"))
            parts.append(_line(low, y + 10, high, y + 10, "whisker"))
        parts.append(f'<text x="{left + width + 8}" y="{y + 15}">{_value(figure)}</text>')
    return _svg(left + width + 96, 16 + row * len(figures), parts, label)


def _value(figure: Shown) -> str:
    return f"{100 * figure['value']:.1f} %" if figure["unit"] == "share" else f"{figure['value']:.3g} {figure['unit']}"


def _last(id_: str) -> str:
    return id_.split(".", 1)[-1]


def _words(name: str) -> str:
    return escape(name.replace("_", " "))


def _line(x1: float, y1: float, x2: float, y2: float, kind: str = "axis") -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _svg(width: float, height: float, parts: Sequence[str], label: str) -> str:
    return (
        f'<svg viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label="{escape(label)}" '
        f'style="max-width:{width:.0f}px">{"".join(parts)}</svg>'
    )

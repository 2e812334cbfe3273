"""Bars with intervals, as SVG."""

from collections.abc import Mapping
from html import escape

_COLOURS = ("#9aa5b1", "#c3a35b", "#7c9a86", "#a97f9b", "#1f5f8b")
_ROW, _LEFT, _WIDTH, _RIGHT = 18, 130, 460, 60

Bar = tuple[float, float, float]
"""A mean from 0 to 1, and the ends of its interval."""


def bars(title: str, groups: Mapping[str, Mapping[str, Bar]]) -> str:
    """Return a picture of groups of horizontal bars."""
    parts, y = [f'<text x="10" y="20" font-weight="bold">{escape(title)}</text>'], 40
    for group, by in groups.items():
        parts.append(f'<text x="10" y="{y + 12}" font-weight="bold">{escape(group)}</text>')
        y += _ROW + 2
        for place, (name, (mean, low, high)) in enumerate(by.items()):
            colour, middle = _COLOURS[place % len(_COLOURS)], y + _ROW / 2 - 2
            parts += [
                f'<text x="{_LEFT - 6}" y="{y + 11}" text-anchor="end">{escape(name)}</text>',
                f'<rect x="{_LEFT}" y="{y}" width="{_WIDTH * mean:.1f}" height="{_ROW - 4}" fill="{colour}"/>',
                f'<line x1="{_LEFT + _WIDTH * low:.1f}" x2="{_LEFT + _WIDTH * high:.1f}" y1="{middle}" y2="{middle}" '
                'stroke="#222" stroke-width="1.5"/>',
                f'<text x="{_LEFT + _WIDTH * max(mean, high) + 6:.1f}" y="{y + 11}">{mean:.3f}</text>',
            ]
            y += _ROW
        y += 10
    width = _LEFT + _WIDTH + _RIGHT
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {y}" width="{width}" height="{y}" '
    return head + 'font-family="sans-serif" font-size="12">\n' + "\n".join(parts) + "\n</svg>\n"

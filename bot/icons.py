"""Shapes that tell outcomes and ranks apart without colour. Drawn here; nothing is fetched."""

from bot.markup import Html

_SHAPES = {
    "recommended": '<rect x="3" y="4" width="18" height="16" rx="2"/><path d="M3 9.5h18M3 15h18M9 4v16"/>',
    "answered": '<path d="M5 17c0-6 1-9 5-10M14 17c0-6 1-9 5-10"/><circle cx="7" cy="16" r="2.4"/><circle cx="16" cy="16" r="2.4"/>',
    "clarify": '<circle cx="12" cy="12" r="9"/><path d="M9.3 9.4a2.8 2.8 0 1 1 4.2 2.4c-1 .6-1.5 1.1-1.5 2.2M12 17v.4"/>',
    "not_covered": '<circle cx="12" cy="12" r="9" stroke-dasharray="3.4 2.6"/><path d="M8 12h8"/>',
    "corrected": '<path d="M12 3 22 20H2z"/><path d="M8.5 14.5h7M8.5 17.3h7M14 12l-4 7.5"/>',
    "out_of_scope": '<path d="M10 4H4v16h16v-6"/><path d="M13 4h7v7M20 4l-9 9"/>',
    "urgent": '<path d="M12 2 23 21H1z" fill="currentColor"/><path d="M12 9v6M12 17.6v.6" stroke="var(--ward-card)"/>',
    "refused": '<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8z"/><path d="M7 17 17 7"/>',
}


def icon(name: str) -> Html:
    """Return the shape of an outcome."""
    shape = _SHAPES.get(name, _SHAPES["not_covered"])
    return Html(
        '<svg class="shape" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="2" '
        f'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{shape}</svg>'
    )

"""Rows of the decision table, whole: never a drug without its rank, its conditions and what the text leaves unsaid."""

from collections.abc import Callable, Mapping, Sequence

from bot.markup import Child, Html, tag
from corpus.passage import Guideline, Row
from guardrails.phrases import RANKS
from guardrails.render import row_cases

_FIELDS = ("cycles", "radiotherapy", "order")


def rows_table(
    rows: Sequence[Row], guideline: Guideline, words: Mapping[str, str], cite: Callable[[Row], Child]
) -> Html:
    """Return rows as a table that becomes cards on a narrow screen.

    Args:
        cite: makes the mark that leads to a row's evidence.
    """
    cases = [row_cases(row, guideline) for row in rows]
    groups: list[tuple[str, list[Row]]] = []
    for case, row in zip(cases, rows, strict=True):
        if groups and groups[-1][0] == case:
            groups[-1][1].append(row)
        else:
            groups.append((case, [row]))
    fields = [field for field in _FIELDS if any(_cell(row, field, words) for row in rows)]
    drugs = any(row.regimen for row in rows)
    head = [
        words["treatment"],
        *([words["drugs"]] if drugs else []),
        *(words[field] for field in fields),
        words["evidence"],
    ]
    body = []
    for case, grouped in groups:
        label = tag(
            "th",
            tag("span", words["for"], cls="label"),
            " ",
            case,
            scope="rowgroup",
            colspan=len(head),
            role="rowheader",
        )
        body.append(tag("tr", label, cls="case-row", role="row"))
        body += [_row(row, guideline, words, drugs, fields, cite) for row in grouped]
    titles = tag("tr", [tag("th", title, scope="col", role="columnheader") for title in head], role="row")
    return tag(
        "div",
        tag("table", tag("caption", words["table"], cls="unseen"), tag("thead", titles, role="rowgroup"),
            tag("tbody", body, role="rowgroup"), cls="rows", role="table"),
        cls="rows-box",
    )  # fmt: skip


def _row(
    row: Row,
    guideline: Guideline,
    words: Mapping[str, str],
    drugs: bool,
    fields: list[str],
    cite: Callable[[Row], Child],
) -> Html:
    regimen = guideline.regimens[row.regimen] if row.regimen is not None else None
    unstated = [text for text in row.not_stated if text not in fields]
    rank = tag("span", RANKS[row.rank], cls=f"rank rank-{row.rank}")
    name: list[Child] = [tag("b", regimen.name if regimen else row.approach), " ", rank]
    if regimen:
        name.append(tag("span", row.approach, cls="approach"))
    if unstated:
        name.append(tag("span", f"{words['not_stated_list']}: {', '.join(unstated)}", cls="unstated"))
    cells = [tag("td", name, cls="treatment", role="cell", data_label=words["treatment"])]
    if drugs:
        listed = tag("ul", [tag("li", drug) for drug in regimen.drugs], cls="drugs") if regimen else "–"
        cells.append(tag("td", listed, role="cell", data_label=words["drugs"]))
    cells += [tag("td", _cell(row, field, words) or "–", role="cell", data_label=words[field]) for field in fields]
    cells.append(tag("td", cite(row), role="cell", data_label=words["evidence"]))
    return tag("tr", cells, role="row", cls=f"row rank-of-{row.rank}", id=None)


def _cell(row: Row, field: str, words: Mapping[str, str]) -> Child:
    value: str | None = getattr(row, field)
    if value is not None:
        return value
    return tag("em", words["not_stated"], cls="unsaid") if field in row.not_stated else None

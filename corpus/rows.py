"""Say a table row by row, each cell with the head of its column: no dose stands apart from what it is of. Pure."""

from collections.abc import Iterator, Sequence

_MOST_NUMBERS = 0.34


def row_texts(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table's rows as texts: "Head: cell; Head: cell". The first row is the head, unless it holds numbers."""
    if not rows:
        return
    heads = list(rows[0]) if _is_head(rows) else []
    width = max(map(len, rows))
    if heads and len({head for head in heads if head}) < 2 and width > 1:
        yield "; ".join(dict.fromkeys(head for head in heads if head))  # one cell over the whole table: its title
        yield from row_texts(rows[1:])
        return
    for row in rows[1:] if heads else rows:
        said: list[str] = []
        for at, cell in enumerate(row):
            head = heads[at] if at < len(heads) else ""
            if cell and not (at and cell == row[at - 1] and len(set(row)) == 1):
                said.append(f"{head}: {cell}" if head and head != cell else cell)
        if said:
            yield "; ".join(said)


def _is_head(rows: Sequence[Sequence[str]]) -> bool:
    first = [cell for cell in rows[0] if cell]
    numbers = sum(any(c.isdigit() for c in cell) for cell in first)
    return len(rows) > 1 and bool(first) and numbers <= _MOST_NUMBERS * len(first)

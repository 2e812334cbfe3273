"""Put the pieces of a file together: headings into paths, marks into references, text into statements. Pure."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.citations import Cited, cited
from corpus.document import Block, Document, Dropped, Kind, Report, Seen, Statement
from corpus.passage import Reference
from corpus.tidy import BULLET, around, strange

Split = Callable[[str], list[str]]
"""Cut a text into its sentences, each a piece of it word for word."""

_REFERENCES = re.compile(
    r"(?i)(?:\d+\.?\s*)?(?:references?(?: list)?|bibliography|citations?|sources?|works cited|literature(?: cited)?|"
    r"literatur|bibliograf[ií]a|références)(?: cited)?:?"
)
_ENTRY = re.compile(r"^\s*\[?\(?(\d{1,3})[\]).:]?\s+(?=\S)")
_CLOSING = re.compile(
    r"(?i)(?:acknowledge?ments?|appendi(?:x|ces)|supplement\w*|conflicts? of interest|disclosures?|funding|"
    r"abbreviations|authors?)\b"
)
_LONGEST_HEADING = 200
_LETTERS = "bcdfghjklmnpqrstvwxz"
_EXAMPLE = 90


def document_id(source: str) -> str:
    """Return the id of a file by its path: a D and seven consonants, which no word, drug or number looks like."""
    number = int.from_bytes(hashlib.sha256(source.encode("utf-8", "replace")).digest()[:8], "big")
    letters = []
    for _ in range(7):
        number, at = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[at])
    return "D" + "".join(letters)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A block as it goes into the text."""

    block: Block
    cited: Cited
    path: tuple[str, ...]


def document(seen: Seen, *, source: str, digest: str, guideline: str, split: Split) -> Document:
    """Return the document that a reader's blocks make up."""
    blocks, dropped = _without_surroundings(seen)
    body, references = _references(blocks)
    pieces = list(_pieces(body, frozenset(references)))
    text, statements = _statements(seen.title, pieces, split)
    used = sorted({ref for statement in statements for ref in statement.refs})
    unlisted = tuple(ref for ref in used if ref not in references)
    references |= {ref: Reference(kind="unlisted") for ref in unlisted}
    doubts = (*seen.doubts, *(doubt for piece in pieces for doubt in piece.cited.doubts))
    kinds = Counter(block.kind for block in body)
    return Document(
        id=document_id(source),
        guideline=guideline,
        source=source,
        digest=digest,
        title=seen.title,
        text=text,
        statements=tuple(statements),
        references=references,
        report=Report(
            pages=seen.pages,
            headings=kinds[Kind.HEADING],
            paragraphs=kinds[Kind.PARAGRAPH],
            bullets=kinds[Kind.BULLET],
            rows=kinds[Kind.ROW],
            references=len(references) - len(unlisted),
            cited=len(used),
            unlisted=unlisted,
            dropped=dict(Counter(drop.why for drop in dropped)),
            examples={drop.why: drop.text[:_EXAMPLE] for drop in reversed(dropped)},
            doubts=tuple(dict.fromkeys(doubts)),
        ),
    )


def _without_surroundings(seen: Seen) -> tuple[list[Block], list[Dropped]]:
    """Leave out buttons, banners and the like, and the title where it is said again."""
    kept: list[Block] = []
    dropped = list(seen.dropped)
    for block in seen.blocks:
        if not strange(block.text).strip():
            continue
        if why := around(block.text):
            dropped.append(Dropped(why=why, text=strange(block.text)))
        elif block.kind is Kind.HEADING and block.text == seen.title and not any(b.kind is Kind.HEADING for b in kept):
            continue
        elif block.kind is Kind.HEADING and len(block.text) > _LONGEST_HEADING:
            kept.append(replace(block, kind=Kind.PARAGRAPH))
        else:
            kept.append(block)
    return kept, dropped


def _references(blocks: Sequence[Block]) -> tuple[list[Block], dict[int, Reference]]:
    """Take the list of references out of the text; return the rest and the list by number."""
    at = next(
        (
            at
            for at in range(len(blocks) - 1, -1, -1)
            if len(blocks[at].text) < 40 and _REFERENCES.fullmatch(strange(blocks[at].text).strip())
        ),
        None,
    )
    if at is None:
        return list(blocks), {}
    end = at + 1
    found: dict[int, str] = {}
    last = 0
    while end < len(blocks) and not _ends_list(blocks[end], blocks[at]):
        text = strange(blocks[end].text).strip()
        numbered = _ENTRY.match(text)
        number = int(numbered[1]) if numbered else None
        item = numbered is not None or blocks[end].kind is not Kind.PARAGRAPH or not found
        if item and not (number is not None and number != last + 1 and number <= last):
            last = number if number is not None else last + 1
            found.setdefault(last, (text[numbered.end() :] if numbered else BULLET.sub("", text)).strip())
        elif found:
            found[last] += " " + text  # a wrapped line of the entry before
        end += 1
    if not found:
        return list(blocks), {}
    references = {n: Reference(kind="research", title=title[:500]) for n, title in found.items() if title}
    return [*blocks[:at], *blocks[end:]], references


def _ends_list(block: Block, head: Block) -> bool:
    return block.kind is Kind.HEADING and (block.level <= max(head.level, 1) or bool(_CLOSING.match(block.text)))


def _pieces(blocks: Sequence[Block], listed: frozenset[int]) -> Iterator[_Piece]:
    path: list[tuple[int, str]] = []
    for block in blocks:
        read = cited(block.text, listed, trailing=block.kind is not Kind.ROW)
        if not read.text.strip():
            continue
        if block.kind is Kind.HEADING:
            path = [(level, text) for level, text in path if level < block.level]
            yield _Piece(block=block, cited=read, path=tuple(text for _, text in path))
            path.append((block.level, read.text.strip()))
        else:
            yield _Piece(block=block, cited=read, path=tuple(text for _, text in path))


def _statements(title: str, pieces: Sequence[_Piece], split: Split) -> tuple[str, list[Statement]]:
    """Return the text of a document and its statements, each with its place in it."""
    text = title
    statements = [Statement(text=title, start=0, end=len(title), kind=Kind.HEADING, page=None, block=0)]
    for number, piece in enumerate(pieces, start=1):
        begin = len(text) + 1
        text += "\n" + piece.cited.text
        for start, end in _spans(piece, split):
            refs = [n for at, cites in piece.cited.marks if start < at <= end or at == start == 0 for n in cites]
            statements.append(
                Statement(
                    text=piece.cited.text[start:end],
                    start=begin + start,
                    end=begin + end,
                    kind=piece.block.kind,
                    page=piece.block.page,
                    headings=piece.path,
                    block=number,
                    refs=tuple(dict.fromkeys(refs)),
                )
            )
    return text, statements


def _spans(piece: _Piece, split: Split) -> Iterator[tuple[int, int]]:
    """Yield where the statements of a block stand in its text; only a paragraph has more than one."""
    text = piece.cited.text
    if piece.block.kind is not Kind.PARAGRAPH:
        start = len(text) - len(text.lstrip())
        yield start, len(text.rstrip())
        return
    at = 0
    for sentence in split(text):
        start = text.find(sentence, at)
        if start >= 0 and sentence:
            at = start + len(sentence)
            yield start, at

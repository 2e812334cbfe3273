"""Which rows hold a term, and which terms belong to a class."""

import re
from functools import lru_cache

from corpus.passage import Guideline, Row, Term
from guardrails.fold import plain
from guardrails.lexicon import Mention
from guardrails.pattern import words


def names_term(mention: Mention, class_: str) -> bool:
    """Say whether a mention is of a class, or of something built on it."""
    return mention.term is not None and class_ in mention.term.contains


def row_names(row: Row, term: Term, guideline: Guideline) -> bool:
    """Say whether a row holds a drug, modality or class by any of its names."""
    drugs = guideline.regimens[row.regimen].drugs if row.regimen is not None else ()
    if term.kind == "drug":
        return plain(term.name) in {plain(drug) for drug in drugs}
    fields = [row.approach, "radiotherapy " + row.radiotherapy if row.radiotherapy else ""]
    return any(words(*_escaped(term)).search(plain(field)) for field in fields if field)


@lru_cache(maxsize=512)
def _escaped(term: Term) -> tuple[str, ...]:
    return tuple(re.escape(plain(spelling)) for spelling in (term.name, *term.spelled))

"""What must hold between the files of a guideline. Pure: yields (file, path in it, what to mend)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from corpus.checks_reading import Found, reading_faults
from corpus.passage import STAGES, Guideline, Row, Use

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def faults_between(guideline: Guideline) -> Iterator[Found]:
    """Yield every fault that shows only when the files are read together."""
    for check in (
        _ids,
        _references,
        _table,
        _conditions,
        _coverage,
        _notes,
        _topics,
        _premises,
        _lexicon,
        _glossary,
        reading_faults,
        _review,
    ):
        yield from check(guideline)


def _ids(guideline: Guideline) -> Iterator[Found]:
    for file, path, ids in (
        ("table.yaml", ("rows",), [row.id for row in guideline.rows]),
        ("notes.yaml", (), [note.id for note in guideline.notes]),
        ("not-covered.yaml", (), [topic.id for topic in guideline.topics]),
        ("premises.yaml", (), [premise.id for premise in guideline.premises]),
    ):
        for id_, count in Counter(ids).items():
            if count > 1:
                last = len(ids) - 1 - ids[::-1].index(id_)
                yield file, (*path, last), f"the id {id_!r} stands here {count} times; give each its own"


def _references(guideline: Guideline) -> Iterator[Found]:
    for passage in guideline.passages:
        for number in passage.refs:
            if number not in guideline.references:
                yield (
                    "text.md",
                    (passage.id,),
                    f"reference {number} has no entry in guideline.yaml; add one or correct it",
                )


def _table(guideline: Guideline) -> Iterator[Found]:
    passages = {passage.id: passage for passage in guideline.passages}
    diseases = {cue.value for cue in guideline.reading.diseases}
    for at, row in enumerate(guideline.rows):
        path = ("rows", at)
        if row.disease not in diseases:
            yield (
                "table.yaml",
                (*path, "disease"),
                f"{row.id} is for {row.disease!r}, which reading.yaml does not read; add it",
            )
        if row.when is not None and row.when not in guideline.conditions:
            yield "table.yaml", (*path, "when"), f"{row.id} holds when {row.when!r}, which is no condition here; add it"
        for missing in sorted(set(row.statements) - passages.keys()):
            yield (
                "table.yaml",
                (*path, "statements"),
                f"{row.id} rests on {missing}, which text.md does not hold; correct it",
            )
        statements = [passages[id_] for id_ in row.statements if id_ in passages]
        for statement in statements:
            if statement.use is not Use.REGIMEN:
                says = f"{row.id} rests on {statement.id}, which is {statement.use}; a row rests on regimen statements"
                yield "table.yaml", (*path, "statements"), says
        if set(row.refs) != {number for statement in statements for number in statement.refs}:
            yield (
                "table.yaml",
                (*path, "refs"),
                f"the refs of {row.id} are not those of its statements; make them the same",
            )
        if row.regimen is not None and row.regimen not in guideline.regimens:
            yield (
                "table.yaml",
                (*path, "regimen"),
                f"{row.id} names the regimen {row.regimen!r}, which is not there; add it",
            )
            continue
        yield from _unsupported(guideline, row, path, " ".join(statement.text for statement in statements).lower())


def _unsupported(guideline: Guideline, row: Row, path: tuple[str | int, ...], held: str) -> Iterator[Found]:
    """A drug or a number in a row must stand in one of its statements."""
    numbers = set(_NUMBER.findall(held))
    for field in ("approach", "cycles", "radiotherapy", "order"):
        words = getattr(row, field) or ""
        for number in _NUMBER.findall(words):
            if number not in numbers:
                says = (
                    f"{row.id} says {number} in {field!r}, which none of its statements holds; correct it or the text"
                )
                yield "table.yaml", (*path, field), says
        for name in _drugs_in(guideline, words):
            if name.lower() not in held:
                says = f"{row.id} names {name} in {field!r}, which none of its statements holds; correct it or the text"
                yield "table.yaml", (*path, field), says
    if row.regimen is not None:
        regimen = guideline.regimens[row.regimen]
        for name in (regimen.name, *regimen.drugs):
            if name.lower() not in held:
                says = f"{row.id} is for {name}, which none of its statements holds; correct it or add the statement"
                yield "table.yaml", (*path, "regimen"), says


def _drugs_in(guideline: Guideline, words: str) -> Iterator[str]:
    tokens = set(re.findall(r"[a-z0-9-]+", words.lower()))
    for term in guideline.lexicon:
        if term.kind in ("drug", "regimen") and tokens & {term.name.lower(), *(s.lower() for s in term.spelled)}:
            yield term.name
    yield from sorted(tokens & guideline.drug_names)


def _conditions(guideline: Guideline) -> Iterator[Found]:
    subtypes = [cue.value for cue in guideline.reading.subtypes]
    for name, conditions in guideline.conditions.items():
        for at, condition in enumerate(conditions):
            for subtype in condition.subtype or ():
                if subtype not in subtypes:
                    says = f"the subtype {subtype!r} is not read in reading.yaml; add it there or correct it"
                    yield "table.yaml", ("conditions", name, at, "subtype"), says
        if not any(c.holds(subtype, stage) for c in conditions for subtype in subtypes for stage in STAGES):
            yield "table.yaml", ("conditions", name), f"no case meets {name!r}; correct its values or remove it"


def _coverage(guideline: Guideline) -> Iterator[Found]:
    """Within one disease and line, conditions must not overlap and must leave no cell empty."""
    for disease, line in sorted({(row.disease, row.line) for row in guideline.rows}):
        rows = [row for row in guideline.rows if (row.disease, row.line) == (disease, line)]
        if any(row.when is not None and row.when not in guideline.conditions for row in rows):
            continue  # said already
        names = {row.when for row in rows}
        for subtype, stage in _cells(guideline):
            held = {row.when for row in rows if guideline.holds(row, subtype, stage)}
            cell = f"{disease}, {subtype}, stage {stage}, line {line}"
            if len(held) > 1:
                at = max(guideline.rows.index(row) for row in rows if row.when in held)
                both = " and ".join(sorted(str(name) for name in held))
                yield (
                    "table.yaml",
                    ("rows", at, "when"),
                    f"overlap: {cell} is met by {both}; make them exclude each other",
                )
            if not held and len(names) > 1:
                at = guideline.rows.index(rows[0])
                yield (
                    "table.yaml",
                    ("rows", at, "when"),
                    f"gap: no row holds for {cell}; widen a condition or add a row",
                )
        for row in rows:
            if not any(guideline.holds(row, *cell) for cell in _cells(guideline)):
                yield (
                    "table.yaml",
                    ("rows", guideline.rows.index(row)),
                    f"dead row: no case meets {row.id}; correct `when`",
                )


def _cells(guideline: Guideline) -> Iterable[tuple[str, str]]:
    return [(cue.value, stage) for cue in guideline.reading.subtypes for stage in STAGES]


def _notes(guideline: Guideline) -> Iterator[Found]:
    known = {"guideline", *(p.id for p in guideline.passages), *(r.id for r in guideline.rows)}
    for at, note in enumerate(guideline.notes):
        for missing in sorted(set(note.beside) - known):
            yield "notes.yaml", (at, "beside"), f"{note.id} stands beside {missing}, which is not there; correct it"


def _topics(guideline: Guideline) -> Iterator[Found]:
    background = {p.id for p in guideline.passages if p.use is Use.BACKGROUND}
    for at, topic in enumerate(guideline.topics):
        for missing in sorted(set(topic.nearby) - background):
            says = f"{topic.id} has {missing} nearby, which is no background statement; correct it"
            yield "not-covered.yaml", (at, "nearby"), says
        for sign_at, sign in enumerate(topic.signs):
            path = (at, "signs", sign_at)
            for missing in sorted(set(sign.nearby) - background):
                says = f"{topic.id} has {missing} nearby, which is no background statement; correct it"
                yield "not-covered.yaml", (*path, "nearby"), says
            if sign.when is not None and sign.when not in guideline.conditions:
                yield "not-covered.yaml", (*path, "when"), f"{sign.when!r} is no condition of table.yaml; correct it"
            for missing in sorted(set(sign.regimens) - guideline.regimens.keys()):
                yield "not-covered.yaml", (*path, "regimens"), f"{missing!r} is no regimen of table.yaml; correct it"
    topics = {topic.id for topic in guideline.topics}
    for at, cue in enumerate(guideline.reading.diseases):
        if cue.topic is not None and cue.topic not in topics:
            yield "reading.yaml", ("diseases", at, "topic"), f"{cue.topic} is not in not-covered.yaml; correct it"
    if guideline.disease not in {cue.value for cue in guideline.reading.diseases}:
        yield "guideline.yaml", ("disease",), f"{guideline.disease!r} is not read in reading.yaml; add it there"


def _premises(guideline: Guideline) -> Iterator[Found]:
    background = {p.id for p in guideline.passages if p.use is Use.BACKGROUND}
    notes = {note.id for note in guideline.notes}
    for at, premise in enumerate(guideline.premises):
        for missing in sorted(set(premise.statements) - background):
            says = f"{premise.id} quotes {missing}, which is no background statement; correct it"
            yield "premises.yaml", (at, "statements"), says
        for missing in sorted(set(premise.notes) - notes):
            yield (
                "premises.yaml",
                (at, "notes"),
                f"{premise.id} shows {missing}, which notes.yaml does not hold; correct it",
            )


def _lexicon(guideline: Guideline) -> Iterator[Found]:
    text = " ".join(p.text for p in guideline.passages).lower()
    owner: dict[str, str] = {}
    for at, term in enumerate(guideline.lexicon):
        if term.regimen is not None and term.regimen not in guideline.regimens:
            yield "lexicon.yaml", (at, "regimen"), f"{term.regimen!r} is no regimen of table.yaml; correct it"
        if term.in_text and term.kind in ("drug", "regimen") and term.name.lower() not in text:
            yield (
                "lexicon.yaml",
                (at, "in_text"),
                f"text.md does not name {term.name}; remove `in_text` or correct the name",
            )
        for spelling in {term.name.lower(), *(s.lower() for s in term.spelled)}:
            if owner.setdefault(spelling, term.name) != term.name:
                says = f"{spelling!r} already stands for {owner[spelling]}; remove it from one of them"
                yield "lexicon.yaml", (at,), says
    named = {term.regimen for term in guideline.lexicon}
    for id_ in sorted(guideline.regimens.keys() - named):
        yield (
            "table.yaml",
            ("regimens", id_),
            f"lexicon.yaml has no regimen {id_!r}, so no question can name it; add it",
        )


def _glossary(guideline: Guideline) -> Iterator[Found]:
    """The plain words of a term stand in the statement it names, or are synonyms of the term: none is made up here."""
    background = {p.id: p.text.lower() for p in guideline.passages if p.use is Use.BACKGROUND}
    for at, gloss in enumerate(guideline.glossary):
        path, term = (at, "plain"), gloss.term.lower()
        if not any(term in text for text in background.values()):
            yield (
                "glossary.yaml",
                (at, "term"),
                f"no background statement holds {gloss.term!r}; correct it or remove it",
            )
        synonyms = [s.said for s in guideline.reading.synonyms if term in s.means.lower()]
        said = {word.lower() for words in synonyms for word in words}
        for plain in gloss.plain:
            held = plain.lower() in (background.get(gloss.statement, "") if gloss.statement else said)
            if not held:
                where = f"in {gloss.statement}" if gloss.statement else "among the synonyms of the term in reading.yaml"
                yield "glossary.yaml", path, f"{plain!r} does not stand {where}; use the guideline's own words"


def _review(guideline: Guideline) -> Iterator[Found]:
    known = {*(p.id for p in guideline.passages), *(r.id for r in guideline.rows)}
    for at, entry in enumerate(guideline.review.entries):
        if entry.id not in known:
            yield "review.yaml", ("entries", at, "id"), f"{entry.id} is not in the text or the table; remove the entry"
        if entry.id in {other.id for other in guideline.review.entries[:at]}:
            yield (
                "review.yaml",
                ("entries", at, "id"),
                f"{entry.id} has two entries; remove the one that does not count",
            )

"""What a reply shows: the rows, statements, notes and topics of a ruling, less what may not be shown. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.passage import Guideline, Passage, Row, Topic, Use
from guardrails.rule import Ruling
from guardrails.wall import numbers_in, quantities_in

_ASIDE = re.compile(r"\s*\([^()]*\d[^()]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of an answer that may be shown: a passage itself, or a verified sentence that cites it."""

    text: str
    passage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Referred:
    """What ingested documents hold near a question. They are reference material: no editor reviewed them."""

    passages: tuple[Passage, ...] = ()
    """Background passages to quote."""
    holding: tuple[tuple[str, str], ...] = ()
    """Id and title of each document with text on treatment that no row covers: named, never shown."""


NOTHING = Referred()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Data of the guideline, chosen for one reply; every word of the reply but the fixed sentences comes from here."""

    rows: tuple[Row, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    passages: tuple[Passage, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    """Id and text."""
    topics: tuple[Topic, ...] = ()
    notices: tuple[str, ...] = ()
    """Keys of fixed sentences about what is missing."""
    referred: Referred = NOTHING

    @property
    def refs(self) -> tuple[int, ...]:
        of_rows = {ref for row in self.rows for ref in row.refs}
        return tuple(sorted(of_rows | {ref for passage in self.passages for ref in passage.refs}))

    @property
    def statements(self) -> tuple[str, ...]:
        """Ids of the statements that the reply rests on."""
        of_rows = [statement for row in self.rows for statement in row.statements]
        passages = (*self.passages, *self.referred.passages)
        return tuple(dict.fromkeys([*of_rows, *(passage.id for passage in passages)]))

    def held(self, guideline: Guideline) -> list[str]:
        """Return the texts that the words of the reply may come from."""
        held = [passage.text for passage in self.passages]
        held += [text for _, text in self.notes] + [topic.text for topic in self.topics]
        for row in self.rows:
            regimen = guideline.regimens[row.regimen] if row.regimen is not None else None
            held += [guideline.passage(id_).text for id_ in row.statements]
            held += [regimen.name, *regimen.drugs] if regimen else []
            held += ["radiotherapy"] if row.radiotherapy is not None else []
            held += row.not_stated
        for passage in self.referred.passages:
            held += [passage.text, *passage.headings, *map(str, passage.refs)]
            held += [str(passage.place.page)] if passage.place is not None else []
        held += [title for _, title in self.referred.holding]
        return held + [str(ref) for ref in self.refs]


def contents(
    ruling: Ruling,
    guideline: Guideline,
    *,
    sentences: Sequence[Sentence] = (),
    notices: Sequence[str] = (),
    referred: Referred = NOTHING,
    hold_prognosis: bool = False,
    approved_only: bool = False,
) -> Contents:
    """Return what a ruling shows.

    Args:
        sentences: what a background question is answered with.
        notices: keys of fixed sentences about what was missing.
        referred: what ingested documents hold near the question.
        hold_prognosis: leave out passages with figures on outlook.
        approved_only: leave out what no reviewer has approved.
    """
    rows = tuple(guideline.row(id_) for id_ in ruling.rows)
    quoted = [Sentence(text=guideline.passage(id_).text, passage=id_) for id_ in ruling.statements]
    background = {passage.id: passage for passage in guideline.passages if passage.use is Use.BACKGROUND}
    shown = [sentence for sentence in (*quoted, *sentences) if sentence.passage in background]
    said = list(notices)
    foreign = [passage for passage in referred.passages if passage.place is not None]
    if approved_only:
        approved = {id_ for id_, state in guideline.states.items() if state == "approved"}
        if foreign or not {*(row.id for row in rows), *(sentence.passage for sentence in shown)} <= approved:
            said.append("unapproved")
        foreign = []
        rows = tuple(row for row in rows if row.id in approved)
        shown = [sentence for sentence in shown if sentence.passage in approved]
    if hold_prognosis and any(map(_figure_of_outlook, [*foreign, *(background[s.passage] for s in shown)])):
        said.append("prognosis-held")
        foreign = [passage for passage in foreign if not _figure_of_outlook(passage)]
        shown = [sentence for sentence in shown if not _figure_of_outlook(background[sentence.passage])]
    passages = tuple(background[id_] for id_ in dict.fromkeys(sentence.passage for sentence in shown))
    topics = {topic.id: topic for topic in guideline.topics}
    return Contents(
        rows=rows,
        sentences=tuple(shown),
        passages=passages,
        notes=_notes(ruling, rows, passages, guideline),
        topics=tuple(_without_figures(topics[id_]) for id_ in ruling.topics),
        notices=tuple(said),
        referred=Referred(passages=tuple(foreign), holding=referred.holding),
    )


def _notes(
    ruling: Ruling, rows: tuple[Row, ...], passages: tuple[Passage, ...], guideline: Guideline
) -> tuple[tuple[str, str], ...]:
    """Return the notes that sit on what is shown. A note's quantities must be among what is shown."""
    shown = {row.id for row in rows} | {passage.id for passage in passages}
    shown |= {statement for row in rows for statement in row.statements}
    quantities = quantities_in(" ".join(p.text for p in passages))
    quantities |= quantities_in(" ".join(f"{row.cycles or ''} {row.radiotherapy or ''}" for row in rows))
    return tuple(
        (note.id, note.text)
        for note in guideline.notes
        if (shown & set(note.beside) or note.id in ruling.notes) and quantities_in(note.text) <= quantities
    )


def _without_figures(topic: Topic) -> Topic:
    """Return a topic without an aside that holds a figure, "(6.7 months is ...)": no passage stands beside it."""
    return topic.model_copy(update={"text": _ASIDE.sub("", topic.text)})


def _figure_of_outlook(passage: Passage) -> bool:
    text = passage.text.lower()
    return bool(numbers_in(text)) and any(word in text for word in ("survival", "prognosis", "mortality", "die"))

"""The values of a guideline: what an editor wrote, as the rest of the house sees it. Pure: no file, no clock.

A passage is one statement and its `use`; a row is one line of the decision table; a note says where the text is
unclear; a topic is something the text leaves empty; a premise is something the text contradicts. The rest says how a
question's words are read.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
"""A short lower-case id, such as `nasal` or `relapsed-refractory`."""

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

Stage = Literal["I", "II", "III", "IV"]

State = Literal["submitted", "under_review", "approved"]
"""A review state; the first is the lowest."""

STAGES: tuple[Stage, ...] = ("I", "II", "III", "IV")

Line = Literal["first", "consolidation", "relapsed-refractory", "maintenance"]
"""A line of treatment that a question can name; `guardrails.cues` reads it."""

RowLine = Literal["first", "consolidation", "relapsed-refractory", "maintenance", "any"]
"""The line of a row; `any` holds for every line."""

Flag = Literal[
    "under-18",
    "pregnancy",
    "unfit",
    "renal-impairment",
    "hepatic-impairment",
    "cns-disease",
    "hiv",
    "transplant-recipient",
]
"""A population; `guardrails.cues` reads it. A case with a flag gets no row."""


class Value(BaseModel):
    """A frozen value; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Use(StrEnum):
    """What a passage may be used for."""

    BACKGROUND = "background"
    """May be quoted in an answer."""
    REGIMEN = "regimen"
    """A treatment recommendation: reaches a reader only through a row of the decision table."""
    QUARANTINED = "quarantined"
    """Kept for the record, never quoted as fact."""


class Reference(Value):
    kind: Literal["guideline", "research", "unlisted"]
    title: Text | None = None
    publisher: Text | None = None
    year: int | None = None
    note: Text | None = None

    @property
    def shown(self) -> str:
        """The reference as one line of a list of sources."""
        if self.title is None:
            return "reference not listed"
        return ", ".join(str(part) for part in (self.title, self.publisher, self.year) if part)


class Place(Value):
    """Where in an ingested document a passage stands."""

    document: str
    """The document's id."""
    title: str
    page: int | None = None
    start: int
    end: int
    """Characters of the document's text."""


class Passage(Value):
    """One statement of a guideline, or a piece of an ingested document; short enough to quote whole."""

    guideline: Name
    id: str
    text: Text
    headings: tuple[str, ...]
    """The path of headings above it, outermost first."""
    refs: tuple[int, ...]
    """Of the guideline's list; of an ingested document, by the document's own numbers."""
    use: Use
    place: Place | None = None
    """None for a statement of the guideline; an ingested document is reference material, which no editor reviewed."""


class Regimen(Value):
    name: Text
    drugs: tuple[Text, ...] = Field(min_length=1)


class Condition(Value):
    """A conjunction: the values each dimension of a case may have. A dimension that is not named may have any."""

    subtype: tuple[Name, ...] | None = None
    stage: tuple[Stage, ...] | None = None

    def holds(self, subtype: str, stage: str) -> bool:
        return (self.subtype is None or subtype in self.subtype) and (self.stage is None or stage in self.stage)


class Row(Value):
    """One line of the decision table."""

    id: str
    disease: Name
    line: RowLine
    when: Name | None = None
    """The name of the conditions under which the row holds; none: in every case of its disease and line."""
    rank: Literal["preferred", "alternative", "unranked", "consider"]
    """The text's own rank; Ward never adds one."""
    approach: Text
    regimen: Name | None = None
    cycles: Text | None = None
    radiotherapy: Text | None = None
    order: Text | None = None
    statements: tuple[str, ...] = Field(min_length=1)
    refs: tuple[int, ...] = Field(min_length=1)
    not_stated: tuple[Text, ...] = ()
    """What a reader would look for in this row and the text does not say."""


class Note(Value):
    """Says where the text is unclear; it never repairs it."""

    id: str
    beside: tuple[str, ...]
    """Ids of the statements and rows it is shown beside; `guideline` is the whole text."""
    text: Text


class Cue(Value):
    """A value and the patterns over the folded text that it is read from, with its own examples."""

    patterns: tuple[str, ...] = Field(min_length=1)
    """Regular expressions; each stands for whole words."""
    unless: tuple[str, ...] = ()
    """Patterns that look alike and mean something else; a match that lies inside one of these does not count."""
    fires_on: tuple[str, ...] = ()
    silent_on: tuple[str, ...] = ()


class ValueCue(Cue):
    value: Name


class DiseaseCue(ValueCue):
    name: Text
    """As a reply says it."""
    topic: str | None = None
    """The topic of a disease that the text names or borders on and does not cover."""


class LineCue(Cue):
    """The text's own words for a line of treatment, beside those that every text shares."""

    values: tuple[Line, ...] = Field(min_length=1)
    """Several: the words leave open which of them it is."""


class FlagCue(Cue):
    """The text's own words for a population."""

    value: Flag


class StageGroups(Value):
    """The stages that "early" and "advanced" stand for in this text; empty: such a word names no stage."""

    early: tuple[Stage, ...]
    advanced: tuple[Stage, ...]


class BackgroundCue(Cue):
    name: Name
    outlook: bool = False
    """Asks for the outlook: a patient who asks so twice is shown its figures."""


class Sign(Value):
    """One way to ask about a topic: every key that is there must hold."""

    asked: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    disease: tuple[Name, ...] = ()
    line: tuple[Line, ...] = ()
    regimens: tuple[Name, ...] = ()
    when: Name | None = None
    unnamed: bool = False
    """A drug or regimen is named that the text does not hold."""
    dose: bool = False
    nearby: tuple[str, ...] = ()
    """Background statements near what this sign asks, where they are not those of the topic."""
    beside: bool = False
    """Said beside the rows of the case, not in their place."""
    yields: bool = False
    """Said beside the rows where the question asks for the regimen too."""
    fires_on: tuple[str, ...] = ()
    silent_on: tuple[str, ...] = ()


class Topic(Value):
    """Something the text leaves empty. Asked about it, Ward says so."""

    id: str
    text: Text
    nearby: tuple[str, ...] = ()
    """Background statements that the text does hold near it."""
    signs: tuple[Sign, ...] = Field(min_length=1)


class Premise(Value):
    """Something a question may take for granted and the text contradicts."""

    id: Name
    names: Name | None = None
    """A class of the lexicon: a drug or regimen that contains it is named as a treatment."""
    asked: tuple[str, ...] = ()
    disease: tuple[Name, ...] = ()
    statements: tuple[str, ...] = Field(min_length=1)
    notes: tuple[str, ...] = ()
    says: Text
    fires_on: tuple[str, ...] = ()
    silent_on: tuple[str, ...] = ()


class Term(Value):
    """A drug, regimen, class or modality, with the spellings it comes in."""

    name: Text
    kind: Literal["drug", "regimen", "class", "modality"]
    regimen: Name | None = None
    """The id of the regimen, for one that the decision table holds."""
    in_text: bool = False
    contains: tuple[Name, ...] = ()
    """The classes it is or is built on."""
    spelled: tuple[Text, ...] = ()
    capitals: tuple[Text, ...] = ()
    """Spellings that are also words: read only where they are written just so."""


class Synonym(Value):
    """Words of a question and the words of the text that mean the same; used by the search alone."""

    said: tuple[Text, ...] = Field(min_length=1)
    means: Text


class Gloss(Value):
    """A term of the text in plainer words, for readers who are no clinicians; the words are the guideline's own."""

    term: Text
    plain: tuple[Text, ...] = Field(min_length=1)
    statement: str | None = None
    """The background statement that holds the plain words; none: they are synonyms of the term in reading.yaml."""


class Reading(Value):
    """How a question says which case it is about."""

    synonyms: tuple[Synonym, ...] = ()

    diseases: tuple[DiseaseCue, ...] = Field(min_length=1)
    subtypes: tuple[ValueCue, ...] = Field(min_length=1)
    stage_groups: StageGroups
    lines: tuple[LineCue, ...] = ()
    flags: tuple[FlagCue, ...] = ()
    subjects: Cue
    """Words that show a question is about this text although it names no disease."""
    elsewhere: Cue | None = None
    """Words that look like this text's own and are about something else."""
    background: tuple[BackgroundCue, ...]

    @property
    def cues(self) -> tuple[Cue, ...]:
        """Every entry with patterns."""
        elsewhere = (self.elsewhere,) if self.elsewhere is not None else ()
        return (
            *self.diseases,
            *self.subtypes,
            *self.lines,
            *self.flags,
            self.subjects,
            *elsewhere,
            *self.background,
        )


class DefaultLine(Value):
    """The line of treatment of a question that names none."""

    line: Line
    because: Text
    """Said beside it, such as "the text is about initial treatment"."""


class Disclaimer(Value):
    professional: Text
    patient: Text
    urgent: Text


class Review(Value):
    """One entry of the review record."""

    id: str
    state: State
    by: Text
    on: str
    """The day, as 2026-11-23."""
    hash: str
    """The hash of what was reviewed: its content and all it depends on."""
    at: str = ""
    """The moment, as 2026-11-23T13:05:07+00:00; empty: only the day is known."""


class ReviewRecord(Value):
    state: State
    """The state of what has no entry."""
    entries: tuple[Review, ...] = ()


class Guideline(Value):
    """One text with its references, statements, decision table, notes, topics, reading and review record."""

    id: Name
    title: Text
    source_title: Text
    publisher: Text
    updated: str
    """The day of the text, as 2025-10-26."""
    audience: Text
    licence: Text
    disease: Name
    """What a question is about when it names no disease."""
    default_line: DefaultLine | None = None
    """None: the line is asked for where it matters."""
    examples: tuple[Text, ...] = ()
    """Questions that the page offers."""
    references: dict[int, Reference]
    disclaimer: Disclaimer
    passages: tuple[Passage, ...]
    conditions: dict[Name, tuple[Condition, ...]]
    rows: tuple[Row, ...]
    regimens: dict[Name, Regimen]
    notes: tuple[Note, ...]
    topics: tuple[Topic, ...]
    premises: tuple[Premise, ...]
    reading: Reading
    lexicon: tuple[Term, ...]
    glossary: tuple[Gloss, ...] = ()
    review: ReviewRecord
    drug_names: frozenset[str] = Field(default=frozenset(), repr=False)
    """Folded names of drugs in general, for the wall: none of these passes unless the text holds it."""
    hash: str
    """The hash of every file it was read from."""

    states: dict[str, State] = Field(default_factory=dict)
    """The review state of every statement and row, as the record and their present content give it."""

    def passage(self, id: str) -> Passage:  # noqa: A002 -- the field's own word
        for passage in self.passages:
            if passage.id == id:
                return passage
        raise KeyError(f"no statement {id!r} in {self.id}")

    def row(self, id: str) -> Row:  # noqa: A002
        for row in self.rows:
            if row.id == id:
                return row
        raise KeyError(f"no row {id!r} in {self.id}")

    def disease_name(self, value: str) -> str:
        return next((cue.name for cue in self.reading.diseases if cue.value == value), value)

    def lines_unsaid(self, disease: str) -> tuple[str, ...]:
        """Return the lines that may be meant where a question about a disease names none."""
        if self.default_line is not None:
            return (self.default_line.line,)
        named = dict.fromkeys(row.line for row in self.rows if row.disease == disease and row.line != "any")
        return tuple(named) or ("first",)

    def holds(self, row: Row, subtype: str, stage: str) -> bool:
        """Say whether a row's conditions hold for a subtype and a stage."""
        return row.when is None or any(c.holds(subtype, stage) for c in self.conditions[row.when])

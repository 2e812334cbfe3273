"""A question as read, and what a conversation remembers from one question to the next. Values only."""

from dataclasses import dataclass, field

from corpus.passage import Guideline
from guardrails.asks import Ask
from guardrails.case import Case, Dimension, Fact
from guardrails.fold import Folded
from guardrails.lexicon import Mention
from guardrails.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What a conversation remembers from one turn to the next."""

    guideline: str = ""
    """The id of the guideline it was held on."""
    case: Case = field(default_factory=Case)
    asks: frozenset[Ask] = frozenset()
    listed: tuple[str, ...] = ()
    """Ids of the rows that the last reply listed, in its order."""
    outcome: str | None = None
    questions: tuple[str, ...] = ()
    """The last questions, oldest first, with identifiers masked: what makes a follow-up stand alone."""
    prognosis_asked: bool = False
    elsewhere: bool = False
    """The conversation has turned to a disease that the guideline is not about, and has not come back."""

    def fits(self, guideline: Guideline) -> bool:
        """Say whether all of it is of this guideline as it now is; a conversation that nothing was said in fits any."""
        if self == Memory(guideline=self.guideline):
            return True
        diseases = {cue.value for cue in guideline.reading.diseases}
        subtypes = {cue.value for cue in guideline.reading.subtypes}
        return (
            self.guideline == guideline.id
            and (self.case.disease is None or self.case.disease in diseases)
            and self.case.subtypes <= subtypes
            and set(self.listed) <= {row.id for row in guideline.rows}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as read."""

    folded: Folded
    case: Case
    """The case this question is about."""
    kept: Case
    """The case the conversation keeps: without what was only supposed."""
    facts: tuple[Fact, ...]
    uncertain: tuple[Fact, ...]
    """Said, but not as a fact: "maybe stage II"."""
    mentions: tuple[Mention, ...]
    asks: frozenset[Ask]
    background: frozenset[str]
    """Background subjects of the guideline that it names."""
    scope: Scope
    meant: tuple[str, ...]
    """Ids of rows of the last reply that it points back at."""
    follow_up: bool
    background_first: bool = False
    """A background subject stands before the first word of treatment: that is what is asked for."""
    last: str = ""
    """Its last sentence, folded."""
    asked_last: bool = False
    """The sentence that asks, the last, asks for a treatment and names no background subject."""
    after_background: bool = False
    """A follow-up to a background question that asks for nothing new ("and in stage IV?")."""
    foreign_language: bool = False
    usual_line: frozenset[str] = frozenset()
    """The line that the whole text is about; to name it tells of no patient."""
    outlook_asked: bool = False
    elsewhere: bool = False
    """It is about a disease that the guideline is not about, or goes on about one."""

    @property
    def case_told(self) -> bool:
        """Whether the question tells of a patient: a stage, a flag, a later line, or a subtype that continues a case.

        A disease alone is no case, nor is the line that the whole text is about.
        """
        facts = (*self.facts, *self.uncertain)
        told = {f.dimension for f in facts if f.values != self.usual_line} - {Dimension.DISEASE}
        return bool(told - {Dimension.SUBTYPE}) or (Dimension.SUBTYPE in told and self.follow_up)

    @property
    def states_a_case(self) -> bool:
        """Whether it only says what the patient has ("My mother has NK/T in her nose"): it asks what can be done."""
        dimensions = {fact.dimension for fact in (*self.facts, *self.uncertain)}
        asking = "?" in self.folded.text or Ask.EXPLAIN in self.asks
        return bool(dimensions - {Dimension.DISEASE, Dimension.SUBTYPE}) or (bool(dimensions) and not asking)

    @property
    def tells_of_a_patient(self) -> bool:
        """Whether it says anything but the disease: a subtype, stage, flag or later line."""
        facts = (*self.facts, *self.uncertain)
        return any(f.dimension is not Dimension.DISEASE and f.values != self.usual_line for f in facts)

    @property
    def scope_unsure(self) -> bool:
        return self.scope is Scope.UNSURE

    @property
    def regimens(self) -> tuple[str, ...]:
        """Ids of the decision table's regimens that it names."""
        named = (m.term.regimen for m in self.mentions if m.term is not None and m.term.regimen is not None)
        return tuple(dict.fromkeys(named))

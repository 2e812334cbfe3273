"""The rules: from a question as read to what may be said. The model has no part in this.

A rule is a small pure function that returns a ruling or passes; the first ruling holds. The order of `RULES` is the
safety argument: what is outside, what is contradicted, what is never given and what the text leaves empty come before
any row. What no rule answers is a background question: the search answers it with quoted passages.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.passage import Guideline, Premise, Row, Sign, Topic
from guardrails.asks import DETAILS, WANTS, Ask
from guardrails.case import Dimension
from guardrails.claims import wrong_drug, wrong_number
from guardrails.context import Standing, standing
from guardrails.decide import FIRST, Clarify, Decision, Recommended, certain, decide, possible
from guardrails.lexicon import Mention
from guardrails.naming import names_term, row_names
from guardrails.pattern import Matcher, words
from guardrails.question import Question
from guardrails.read import Reader
from guardrails.scope import Scope


class Outcome(StrEnum):
    RECOMMENDED = "recommended"
    ANSWERED = "answered"
    CLARIFY = "clarify"
    NOT_COVERED = "not_covered"
    CORRECTED = "corrected"
    OUT_OF_SCOPE = "out_of_scope"
    URGENT = "urgent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What may be said, as ids of the guideline's data; the words come from there."""

    outcome: Outcome
    rule: str
    """The rule that gave it."""
    rows: tuple[str, ...] = ()
    decision: Decision | None = None
    topics: tuple[str, ...] = ()
    """What the text leaves empty and the question asks for."""
    statements: tuple[str, ...] = ()
    """Background statements to quote."""
    notes: tuple[str, ...] = ()
    """Notes to show besides those that sit on what is shown."""
    says: tuple[str, ...] = ()
    """Keys of the fixed sentences in `guardrails.phrases`, or a premise's own sentence."""


Rule = Callable[[Question, Reader], Ruling | None]
"""Return a ruling, or None to pass the question on."""


def rule(question: Question, reader: Reader) -> Ruling | None:
    """Return the ruling of the first rule that has one; None: a background question, to be answered by quotation."""
    if question.scope is Scope.UNSURE:
        return None  # nothing in it is of this text: only a close passage could make it a question for it
    ruling = next((ruling for each in RULES if (ruling := each(question, reader))), None)
    return _OUTSIDE if question.scope is Scope.DOUBTFUL and not _true_anyway(ruling, question) else ruling


def _true_anyway(ruling: Ruling | None, question: Question) -> bool:
    """Say whether a ruling is true of whatever a doubtful word names: it shows no row and leaves empty what the text does.

    Where that word stands in the place of a disease, only of a population and of doses.
    """
    if ruling is None or ruling.rows or ruling.outcome not in (Outcome.NOT_COVERED, Outcome.CORRECTED):
        return False
    anyway = ruling.outcome is Outcome.CORRECTED or "population" in ruling.says or Ask.DOSE in question.asks
    return anyway or not question.elsewhere


_OUTSIDE = Ruling(outcome=Outcome.OUT_OF_SCOPE, rule="outside", says=("out-of-scope",))


def outside(question: Question, reader: Reader) -> Ruling | None:
    """Another disease or subject: one sentence that says what Ward can do."""
    return _OUTSIDE if question.scope is Scope.OUTSIDE else None


def contradicted(question: Question, reader: Reader) -> Ruling | None:
    """A premise that the text contradicts is corrected with the statements that contradict it."""
    for premise in reader.guideline.premises:
        if not _met(premise, question, reader.guideline):
            continue
        agreed = premise.names is not None and _agrees(question)
        return Ruling(
            outcome=Outcome.ANSWERED if agreed else Outcome.CORRECTED,
            rule=f"premise {premise.id}",
            statements=premise.statements,
            notes=premise.notes,
            topics=tuple(t.id for t, s in _topics(question, reader.guideline) if s.unnamed),
            says=("text-says",) if agreed else (premise.says,),
        )
    return None


def misquoted(question: Question, reader: Reader) -> Ruling | None:
    """A number of cycles, a radiation dose or a drug of a regimen that the table's rows do not hold."""
    for check in (wrong_drug, wrong_number):
        if rows := check(question, reader.guideline):
            return Ruling(outcome=Outcome.CORRECTED, rule="misquoted", rows=rows, says=("table-differs",))
    return None


def left_empty(question: Question, reader: Reader) -> Ruling | None:
    """What the text leaves empty is named; nothing is filled in."""
    bordering = {cue.value: cue.topic for cue in reader.guideline.reading.diseases if cue.topic is not None}
    if topic_id := bordering.get(question.case.disease or ""):
        return Ruling(outcome=Outcome.NOT_COVERED, rule="left empty", topics=(topic_id,), says=("not-covered",))
    met = [(topic, sign) for topic, sign in _topics(question, reader.guideline) if not sign.beside]
    if not met:
        return None
    if all(_yields(sign, question) for _, sign in met) and not question.case.flags:
        return None  # said beside the rows that the question also asks for
    statements = tuple(dict.fromkeys(id_ for topic, sign in met for id_ in (sign.nearby or topic.nearby)))
    return Ruling(
        outcome=Outcome.NOT_COVERED,
        rule="left empty",
        topics=tuple(dict.fromkeys(topic.id for topic, _ in met)),
        statements=statements,
        says=("population",) if any(sign.flags for _, sign in met) else ("not-covered",),
    )


def population(question: Question, reader: Reader) -> Ruling | None:
    """Any population flag makes the case one that the text does not cover; so does one told after the rows were shown."""
    told = question.follow_up and "?" not in question.folded.text and not question.asks
    told = told and any(fact.dimension is Dimension.FLAG for fact in question.facts)
    if question.case.flags and (told or treatment_wanted(question)):
        return Ruling(outcome=Outcome.NOT_COVERED, rule="population", says=("population",))
    return None


def named(question: Question, reader: Reader) -> Ruling | None:
    """A question about a regimen, drug or modality of the table is answered from its rows."""
    guideline = reader.guideline
    rows = _named_rows(question, guideline)
    if not rows or not treatment_wanted(question) or question.case.contradicted:
        return None
    decision = decide(question.case, guideline)
    details = [ask for ask in DETAILS if ask in question.asks]
    if question.case.empty and question.case.disease in (None, guideline.disease):
        return _listed(question, guideline, rows, decision)
    if not isinstance(decision, Recommended):
        held = tuple(row for row in rows if any(row.id in branch.rows for branch in getattr(decision, "branches", ())))
        return _listed(question, guideline, held, decision) if held else None
    held = tuple(row for row in rows if row.id in decision.rows)
    if held and (question.regimens or question.meant) and details:
        return _listed(question, guideline, held, decision)
    if held:
        return _decided(question, guideline, decision)
    outcome = Outcome.CORRECTED if Ask.CLAIM in question.asks else Outcome.RECOMMENDED
    return replace(
        _decided(question, guideline, decision), outcome=outcome, rule="named elsewhere", says=("not-among",)
    )


def by_the_table(question: Question, reader: Reader) -> Ruling | None:
    """A treatment question is answered by the decision table, or asked back, or not covered."""
    if not treatment_wanted(question):
        return None
    decision = decide(question.case, reader.guideline)
    return _decided(question, reader.guideline, decision)


RULES: tuple[Rule, ...] = (outside, contradicted, misquoted, left_empty, population, named, by_the_table)


def treatment_wanted(question: Question) -> bool:
    """Say whether a treatment is asked for. In doubt, yes."""
    asks = question.asks
    if question.background:
        if question.asked_last and question.tells_of_a_patient:
            return True
        if not question.case_told or (Ask.EXPLAIN in asks and Ask.REGIMEN not in asks):
            return False
        if Ask.REGIMEN in asks:
            return True
        return (Ask.TREATMENT in asks or bool(question.regimens)) and not question.background_first
    if asks & WANTS:
        return True
    if question.after_background:
        return False
    named_ = any(m.term is None or m.term.kind in ("drug", "regimen") for m in question.mentions)
    return named_ or question.states_a_case or (question.follow_up and bool(question.meant))


def _decided(question: Question, guideline: Guideline, decision: Decision) -> Ruling:
    beside = tuple(
        dict.fromkeys(
            topic.id for topic, sign in _topics(question, guideline) if sign.beside or _yields(sign, question)
        )
    )
    if isinstance(decision, Recommended):
        return Ruling(
            outcome=Outcome.RECOMMENDED,
            rule="table",
            rows=decision.rows,
            decision=decision,
            topics=beside,
            says=("rows",),
        )
    if isinstance(decision, Clarify):
        contradiction = ("contradiction",) if question.case.contradicted else ()
        doubt = ("uncertain",) if question.uncertain else ()
        return Ruling(
            outcome=Outcome.CLARIFY, rule="table", decision=decision, says=(*contradiction, *doubt, "clarify")
        )
    return Ruling(outcome=Outcome.NOT_COVERED, rule="table", decision=decision, topics=beside, says=("no-row",))


def _listed(question: Question, guideline: Guideline, rows: tuple[Row, ...], decision: Decision) -> Ruling:
    """Show rows for what they say of a regimen, each with the cases it is for."""
    fields = [ask for ask in (Ask.CYCLES, Ask.RADIOTHERAPY, Ask.ORDER) if ask in question.asks]
    if (
        fields
        and Ask.REGIMEN not in question.asks
        and all(getattr(row, field) is None for row in rows for field in fields)
    ):
        topics = tuple(t.id for t, s in _topics(question, guideline))
        return Ruling(
            outcome=Outcome.NOT_COVERED, rule="not stated", topics=topics, decision=decision, says=("not-stated",)
        )
    return Ruling(
        outcome=Outcome.RECOMMENDED,
        rule="named",
        rows=tuple(row.id for row in rows),
        topics=tuple(dict.fromkeys(t.id for t, s in _topics(question, guideline) if s.yields)),
        says=("rows-named",),
    )


def _named_rows(question: Question, guideline: Guideline) -> tuple[Row, ...]:
    """Return the rows that hold what the question names, or that it points back at."""
    if question.regimens:
        return tuple(row for row in guideline.rows if row.regimen in question.regimens)
    terms = [
        m.term
        for m in question.mentions
        if m.term is not None and m.term.in_text and standing(question.folded.text, m.span) is not Standing.DENIED
    ]
    if terms:
        return tuple(row for row in guideline.rows if any(row_names(row, term, guideline) for term in terms))
    if question.meant and any(ask in question.asks for ask in (*DETAILS, Ask.DOSE)):
        return tuple(row for row in guideline.rows if row.id in question.meant)
    return ()


def _met(premise: Premise, question: Question, guideline: Guideline) -> bool:
    disease = question.case.disease or guideline.disease
    if premise.disease and disease not in premise.disease:
        return False
    if premise.names is not None:
        return any(_as_treatment(m, question) and names_term(m, premise.names) for m in question.mentions)
    return Matcher(patterns=premise.asked).found(question.folded.text)


_HISTORY = words(
    r"after|post|following|failed|failing|prior|previous(?:ly)?|received|had|s/p|despite|refractory to|relapsed (?:after|on)|progressed on|completed|"
    r"treated with|got|given|intolerant (?:of|to)|since|past"
)


def _as_treatment(mention: Mention, question: Question) -> bool:
    """Say whether a mention is of a treatment in question, not one of the past or one that is turned down."""
    text = question.folded.text
    before = text[max(0, mention.span[0] - 25) : mention.span[0]]
    if standing(text, mention.span) is Standing.DENIED and not _agrees(question):
        return False
    return not (_HISTORY.search(before) and set(question.case.lines) - {FIRST})


def _agrees(question: Question) -> bool:
    """Say whether a question already holds that something is ruled out, or asks why it is."""
    return Ask.OUT in question.asks or (Ask.EXPLAIN in question.asks and bool(question.background))


def _topics(question: Question, guideline: Guideline) -> list[tuple[Topic, Sign]]:
    return [(t, s) for t in guideline.topics for s in t.signs if _holds(s, question, guideline)]


def _holds(sign: Sign, question: Question, guideline: Guideline) -> bool:
    case = question.case
    disease = case.disease or guideline.disease
    if sign.asked and not Matcher(patterns=sign.asked).found(question.folded.text):
        return False
    if sign.dose and not dose_wanted(question):
        return False
    if sign.unnamed and not any(_unnamed(m) and _as_treatment(m, question) for m in question.mentions):
        return False
    if sign.regimens and not set(sign.regimens) & set(_meant_regimens(question, guideline)):
        return False
    if sign.disease and disease not in sign.disease:
        return False
    default = guideline.default_line
    if sign.line and not set(sign.line) & (set(case.lines) or {default.line if default is not None else ""}):
        return False
    if sign.flags:
        return (
            bool(set(sign.flags) & case.flags)
            and treatment_wanted(question)
            and (sign.when is None or possible(case, guideline, sign.when))
        )
    if sign.when is not None and not (disease == guideline.disease and certain(case, guideline, sign.when)):
        return False
    topical = sign.asked or sign.dose or sign.unnamed
    return bool(topical) or treatment_wanted(question)


def _yields(sign: Sign, question: Question) -> bool:
    """Say whether what a topic leaves empty stands beside the rows: it was told of the patient, and not asked for."""
    if sign.yields:
        return Ask.REGIMEN in question.asks
    told = bool(sign.asked) and not (sign.flags or sign.regimens or sign.unnamed or sign.dose)
    if not (told and question.tells_of_a_patient):
        return False
    matcher = Matcher(patterns=sign.asked)
    asked = Ask.REGIMEN in question.asks or _IN_A_WORD.fullmatch(question.last)
    if question.asked_last and asked and not matcher.found(question.last):
        return True
    spans = [*matcher.spans(question.folded.text)]
    return Ask.REGIMEN in question.asks and all(_describes(question, end) for _, end in spans)


_IN_A_WORD = re.compile(r"(?:[a-z-]+ )?(?:regimens?|treatments?|therap(?:y|ies)|options?|chemo\w*|management|tx|rx)")
_DESCRIBES = re.compile(
    r"[- ]?(?:positive|negative|pos|neg|high|low|proven|confirmed|driven|associated|[+-]|\d{1,2}(?!\d))?[ ,-]*(?:[a-z0-9]{1,12}(?:-(?:positive|negative|risk|\d{1,2})|\+),? ){0,3}"
)


def _describes(question: Question, end: int) -> bool:
    """Say whether what ends there describes the patient's disease: "EBV-positive nasal", "PINK-0 NK/T"."""
    match = _DESCRIBES.match(question.folded.text, end)
    disease = (Dimension.DISEASE, Dimension.SUBTYPE, Dimension.STAGE)
    return match is not None and any(f.start == match.end() and f.dimension in disease for f in question.facts)


def dose_wanted(question: Question) -> bool:
    """Say whether a dose is asked for. A total of radiotherapy is no dose: where the table holds it, a row says it."""
    if Ask.DOSE not in question.asks:
        return False
    drugs = any(m.term is None or m.term.kind != "modality" for m in question.mentions)
    fraction = words(r"fraction\w*|per|daily|each|every|schedule|days?").search(question.folded.text)
    return not (Ask.RADIOTHERAPY in question.asks and not fraction and not (drugs and not question.regimens))


def _meant_regimens(question: Question, guideline: Guideline) -> tuple[str, ...]:
    if question.regimens or not question.asks & {*DETAILS, Ask.DOSE}:
        return question.regimens
    return tuple(row.regimen for row in guideline.rows if row.id in question.meant and row.regimen is not None)


def _unnamed(mention: Mention) -> bool:
    if mention.term is None:
        return True
    return not mention.term.in_text and mention.term.kind in ("drug", "regimen")

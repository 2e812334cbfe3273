"""One turn, from question to reply, on one page. The safety argument is read here.

    fold -> hazards -> read -> rule -+---------------------------------------+-> seal
                                     +- no rule: SEARCH -> MODEL -> verify --+
                                     +- not in the text: CONSULT documents --+

What leaves the house is handed in: `search`, `consult` and `complete`. A fault of one never opens a gate: without an
index the rules still answer, without a model the passages are quoted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.draft import Draft, draft
from bot.model import Complete
from bot.rewrite import Propose
from corpus.errors import CorpusError
from corpus.index import Hit
from corpus.passage import Passage
from guardrails.asks import WANTS, Ask
from guardrails.case import Case, Dimension, Fact
from guardrails.contents import NOTHING, Referred, Sentence
from guardrails.hazards import Kind, hazard_in
from guardrails.identifiers import Finder, Identifier, identifiers, mask
from guardrails.phrases import Audience
from guardrails.question import Memory, Question
from guardrails.quote import answering, best, documented, holding, nearer, to_search, without_disease
from guardrails.read import Reader
from guardrails.rule import Outcome, Ruling, rule, treatment_wanted
from guardrails.scope import Scope
from guardrails.seal import Reply, seal
from guardrails.treatment import Judge

Search = Callable[[str], Sequence[Hit]]
"""Find background passages near a text, the nearest first."""

Consult = Callable[[str], tuple[Sequence[Hit], Sequence[Hit]]]
"""Find passages of ingested documents near a text: background ones, and ones on treatment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question and all that came of it."""

    question: str
    """As asked, with identifiers masked."""
    audience: Audience
    reply: Reply
    guideline: str
    """The id of the guideline that was asked."""
    rule: str
    """The rule that decided."""
    case: dict[str, object]
    """The case as read, each fact with the words it was read from."""
    hits: tuple[tuple[str, float], ...] = ()
    """Passages the search found, with their scores."""
    searched: tuple[str, ...] = ()
    """What was searched for, identifiers masked: the question made to stand alone; a model's wording of it second."""
    dropped: tuple[tuple[str, str], ...] = ()
    """Sentences of a draft that were dropped, each with its reason."""
    model: str | None = None
    memory: Memory
    """What the next turn needs."""
    conversation: str = ""
    number: int = 0
    """Its place in the conversation, from 1."""
    seconds: float = 0.0

    def data(self) -> dict[str, object]:
        """Return the turn as the command line and the store write it; the keys are a contract."""
        reply = self.reply
        return {
            "conversation": self.conversation,
            "number": self.number,
            "outcome": str(reply.outcome),
            "reply": reply.markdown,
            "disclaimer": reply.disclaimer,
            "rows": list(reply.rows),
            "regimens": list(reply.regimens),
            "refs": list(reply.refs),
            "statements": list(reply.statements),
            "notes": list(reply.notes),
            "not_covered": list(reply.not_covered),
            "case": self.case,
            "dropped": [{"sentence": sentence, "reason": reason} for sentence, reason in self.dropped],
            "model": self.model,
            "seconds": self.seconds,
            "rule": self.rule,
            "audience": str(self.audience),
            "guideline": self.guideline,
            "question": self.question,
            "searched": list(self.searched),
        }


def take_turn(
    text: str,
    *,
    memory: Memory,
    audience: Audience,
    reader: Reader,
    search: Search,
    consult: Consult | None = None,
    complete: Complete | None = None,
    model: str | None = None,
    propose: Propose | None = None,
    approved_only: bool = False,
    released: Callable[[Reply], None] | None = None,
    find: Finder = identifiers,
) -> Turn:
    """Return the turn that a question leads to; takes any text.

    Args:
        search, complete: the two calls that leave the house; no `complete`: quotes only.
        consult: searches the ingested documents; none: there are none.
        model: the name of what `complete` asks.
        propose: words a follow-up for the search; none: the rules' own wording alone.
        approved_only: withhold what no reviewer has approved.
        released: told a sealed reply each time one more sentence of it was verified.
        find: finds personal identifiers, which are masked before anything is searched, asked of a model or kept.
    """
    found_in_it = find(text)
    masked = mask(text, found_in_it)
    fits = memory.fits(reader.guideline)
    if found := hazard_in(text, reader.lexicon):
        return _closed(found.kind, found.rule, masked, memory, audience, reader)
    memory = memory if fits else Memory()
    question = reader.read(text, memory)
    ruling = rule(question, reader)
    notices: tuple[str, ...] = () if fits else ("other-guideline",)
    notices += ("language",) if question.foreign_language else ()
    outlook_held = audience is Audience.PATIENT and not memory.prognosis_asked
    hits: Sequence[Hit] = ()
    searched: tuple[str, ...] = ()
    drafted: Draft | None = None
    referred = NOTHING

    def sealed(ruling: Ruling, sentences: Sequence[Sentence] = (), *missing: str) -> Reply:
        return seal(
            ruling,
            guideline=reader.guideline,
            lexicon=reader.lexicon,
            case=question.case,
            audience=audience,
            sentences=sentences,
            notices=(*notices, *missing),
            referred=referred,
            hold_prognosis=outlook_held,
            approved_only=approved_only,
        )

    if ruling is not None:
        asked = (to_search(masked, question, memory, reader).text,)
        ruling, referred, hits, missing = _referred(ruling, question, asked, (), consult, reader)
        reply = sealed(ruling, (), *missing)
    else:
        searched = _wordings(masked, question, memory, reader, propose)
        ruling, near, hits, missing = _found(question, searched, search)
        ruling, referred, more, unread = _referred(ruling, question, searched, hits, consult, reader)
        near = () if ruling.rule in (_DOCUMENT, _HELD) else near
        hits, missing = (*hits, *more), (*missing, *unread)
        sentences = tuple(Sentence(text=passage.text, passage=passage.id) for passage in near)
        if near and complete is not None:
            phrased = replace(ruling, says=("phrased",))
            tell = (lambda so_far: released(sealed(phrased, so_far))) if released is not None else None
            drafted = draft(masked, near, complete=complete, lexicon=reader.lexicon, released=tell)
            sentences, ruling = drafted.sentences, ruling if drafted.notice else phrased
            missing = (*missing, drafted.notice) if drafted.notice else missing
        reply = sealed(ruling, sentences, *missing)
    return Turn(
        question=masked,
        audience=audience,
        reply=reply,
        guideline=reader.guideline.id,
        rule=ruling.rule,
        case=_masked(question.case, question, found_in_it).shown(),
        hits=tuple((hit.passage.id, round(hit.score, 4)) for hit in hits),
        searched=searched,
        dropped=drafted.dropped if drafted else (),
        model=model if drafted else None,
        memory=Memory(
            guideline=reader.guideline.id,
            case=_masked(question.kept, question, found_in_it),
            asks=_carried(question, reply),
            listed=reply.rows or (memory.listed if question.meant else ()),
            outcome=str(reply.outcome),
            questions=(*memory.questions, masked)[-4:],
            prognosis_asked=memory.prognosis_asked or (outlook_held and question.outlook_asked),
            elsewhere=_went_elsewhere(question, reply),
        ),
    )


def _masked(case: Case, question: Question, found: Sequence[Identifier]) -> Case:
    """Return a case with identifiers masked in the words that this question's facts were read from."""

    def masked(fact: Fact) -> Fact:
        start, words = question.folded.origin[fact.start], fact.words
        end = start + len(words)
        for it in reversed(found):
            if it.start < end and start < it.end:
                words = f"{words[: max(0, it.start - start)]}[{it.kind}]{words[it.end - start :]}"
        return replace(fact, words=words)

    return replace(case, facts=tuple(masked(fact) if fact in question.facts else fact for fact in case.facts))


def _wordings(
    masked: str, question: Question, memory: Memory, reader: Reader, propose: Propose | None
) -> tuple[str, ...]:
    """Return what is searched for; a model is asked only for a follow-up that leans on what was said before."""
    own = to_search(masked, question, memory, reader)
    proposed = propose(masked, memory.questions, reader) if propose is not None and own.why else None
    return tuple(without_disease(text, reader) for text in (own.text, proposed) if text is not None)


def _found(
    question: Question, texts: Sequence[str], search: Search
) -> tuple[Ruling, tuple[Passage, ...], Sequence[Hit], tuple[str, ...]]:
    """Find the passages that answer a background question; nothing near, or no index: say so."""
    try:
        hits = best([search(text) for text in texts])
    except CorpusError:
        return Ruling(outcome=Outcome.NOT_COVERED, rule="no index"), (), (), ("no-index",)
    near = tuple(hit.passage for hit in answering(hits, question))
    if near:
        return Ruling(outcome=Outcome.ANSWERED, rule="quoted", says=("passages",)), near, hits, ()
    if question.scope is Scope.UNSURE:
        return Ruling(outcome=Outcome.OUT_OF_SCOPE, rule="nothing near", says=("out-of-scope",)), (), hits, ()
    return Ruling(outcome=Outcome.NOT_COVERED, rule="nothing near", says=("nothing-near",)), (), hits, ()


_OPEN = (Outcome.ANSWERED, Outcome.NOT_COVERED, Outcome.OUT_OF_SCOPE)
"""Where a document may say more than the guideline; beside rows, a question back or a correction it may not."""


_DOCUMENT, _HELD = "document", "document's treatment"
"""The rules by which an ingested document answers, or is named, in the guideline's place."""


def _referred(
    ruling: Ruling,
    question: Question,
    texts: Sequence[str],
    own: Sequence[Hit],
    consult: Consult | None,
    reader: Reader,
) -> tuple[Ruling, Referred, Sequence[Hit], tuple[str, ...]]:
    """Look into the ingested documents: quote background that clearly answers, name who holds text on treatment.

    Where a treatment is asked for nothing of a document is quoted. A document answers in the guideline's place only
    where the guideline does not, or where the question names nothing of it and the document is nearer than `own`, the
    guideline's hits. With no documents nothing changes.
    """
    if consult is None or ruling.outcome not in _OPEN:
        return ruling, NOTHING, (), ()
    try:
        consulted = [consult(text) for text in texts]
    except CorpusError:
        return ruling, NOTHING, (), ("no-documents",)
    background, regimen = best([found for found, _ in consulted]), best([found for _, found in consulted])
    judge = Judge(reader.lexicon)
    treatment = treatment_wanted(question) or any(map(judge.treats, (question.folded.original, *texts)))
    hits = () if treatment else documented(background)
    referred = Referred(passages=tuple(hit.passage for hit in hits), holding=holding(regimen, hits))
    unanswered = ruling.outcome is Outcome.OUT_OF_SCOPE or ruling.rule in ("nothing near", "no index")
    elsewhere = question.scope is Scope.UNSURE and nearer(hits or (regimen if referred.holding else ()), own)
    if hits and (unanswered or elsewhere):
        ruling = Ruling(outcome=Outcome.ANSWERED, rule=_DOCUMENT, says=("document",))
    elif referred.holding and (ruling.outcome is Outcome.OUT_OF_SCOPE or (treatment and elsewhere)):
        ruling = Ruling(outcome=Outcome.NOT_COVERED, rule=_HELD, says=("not-covered",))
    return ruling, referred, hits, ()


def _went_elsewhere(question: Question, reply: Reply) -> bool:
    """Say whether what follows is of another disease until this guideline's is named: a case was found outside it."""
    place = any(fact.dimension is Dimension.SUBTYPE for fact in question.facts)
    case_outside = reply.outcome is Outcome.OUT_OF_SCOPE and place and bool(question.asks & WANTS)
    return reply.outcome is not Outcome.CORRECTED and (
        question.elsewhere or (case_outside and question.case.disease is None)
    )


def _carried(question: Question, reply: Reply) -> frozenset[Ask]:
    """Return what a follow-up may ask again without saying so."""
    treated = reply.rows or reply.outcome is Outcome.CLARIFY
    return (question.asks - {Ask.EACH}) | ({Ask.TREATMENT} if treated else frozenset())


_CLOSED = {
    Kind.URGENT: (Outcome.URGENT, ()),
    Kind.CRISIS: (Outcome.URGENT, ("crisis",)),
    Kind.HARM: (Outcome.REFUSED, ("refused",)),
    Kind.EXTRACTION: (Outcome.REFUSED, ("extraction",)),
}


def _closed(kind: Kind, name: str, masked: str, memory: Memory, audience: Audience, reader: Reader) -> Turn:
    """The fixed reply to an emergency, a crisis, or a request for harm; what is remembered stays as it was."""
    outcome, says = _CLOSED[kind]
    ruling = Ruling(outcome=outcome, rule=f"hazard {name}", says=says)
    fits = memory.fits(reader.guideline)
    case = memory.case if fits else Case()
    reply = seal(ruling, guideline=reader.guideline, lexicon=reader.lexicon, case=case, audience=audience)
    return Turn(
        question=masked,
        audience=audience,
        reply=reply,
        rule=ruling.rule,
        case=case.shown(),
        guideline=reader.guideline.id,
        memory=replace(memory, guideline=reader.guideline.id, outcome=str(outcome)) if fits else memory,
    )

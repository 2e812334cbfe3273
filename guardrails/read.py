"""Read a question: which case it is about, what it names, what it wants. Deterministic; shown back to the reader."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.passage import Guideline, ValueCue
from guardrails.asks import ASKS, DETAILS, ORDINALS, WANTS, Ask
from guardrails.case import Case, Dimension, Fact, grown
from guardrails.context import TAKEN_BACK, Standing, standing
from guardrails.cues import AFTER_TREATMENT, FLAGS, LINES
from guardrails.fold import Folded, fold, without_markup
from guardrails.lexicon import Lexicon, Mention
from guardrails.pattern import Matcher, Span, inside, words
from guardrails.scope import OTHER_DISEASES, OTHER_SUBJECTS, Scope, blanked, foreign_words, vocabulary
from guardrails.stages import stages

_PERSON = r"(?:he|she|i|who|patient|pt|mother|father|mum|mom|dad|son|daughter|child|boy|girl|sister|brother|husband|wife|kid|niece|nephew|cousin)"
_AGE = re.compile(
    r"(?<![\d.])(?P<age>\d{1,3})[ -]?(?:years?|yrs?|y)?[ -]?(?:old|/?o|-?jahrige?[rns]?|ans|anos|anni)(?![a-z])"
    r"|(?<![a-z])(?:aged?|age of|age:|turned) (?P<aged>\d{1,3})(?![\d.])"
    rf"|(?<![a-z]){_PERSON}(?: is|'s| am|'m|,) (?:only |just |now )?(?P<is>\d{{1,3}})(?= *(?:$|[.,;?!)]|and|with|years?|yo|y/o))"
    r"|(?<![\d.])(?P<short>\d{1,3}) ?(?:[mf]|yom|yof|male|female)(?![a-z0-9])|(?P<zh>\d{1,3}) ?岁"
    r"|(?P<months>\d{1,2})[ -](?:months?|weeks?)[ -]old"
)
_FIT = words(
    r"(?:ecog|ps|performance status)[ :=of]*(?:is |was )?[01](?! ?(?:-|to|/|or) ?[2-4])|fit and well|is fit|was fit|very fit"
)
_STAGE_UNKNOWN = words(
    r"stage (?:is |was |remains? )?(?:still |yet |currently )?(?:not (?:yet )?(?:known|clear|certain|confirmed|available)|unknown|unclear|uncertain|"
    r"pending|to be (?:confirmed|determined))|(?:don'?t|do not) know (?:the|my|her|his|what) stage|no stage yet"
)
_JOINERS = re.compile(
    r"[\s,/&+-]*(?:nasal|non-?nasal|aggressive|disease|lymphoma|nk/?t(?:-cell)?|enktl|and|or|vs\.?|versus|compared (?:to|with)|to|with|from|than|the|a|in|for|"
    r"patients?|then|what about|respectively|type|both|treatment|first-line|regimens?|[\s,/&+?-])*"
)
_AND = words(r"and|to|with|und|y|et|e|plus")
_OR = words(r"or|oder|ou|o")
_COMPARES = words(
    r"compare[ds]?|comparison|differen\w+|differs?|both|respectively|vs\.?|versus|between|as opposed to|rather than in|distinguish"
)
_OTHER_LANGUAGE = words(
    r"que|cual|cuales|para|tratamiento|como|linea|el|los|las|quel|quelle|quels|pour|traitement|ligne|le|les|est|une|welche\w*|fur|behandlung|wie|ist|der|die|das|"
    r"beim?|qual|quais|para|tratamento|linha|uma|il|per|trattamento|linea|della|nel|mi|madre|mae|mere|mutter"
)


_MOST_FOREIGN = 8
"""A question with no anchor in the text and more words than this that the text does not use is about something else."""
_LONGEST_UNANCHORED = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What a conversation remembers from one turn to the next."""

    case: Case = field(default_factory=Case)
    asks: frozenset[Ask] = frozenset()
    listed: tuple[str, ...] = ()
    """Ids of the rows that the last reply listed, in its order."""
    outcome: str | None = None
    questions: tuple[str, ...] = ()
    """The last questions, oldest first, with identifiers masked: what makes a follow-up stand alone."""
    prognosis_asked: bool = False


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

    @property
    def case_told(self) -> bool:
        """Whether the question tells of a patient: a stage, a flag, a later line, or a subtype that continues a case.

        A disease alone is no case, nor is a first line: the whole text is about initial treatment.
        """
        facts = (*self.facts, *self.uncertain)
        told = {f.dimension for f in facts if f.values != {"first"}} - {Dimension.DISEASE}
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
        return any(f.dimension is not Dimension.DISEASE and f.values != {"first"} for f in facts)

    @property
    def scope_unsure(self) -> bool:
        return self.scope is Scope.UNSURE

    @property
    def regimens(self) -> tuple[str, ...]:
        """Ids of the decision table's regimens that it names."""
        named = (m.term.regimen for m in self.mentions if m.term is not None and m.term.regimen is not None)
        return tuple(dict.fromkeys(named))


Said = tuple[Dimension, frozenset[str], Span, bool]
"""A dimension, the values said of it, where, and whether side by side on purpose."""


class Reader:
    """Reads questions by one guideline's words; compiled once."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self.lexicon = Lexicon(guideline)
        reading = guideline.reading
        self._diseases = [(cue.value, _matcher(cue)) for cue in reading.diseases]
        self._subtypes = [(cue.value, _matcher(cue)) for cue in reading.subtypes]
        self._subjects = Matcher(patterns=reading.subjects.patterns, unless=reading.subjects.unless)
        self._background = [(cue.name, Matcher(patterns=cue.patterns, unless=cue.unless)) for cue in reading.background]
        signs = [sign for topic in guideline.topics for sign in topic.signs]
        alone = [s.asked for s in signs if s.asked and not (s.disease or s.line or s.regimens or s.when)]
        self._topical = [Matcher(patterns=patterns) for patterns in alone]
        self._asks = [(row.ask, Matcher(patterns=row.patterns, unless=row.unless)) for row in ASKS]
        self._bordering = {cue.value for cue in reading.diseases if cue.topic is not None}
        self._known = vocabulary(self._texts())

    def _texts(self) -> list[str]:
        guideline = self.guideline
        texts = [p.text for p in guideline.passages] + [h for p in guideline.passages for h in p.headings]
        texts += [said for synonym in guideline.reading.synonyms for said in synonym.said]
        for cue in (*guideline.reading.background, guideline.reading.subjects):
            texts += cue.fires_on
        return [fold(text).text for text in texts]

    def read(self, text: str, memory: Memory | None = None) -> Question:
        """Return a question as read; takes any text."""
        memory = memory or Memory()
        folded = without_markup(fold(text))
        mentions = self.lexicon.mentions(folded)
        found = list(self._facts(folded, mentions))
        asks = frozenset(ask for ask, matcher in self._asks if matcher.found(folded.text))
        facts = tuple(fact for fact, standing_ in found if standing_ in (Standing.STATED, Standing.SUPPOSED))
        uncertain = tuple(fact for fact, standing_ in found if standing_ is Standing.UNCERTAIN)
        facts += tuple(fact for fact in uncertain if fact.dimension is Dimension.FLAG)  # in doubt, say less
        denied = frozenset(
            v for f, s in found if s is Standing.DENIED and f.dimension is Dimension.FLAG for v in f.values
        )
        new_patient = Ask.NEW_PATIENT in asks or _new_vignette(folded, facts, memory)
        before = Case() if new_patient else memory.case
        if asks & {Ask.ORDER, Ask.RADIOTHERAPY}:  # "radiotherapy after modified SMILE" is an order, not a line
            facts = tuple(f for f in facts if f.values != set(AFTER_TREATMENT))
        said = _settled(folded.text, facts)
        denied |= {"unfit"} if _FIT.search(folded.text) and not any("unfit" in f.values for f in facts) else frozenset()
        if _STAGE_UNKNOWN.search(folded.text) and not any(f.dimension is Dimension.STAGE for f in facts):
            before = replace(before, stages=frozenset())
        case = grown(before, said, denied)
        kept = grown(before, tuple(f for f in said if not f.hypothetical), denied)
        background = frozenset(name for name, matcher in self._background if matcher.found(folded.text))
        follow_up = bool(memory.questions) and not new_patient
        if memory.questions and not background:
            asks = _inherited(asks, memory, bool(said or mentions), len(folded.text.split()))
        return Question(
            folded=folded,
            case=case,
            kept=kept,
            facts=said,
            uncertain=tuple(f for f in uncertain if f.dimension is not Dimension.FLAG),
            mentions=mentions,
            asks=asks,
            background=background,
            scope=self._scope(folded, found, mentions, bool(background or asks & WANTS), follow_up),
            meant=_meant(folded.text, memory.listed) if follow_up and _points_back(asks, said, mentions) else (),
            follow_up=follow_up,
            background_first=self._background_first(folded.text, mentions),
            asked_last=self._asked_last(folded.text),
            last=_last_sentence(folded.text),
            after_background=follow_up
            and not memory.asks & WANTS
            and memory.outcome == "answered"
            and not asks & WANTS,
            foreign_language=_foreign(folded.text),
        )

    def _asked_last(self, text: str) -> bool:
        last = _last_sentence(text)
        asks = [m for ask, m in self._asks if ask in (Ask.REGIMEN, Ask.TREATMENT)]
        wanted = max((span for m in asks for span in m.spans(last)), key=lambda s: s[1], default=None)
        if wanted is None or wanted[1] < len(last.rstrip(" ?")) - _TAIL:
            return False
        subject = max((span[1] for _, m in self._background for span in m.spans(last)), default=0)
        return subject <= wanted[0] and not (subject and _OF.fullmatch(last[subject : wanted[0]]))

    def _background_first(self, text: str, mentions: tuple[Mention, ...]) -> bool:
        subject = min((span[0] for _, m in self._background for span in m.spans(text)), default=len(text))
        wanted = (Ask.REGIMEN, Ask.TREATMENT)
        treatment = min(
            (span[0] for ask, m in self._asks if ask in wanted for span in m.spans(text)), default=len(text)
        )
        named = min((m.span[0] for m in mentions if m.term is not None and m.term.kind == "regimen"), default=len(text))
        return subject < min(treatment, named)

    def _facts(self, folded: Folded, mentions: tuple[Mention, ...]) -> Iterator[tuple[Fact, Standing]]:
        text = folded.text
        read: list[Said] = []
        diseases = _longest(
            (frozenset({value}), span) for value, matcher in self._diseases for span in matcher.spans(text)
        )
        read += [(Dimension.DISEASE, values, span, False) for values, span in diseases]
        read += [
            (Dimension.SUBTYPE, values, span, False)
            for values, span in _longest((frozenset({value}), s) for value, m in self._subtypes for s in m.spans(text))
        ]
        read += [
            (
                Dimension.STAGE,
                s.values,
                s.span,
                s.joiner in ("and", "vs", "vs.", "versus", "&", "und", "y", "et", "e", "和"),
            )
            for s in stages(folded)
        ]
        for dimension, table in ((Dimension.LINE, LINES), (Dimension.FLAG, FLAGS)):
            for cue in table:
                spans = Matcher(patterns=cue.patterns, unless=cue.unless).spans(text)
                read += [(dimension, frozenset(cue.values), span, False) for span in spans]
        read += [(Dimension.FLAG, frozenset({"under-18"}), span, False) for span in _young(text)]
        if any((_years(m) or 0) >= 18 for m in _AGE.finditer(text)) and not any(_young(text)):
            read = [r for r in read if r[1] != {"under-18"}]
        for dimension, values, span, alternatives in _thinned(read):
            stands = standing(text, span)
            yield (
                Fact(
                    dimension=dimension,
                    values=values,
                    words=folded.shown(*span).strip(),
                    start=span[0],
                    hypothetical=stands is Standing.SUPPOSED,
                    alternatives=alternatives,
                ),
                stands,
            )

    def _scope(
        self,
        folded: Folded,
        found: list[tuple[Fact, Standing]],
        mentions: tuple[Mention, ...],
        wants: bool,
        follow_up: bool,
    ) -> Scope:
        """Say whether a question is about this text. Without an anchor in it, every word must be one it could use."""
        text = folded.text
        dimensions = {fact.dimension for fact, _ in found}
        if self._anchored(text, found, mentions):
            elsewhere = OTHER_DISEASES.found(text) and Dimension.DISEASE not in dimensions
            return Scope.OUTSIDE if elsewhere else Scope.INSIDE
        unknown = any(m.term is None for m in mentions)
        if OTHER_DISEASES.found(text) or OTHER_SUBJECTS.found(text) or unknown:
            return Scope.OUTSIDE
        spans = [(fact.start, fact.start + len(fact.words)) for fact, _ in found] + [m.span for m in mentions]
        topics = [span for matcher in self._topical for span in matcher.spans(text)]
        spans += [span for ask, matcher in self._asks if ask is Ask.DOSE for span in matcher.spans(text)]
        spans += topics + [span for _, matcher in self._background for span in matcher.spans(text)]
        ages = [match.span() for match in _AGE.finditer(text)]
        foreign = foreign_words(blanked(text, spans + ages), self._known)
        if len(foreign) > _MOST_FOREIGN or len(text) > _LONGEST_UNANCHORED:
            return Scope.OUTSIDE
        if (len(foreign) <= 1 and topics) or (follow_up and len(foreign) <= (3 if wants else 1)):
            return Scope.INSIDE
        return Scope.INSIDE if not foreign and (wants or dimensions or mentions) else Scope.UNSURE

    def _anchored(self, text: str, found: list[tuple[Fact, Standing]], mentions: tuple[Mention, ...]) -> bool:
        dimensions = {fact.dimension for fact, _ in found}
        of_text = {v for fact, _ in found if fact.dimension is Dimension.DISEASE for v in fact.values} - self._bordering
        if of_text or {Dimension.SUBTYPE, Dimension.STAGE} <= dimensions or self._subjects.found(text):
            return True
        if Dimension.DISEASE in dimensions and not OTHER_SUBJECTS.found(text):
            return True
        return any(
            m.term is not None
            and (
                m.term.in_text
                if m.term.kind == "drug"
                else m.term.kind == "regimen" and (m.term.in_text or m.written_large)
            )
            for m in mentions
        )


_SENTENCE = re.compile(r"[.?!;|\n]+(?:\s|$)|。|；|？")


def _last_sentence(text: str) -> str:
    return next((part for part in reversed(_SENTENCE.split(text)) if part.strip()), "")


_TAIL = 25
"""Letters at the end of a question in which what it asks for stands."""
_OF = re.compile(r"\s*(?:of|to|for|before|during|after|in|on)?\s*(?:the |her |his |my |initial |first-line )*")
"""What joins a background subject to a treatment: "the goal of treatment" asks for no treatment."""
_SHORT_FOLLOW_UP = 9
"""A follow-up of at most this many words that asks nothing of its own asks what the last question asked."""


def _inherited(asks: frozenset[Ask], memory: Memory, says_something: bool, length: int) -> frozenset[Ask]:
    """Return the asks of a follow-up: "and stage I?", "and the first?" ask again what was asked before."""
    if asks & (WANTS | {Ask.EXPLAIN, Ask.OUT}) or length > _SHORT_FOLLOW_UP:
        return asks
    return asks | (memory.asks & WANTS) if says_something or Ask.EACH in asks else asks


def _matcher(cue: ValueCue) -> Matcher:
    return Matcher(patterns=cue.patterns, unless=cue.unless)


def _longest(found: Iterator[tuple[frozenset[str], Span]]) -> list[tuple[frozenset[str], Span]]:
    """Keep the longest of what overlaps: "blastic NK-cell lymphoma" is not the NK-cell lymphoma inside it."""
    kept: list[tuple[frozenset[str], Span]] = []
    reach: Span = (0, 0)
    for values, span in sorted(found, key=lambda f: (f[1][0], -f[1][1])):
        if not (inside(span, [reach]) and span != reach):
            kept.append((values, span))
            reach = max(reach, span, key=lambda s: s[1])
    return kept


_MOST_ALIKE = 6


def _thinned(read: list[Said]) -> list[Said]:
    """Keep the first and the last few of what a message says over and over: a limit on time."""
    by: dict[tuple[Dimension, frozenset[str]], list[Said]] = {}
    for said in sorted(read, key=lambda r: r[2]):
        by.setdefault((said[0], said[1]), []).append(said)
    thinned = [s for alike in by.values() for s in dict.fromkeys(alike[:_MOST_ALIKE] + alike[-_MOST_ALIKE:])]
    return sorted(thinned, key=lambda r: r[2])


def _settled(text: str, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Settle what one message says twice: a correction drops the earlier, a comparison keeps both side by side."""
    named = any(f.dimension is Dimension.LINE and f.values != set(AFTER_TREATMENT) for f in facts)
    kept = [f for f in facts if not (named and f.dimension is Dimension.LINE and f.values == set(AFTER_TREATMENT))]
    for dimension in (Dimension.STAGE, Dimension.SUBTYPE, Dimension.LINE, Dimension.DISEASE):
        said = [fact for fact in kept if fact.dimension is dimension]
        for first, second in itertools.pairwise(said):
            if first.values & second.values:
                continue
            between = text[first.start + len(first.words) : second.start]
            if TAKEN_BACK.search(between):
                kept = [fact for fact in kept if fact is not first]
            elif _COMPARES.search(text) or (_JOINERS.fullmatch(between) and _AND.search(between)):
                kept = [replace(f, alternatives=True) if f in (first, second) else f for f in kept]
            elif _JOINERS.fullmatch(between) and _OR.search(between):
                either = first.values | second.values
                kept = [replace(f, values=either) if f in (first, second) else f for f in kept]
    return tuple(kept)


def _young(text: str) -> Iterator[Span]:
    for match in _AGE.finditer(text):
        years = _years(match)
        if years is None or years < 18:
            yield match.span()


def _years(age: re.Match[str]) -> int | None:
    """Return the years of an age; None for one in weeks or months."""
    if age["months"] is not None:
        return None
    return int(age["age"] or age["aged"] or age["is"] or age["short"] or age["zh"])


def _new_vignette(folded: Folded, facts: tuple[Fact, ...], memory: Memory) -> bool:
    """A message that introduces a patient by age and stage starts a new case ("A 45-year-old with stage IV nasal ...")."""
    if memory.case.empty or not _AGE.search(folded.text):
        return False
    if words(r"she|he|her|his|him|i|i'm|my|same|the patient|this patient|they").search(folded.text):
        return False
    return any(f.dimension in (Dimension.SUBTYPE, Dimension.STAGE) for f in facts)


def _points_back(asks: frozenset[Ask], said: tuple[Fact, ...], mentions: tuple[Mention, ...]) -> bool:
    """Say whether a question is about what the last reply listed: "each", or a detail of nothing that it names itself."""
    return Ask.EACH in asks or (bool(asks & set(DETAILS)) and not said and not mentions)


def _meant(text: str, listed: tuple[str, ...]) -> tuple[str, ...]:
    meant = []
    for place, pattern in ORDINALS:
        if words(pattern).search(text) and listed and -len(listed) <= place < len(listed):
            meant.append(listed[place])
    return tuple(dict.fromkeys(meant)) or listed


def _foreign(text: str) -> bool:
    if re.search(r"[一-鿿]", text):
        return True
    return len(set(_OTHER_LANGUAGE.findall(text))) >= 2

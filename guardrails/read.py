"""Read a question: which case it is about, what it names, what it wants. Deterministic; shown back to the reader."""

import itertools
import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Protocol

from corpus.passage import Guideline
from guardrails.asks import ASKS, DETAILS, ORDINALS, WANTS, Ask
from guardrails.case import Case, Dimension, Fact, grown, without
from guardrails.context import TAKEN_BACK, Standing, asked, standing
from guardrails.cues import AFTER, AFTER_TREATMENT, FLAGS, LINES, TREATED
from guardrails.fold import Folded, fold, without_markup
from guardrails.identifiers import identifiers
from guardrails.lexicon import Lexicon, Mention
from guardrails.pattern import Matcher, Span, inside, words
from guardrails.scope import (
    ANIMALS,
    OTHER_DISEASES,
    OTHER_SUBJECTS,
    OTHER_THAN_BESIDE,
    Scope,
    blanked,
    foreign_words,
    in_its_place,
    names_a_kind,
    other_subjects,
    vocabulary,
    written_large,
)
from guardrails.stages import stages

_PERSON = r"(?:he|she|i|who|patient|pt|mother|father|mum|mom|dad|son|daughter|child|boy|girl|sister|brother|husband|wife|kid|niece|nephew|cousin)"
_IN_WORDS = {
    word: years
    for years, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen".split(),
        1,
    )
}
_YEARS = "|".join(list(_IN_WORDS)[1:])
_AGE = re.compile(
    r"(?<![\d.])(?P<age>\d{1,3})[ -]?(?:years?|yrs?|y)?[ -]?(?:old|/?o|-?jahrige?[rns]?|ans|anos|anni)(?![a-z])"
    r"|(?<![a-z])(?:aged?|age of|age:|turned) (?P<aged>\d{1,3})(?!\d|\.\d)"
    r"|(?<![a-z])(?:boy|girl|student|person|patient|male|female|man|woman|lad|child|teen\w*) of (?P<of>\d{1,3})(?= *(?:$|[.,:;?!)]|years?|and|with))"
    rf"|(?<![a-z]){_PERSON}(?: is|'s| am|'m| were| was|,) (?:only |just |now )?(?P<is>\d{{1,3}})(?= *(?:$|[.,;?!)]|and|with|by the way|btw|now|already|years?|yo|y/o))"
    r"|(?<![\d.])(?P<short>\d{1,3}) ?(?:[mf]|yom|yof|male|female)(?![a-z0-9])|(?P<zh>\d{1,3}) ?岁"
    r"|(?<![\d.])(?P<of_age>\d{1,3}) (?:years?|yrs?) of age|(?<![a-z0-9/])[mf]/(?P<after_sex>\d{1,3})(?![\d/])|(?<![\d/.])(?P<before_sex>\d{1,3})/[mf](?![a-z0-9/])"
    r"|(?<!after )(?<!for )(?<!in )(?<!over )(?<!within )(?<![\d.-])(?P<bare>1[0-7]) ?(?:years?|yrs?)(?= *[,:;.?)]| (?:m|f|male|female|boy|girl)(?![a-z]))"
    r"|(?P<months>\d{1,2})[ -](?:months?|weeks?)[ -]old"
    rf"|(?<![a-z])(?:aged?|turned|{_PERSON}(?: is|'s| am|'m)) (?:only |just |now )?(?P<word>{_YEARS})(?= *(?:$|[.,;?!)]|and|with|by the way|btw|now|already|years?|yo|y/o))"
    rf"|(?<![a-z])(?P<words>one|{_YEARS})[ -]years?[ -]olds?(?![a-z])"
)
_FIT = words(
    r"(?:ecog|ps|performance status)[ :=of]*(?:is |was )?[01](?! ?(?:-|to|/|or) ?[2-4])|fit and well|is fit|was fit|very fit"
)
_STAGE_UNKNOWN = words(
    r"stage (?:is |was |remains? )?(?:still |yet |currently )?(?:not (?:yet )?(?:known|clear|certain|confirmed|available)|unknown|unclear|uncertain|"
    r"pending|to be (?:confirmed|determined))|(?:don'?t|do not) know (?:the|my|her|his|what) stage|no stage yet"
)
_JOINERS = re.compile(
    r"(?:disease|lymphoma|and|or|vs\.?|versus|compared (?:to|with)|to|with|from|than|the|a|in|for|"
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


Named = tuple[Dimension, frozenset[str], Span]
"""A disease or subtype, its value, and where."""

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
        self._lines = [(frozenset(cue.values), _matcher(cue)) for cue in LINES]
        self._lines += [(frozenset(line.values), _matcher(line)) for line in reading.lines]
        self._after, self._treated = _matcher(AFTER), _matcher(TREATED)
        self._after_lines = frozenset(AFTER_TREATMENT) & {row.line for row in guideline.rows} or frozenset(
            AFTER_TREATMENT
        )
        self._flags = [(frozenset(cue.values), _matcher(cue)) for cue in FLAGS]
        self._flags += [(frozenset({flag.value}), _matcher(flag)) for flag in reading.flags]
        self._subjects = _matcher(reading.subjects)
        self._elsewhere = [OTHER_DISEASES] + ([_matcher(reading.elsewhere)] if reading.elsewhere else [])
        self._background = [(cue.name, _matcher(cue)) for cue in reading.background]
        self._outlook = {cue.name for cue in reading.background if cue.outlook}
        signs = [sign for topic in guideline.topics for sign in topic.signs]
        alone = [s.asked for s in signs if s.asked and not (s.disease or s.line or s.regimens or s.when)]
        self._topical = [Matcher(patterns=patterns) for patterns in alone]
        self._asks = [(row.ask, _matcher(row)) for row in ASKS]
        self._bordering = {cue.value for cue in reading.diseases if cue.topic is not None}
        self._known = vocabulary(self._texts())
        default = guideline.default_line
        self._usual_line = frozenset({default.line}) if default is not None else frozenset()

    def with_states(self, guideline: Guideline) -> "Reader":
        """Return a reader of the same guideline with other review states; nothing is compiled again."""
        reader = copy(self)
        reader.guideline = guideline
        return reader

    def _texts(self) -> list[str]:
        guideline = self.guideline
        texts = [p.text for p in guideline.passages] + [h for p in guideline.passages for h in p.headings]
        texts += [said for synonym in guideline.reading.synonyms for said in synonym.said]
        for cue in (*guideline.reading.background, guideline.reading.subjects):
            texts += cue.fires_on
        texts += [said for cue in (*LINES, *FLAGS) for said in cue.fires_on]
        return [fold(text).text for text in texts]

    def read(self, text: str, memory: Memory | None = None) -> Question:
        """Return a question as read; takes any text."""
        memory = memory or Memory()
        folded = without_markup(fold(text))
        mentions = self.lexicon.mentions(folded)
        named = tuple(self._named(folded.text))
        asks = self._asked(folded.text, mentions)
        found = list(self._facts(folded, mentions, named, asks))
        facts = tuple(fact for fact, standing_ in found if standing_ in (Standing.STATED, Standing.SUPPOSED))
        uncertain = tuple(fact for fact, standing_ in found if standing_ is Standing.UNCERTAIN)
        facts += tuple(fact for fact in uncertain if fact.dimension is Dimension.FLAG)  # in doubt, say less
        denied = frozenset(
            v for f, s in found if s is Standing.DENIED and f.dimension is Dimension.FLAG for v in f.values
        )
        new_patient = Ask.NEW_PATIENT in asks or _new_vignette(folded, facts, memory)
        refused = [f for f, stands in found if stands is Standing.DENIED and not asked(folded.text, f.start)]
        before = Case() if new_patient else without(memory.case, refused)
        said = _settled(folded.text, self._told_outright(facts), [span for _, _, span in named])
        denied |= {"unfit"} if _FIT.search(folded.text) and not any("unfit" in f.values for f in facts) else frozenset()
        unknown = bool(_STAGE_UNKNOWN.search(folded.text)) and not any(f.dimension is Dimension.STAGE for f in facts)
        if unknown:
            before = replace(before, stages=frozenset())
        case = grown(before, said, denied)
        kept = grown(before, tuple(f for f in said if not f.hypothetical), denied)
        background = frozenset(name for name, matcher in self._background if matcher.found(folded.text))
        follow_up = bool(memory.questions) and not new_patient
        if follow_up and memory.outcome == "clarify" and "?" not in folded.text and (said or unknown):
            asks, background = asks | (memory.asks & WANTS), frozenset()  # it answers what Ward asked back
        elif memory.questions and not background:
            asks = _inherited(asks, memory, bool(said or mentions), len(folded.text.split()))
        scope, off = self._scope(folded, found, mentions, asks, bool(background), follow_up)
        still = memory.elsewhere and follow_up and not self._returned(found)
        not_this = _ruled_out(folded.text, found)
        elsewhere = off or still or not_this
        if elsewhere:  # what is said of another patient's disease is no fact of this case; a flag makes it say less
            flags = tuple(f for f in said if f.dimension is Dimension.FLAG and scope is Scope.DOUBTFUL)
            case = kept = grown(before, flags)
            asked_for = said or mentions or asks & {*WANTS, Ask.EACH} or not_this
            if asked_for and (still or not_this or scope is not Scope.DOUBTFUL):
                scope = Scope.OUTSIDE
        return Question(
            folded=folded,
            case=case,
            kept=kept,
            facts=said,
            uncertain=tuple(f for f in uncertain if f.dimension is not Dimension.FLAG),
            mentions=mentions,
            asks=asks,
            background=background,
            scope=scope,
            elsewhere=elsewhere,
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
            usual_line=self._usual_line,
            outlook_asked=bool(background & self._outlook),
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

    def _told_outright(self, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """Drop "after a treatment", which leaves the line open, where the line is said outright; a relapse ends a remission."""
        outright = any(f.dimension is Dimension.LINE and f.values != self._after_lines for f in facts)
        relapse = max((f.start for f in facts if f.values == {"relapsed-refractory"}), default=-1)
        over = [f for f in facts if f.values == {"consolidation"} and f.start < relapse]
        return tuple(f for f in facts if f not in over and not (outright and f.values == self._after_lines))

    def _asked(self, text: str, mentions: tuple[Mention, ...]) -> frozenset[Ask]:
        """Return what a question asks for; a dose inside the name of a regimen ("dose-adjusted ...") asks for none."""
        names = [m.span for m in mentions if m.term is not None and m.term.kind == "regimen"]
        return frozenset(
            ask
            for ask, matcher in self._asks
            if any(ask is not Ask.DOSE or not inside(span, names) for span in matcher.spans(text))
        )

    def _named(self, text: str) -> Iterator[Named]:
        """Yield where a text names a disease or subtype of the guideline."""
        for dimension, cues in ((Dimension.DISEASE, self._diseases), (Dimension.SUBTYPE, self._subtypes)):
            for values, span in _longest((frozenset({v}), s) for v, matcher in cues for s in matcher.spans(text)):
                yield dimension, values, span

    def _facts(
        self, folded: Folded, mentions: tuple[Mention, ...], named: tuple[Named, ...], asks: frozenset[Ask]
    ) -> Iterator[tuple[Fact, Standing]]:
        text = folded.text
        read: list[Said] = [(*each, False) for each in named]
        read += [
            (
                Dimension.STAGE,
                s.values,
                s.span,
                s.joiner in ("and", "vs", "vs.", "versus", "&", "und", "y", "et", "e", "和"),
            )
            for s in stages(folded, [span for *_, span in named], self.guideline.reading.stage_groups)
        ]
        order = bool(
            asks & {Ask.ORDER, Ask.RADIOTHERAPY}
        )  # "radiotherapy after modified SMILE" is an order, not a line
        lines = [cue for cue in self._lines if not (order and cue[0] == self._after_lines)]
        for dimension, cues in ((Dimension.LINE, lines), (Dimension.FLAG, self._flags)):
            read += [(dimension, values, span, False) for values, matcher in cues for span in matcher.spans(text)]
        veiled = self.lexicon.veiled(folded, mentions)
        treated = [*self._treated.spans(veiled), *(() if order else self._after.spans(veiled))]
        read += [(Dimension.LINE, self._after_lines, span, False) for span in treated]
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
        asks: frozenset[Ask],
        background: bool,
        follow_up: bool,
    ) -> tuple[Scope, bool]:
        """Say whether a question is about this text, and whether it is about a disease that the text is not about.

        Without an anchor in the text, every word must be one that it could use.
        """
        text = folded.text
        dimensions = {fact.dimension for fact, _ in found}
        if ANIMALS.found(text):
            return Scope.OUTSIDE, True
        anchored = self._anchored(text, found, mentions)
        if anchored and Dimension.DISEASE in dimensions and not _ruled_out(text, found):
            beside = _BESIDE.search(text) and {Dimension.SUBTYPE, Dimension.STAGE} & dimensions and self._off(folded)
            return (Scope.DOUBTFUL if beside else Scope.INSIDE), False
        topics = [span for matcher in self._topical for span in matcher.spans(text)]
        bare = self._bare(text, [(f.start, f.start + len(f.words)) for f, _ in found] + topics, mentions)
        foreign = foreign_words(bare, self._known)
        others = other_subjects(foreign, self._known)
        if others:  # a person's name, a town, are no subject
            people = {
                word
                for found_ in identifiers(folded.original)
                for word in _WORDS.findall(folded.original[found_.start : found_.end].lower())
            }
            others = [word for word in others if word not in people]
        if follow_up and not anchored and OTHER_DISEASES.found(text) and not OTHER_THAN_BESIDE.found(text):
            return Scope.DOUBTFUL, False  # "he has hypertension" tells of this patient, and the text is silent on it
        off = self._off(folded)
        another = off or in_its_place(bare, others) or (not mentions and names_a_kind(text, bare, others))
        if anchored:
            only_subject = not self._anchored(blanked(text, list(self._subjects.spans(text))), found, mentions)
            unsaid = only_subject and others and not background and asks & WANTS
            if off or another or unsaid:
                return (Scope.OUTSIDE if off else Scope.DOUBTFUL), another
            return Scope.INSIDE, False
        if off or OTHER_SUBJECTS.found(text) or any(m.term is None for m in mentions):
            return Scope.OUTSIDE, off
        if len(foreign) > _MOST_FOREIGN or len(text) > _LONGEST_UNANCHORED:
            return Scope.OUTSIDE, False
        if len(foreign) <= 1 and topics:
            return Scope.INSIDE, False
        wants = background or bool(asks & WANTS)
        if follow_up and (another if background else others):
            return Scope.DOUBTFUL, another  # "and for ...?" may be about another disease, not once more about this one
        if follow_up and len(foreign) <= (3 if wants else 1):
            return Scope.INSIDE, False
        return (Scope.INSIDE if not foreign and (wants or dimensions or mentions) else Scope.UNSURE), False

    def _bare(self, text: str, spans: list[Span], mentions: tuple[Mention, ...]) -> str:
        """Return a text with all that was read in it left blank."""
        spans = spans + [m.span for m in mentions] + [match.span() for match in _AGE.finditer(text)]
        matchers = [self._subjects, *(matcher for _, matcher in self._background)]
        matchers += [matcher for ask, matcher in self._asks if ask is Ask.DOSE]
        return blanked(text, spans + [span for matcher in matchers for span in matcher.spans(text)])

    def _off(self, folded: Folded) -> bool:
        """Say whether a text names another disease, or something that only looks like this guideline's."""
        return written_large(folded) or any(matcher.found(folded.text) for matcher in self._elsewhere)

    def _returned(self, found: list[tuple[Fact, Standing]]) -> bool:
        """Say whether a conversation that went to another disease names this guideline's own: its subtypes are not enough."""
        return any(
            fact.dimension is Dimension.DISEASE and fact.values - self._bordering and stands is not Standing.DENIED
            for fact, stands in found
        )

    def _named_again(self, text: str, found: list[tuple[Fact, Standing]]) -> bool:
        """Say whether a text names a disease or subject of the guideline, or a subtype of it with its stage."""
        dimensions = {fact.dimension for fact, _ in found}
        of_text = {v for fact, _ in found if fact.dimension is Dimension.DISEASE for v in fact.values} - self._bordering
        return bool(of_text) or {Dimension.SUBTYPE, Dimension.STAGE} <= dimensions or self._subjects.found(text)

    def _anchored(self, text: str, found: list[tuple[Fact, Standing]], mentions: tuple[Mention, ...]) -> bool:
        dimensions = {fact.dimension for fact, _ in found}
        if self._named_again(text, found):
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


_RULED_OUT = re.compile(
    r"(?:\b(?:not|never|no longer|without|rules? out|ruled out|excludes?|excluded|instead of|rather than)|n't)"
    r"(?: (?:have|has|had|be|been|to be|really|actually|in fact|definitely|an?|any|the|true|after all)){0,5}(?: [a-z-]{3,})? $"
)
_RULED_OUT_AFTER = re.compile(
    r"(?: lymphoma)?(?: (?:is|was|has been|were|got|now|been)){0,3} (?:ruled out|excluded|not confirmed|disproved|revised|wrong|off the table)"
)


def _ruled_out(text: str, found: list[tuple[Fact, Standing]]) -> bool:
    """Say whether the guideline's disease is told to be not what the patient has, and none of its diseases is stated."""
    diseases = [(f, stands) for f, stands in found if f.dimension is Dimension.DISEASE]
    if not diseases or any(stands is not Standing.DENIED for _, stands in diseases):
        return False
    return any(
        (
            _RULED_OUT.search(text[max(0, f.start - 60) : f.start])
            or _RULED_OUT_AFTER.match(text, f.start + len(f.words))
        )
        and not asked(text, f.start)
        for f, _ in diseases
    )


_BESIDE = words(r"vs\.?|versus|the (?:second|other|latter|former)(?: one)?")
"""Compares this disease with another: whose stage it is cannot be told."""
_WORDS = re.compile(r"[a-z][a-z'-]+")
_SENTENCE = re.compile(r"(?<![.?!;|\n])[.?!;|\n]+(?:\s|$)|。|；|？")


def _last_sentence(text: str) -> str:
    return next((part for part in reversed(_SENTENCE.split(text)) if part.strip()), "")


_TAIL = 25
"""Letters at the end of a question in which what it asks for stands."""
_OF = re.compile(r"\s*(?:(?:of|to|for|before|during|after|in|on)\s*)?(?:the |her |his |my |initial |first-line )*")
"""What joins a background subject to a treatment: "the goal of treatment" asks for no treatment."""
_SHORT_FOLLOW_UP = 9
"""A follow-up of at most this many words that asks nothing of its own asks what the last question asked."""


def _inherited(asks: frozenset[Ask], memory: Memory, says_something: bool, length: int) -> frozenset[Ask]:
    """Return the asks of a follow-up: "and stage I?", "and the first?" ask again what was asked before."""
    if asks & (WANTS | {Ask.EXPLAIN, Ask.OUT}) or length > _SHORT_FOLLOW_UP:
        return asks
    return asks | (memory.asks & WANTS) if says_something or Ask.EACH in asks else asks


class _Patterned(Protocol):
    @property
    def patterns(self) -> tuple[str, ...]: ...
    @property
    def unless(self) -> tuple[str, ...]: ...


def _matcher(cue: _Patterned) -> Matcher:
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


def _settled(text: str, facts: tuple[Fact, ...], names: list[Span]) -> tuple[Fact, ...]:
    """Settle what one message says twice: a correction drops the earlier, a comparison keeps both side by side.

    Args:
        names: where it names a disease or subtype; such a name may stand between two facts that belong together.
    """
    bare = blanked(text, names)
    kept = list(facts)
    for dimension in (Dimension.STAGE, Dimension.SUBTYPE, Dimension.LINE, Dimension.DISEASE):
        said = [fact for fact in kept if fact.dimension is dimension]
        for first, second in itertools.pairwise(said):
            if first.values & second.values:
                continue
            between = bare[first.start + len(first.words) : second.start]
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
    if in_words := age["word"] or age["words"]:
        return _IN_WORDS[in_words]
    return next(int(digits) for digits in age.groups() if digits)


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

"""Read a question: which case it is about, what it names, what it wants. Deterministic; shown back to the reader."""

import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace

from corpus.passage import Guideline
from guardrails.ages import ADULT, ages
from guardrails.asks import ASKS, DETAILS, ORDINALS, WANTS, Ask
from guardrails.case import Case, Dimension, Fact, grown, without
from guardrails.context import Standing, asked, standing
from guardrails.cues import AFTER, AFTER_TREATMENT, FLAGS, LINES, TREATED
from guardrails.fold import Folded, fold, without_markup
from guardrails.lexicon import Lexicon, Mention
from guardrails.pattern import Matcher, Span, inside, words
from guardrails.question import Memory, Question
from guardrails.scope import Bounds, Found, Scope, ruled_out
from guardrails.settle import settled
from guardrails.stages import stages

_FIT = words(
    r"(?:ecog|ps|performance status)[ :=of]*(?:is |was )?[01](?! ?(?:-|to|/|or) ?[2-4])|fit and well|is fit|was fit|very fit"
)
_STAGE_UNKNOWN = words(
    r"stage (?:is |was |remains? )?(?:still |yet |currently )?(?:not (?:yet )?(?:known|clear|certain|confirmed|available)|unknown|unclear|uncertain|"
    r"pending|to be (?:confirmed|determined))|(?:don'?t|do not) know (?:the|my|her|his|what) stage|no stage yet"
)
_THE_SAME = words(r"she|he|her|his|him|i|i'm|my|same|the patient|this patient|they")
"""Goes on about a patient who was spoken of."""
_UNDER_18 = frozenset({"under-18"})
_SIDE_BY_SIDE = frozenset({"and", "vs", "vs.", "versus", "&", "und", "y", "et", "e", "和"})
"""What two stages that are asked about both stand on either side of."""
_OTHER_LANGUAGE = words(
    r"que|cual|cuales|para|tratamiento|como|linea|el|los|las|quel|quelle|quels|pour|traitement|ligne|le|les|est|une|welche\w*|fur|behandlung|wie|ist|der|die|das|"
    r"beim?|qual|quais|para|tratamento|linha|uma|il|per|trattamento|linea|della|nel|mi|madre|mae|mere|mutter"
)


Named = tuple[Dimension, frozenset[str], Span]
"""A disease or subtype, its value, and where."""

Said = tuple[Dimension, frozenset[str], Span, bool]
"""A dimension, the values said of it, where, and whether side by side on purpose."""


class Reader:
    """Reads questions by one guideline's words; compiled once."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self.lexicon = Lexicon(guideline)
        self._bounds = Bounds(guideline)
        reading = guideline.reading
        self._diseases = [(cue.value, Matcher.of(cue)) for cue in reading.diseases]
        self._subtypes = [(cue.value, Matcher.of(cue)) for cue in reading.subtypes]
        self._lines = [(frozenset(cue.values), Matcher.of(cue)) for cue in LINES]
        self._lines += [(frozenset(line.values), Matcher.of(line)) for line in reading.lines]
        self._after, self._treated = Matcher.of(AFTER), Matcher.of(TREATED)
        self._after_lines = frozenset(AFTER_TREATMENT) & {row.line for row in guideline.rows} or frozenset(
            AFTER_TREATMENT
        )
        self._flags = [(frozenset(cue.values), Matcher.of(cue)) for cue in FLAGS]
        self._flags += [(frozenset({flag.value}), Matcher.of(flag)) for flag in reading.flags]
        self._background = [(cue.name, Matcher.of(cue)) for cue in reading.background]
        self._outlook = {cue.name for cue in reading.background if cue.outlook}
        self._asks = [(row.ask, Matcher.of(row)) for row in ASKS]
        default = guideline.default_line
        self._usual_line = frozenset({default.line}) if default is not None else frozenset()

    def with_states(self, guideline: Guideline) -> "Reader":
        """Return a reader of the same guideline with other review states; nothing is compiled again."""
        reader = copy(self)
        reader.guideline = guideline
        return reader

    def read(self, text: str, memory: Memory | None = None) -> Question:
        """Return a question as read; takes any text."""
        memory = memory or Memory()
        folded = without_markup(fold(text))
        mentions = self.lexicon.mentions(folded)
        named = tuple(self._named(folded.text))
        asks = self._asked(folded.text, mentions)
        background = frozenset(name for name, matcher in self._background if matcher.found(folded.text))
        found = tuple(self._facts(folded, mentions, named, asks))
        facts, uncertain = _believed(found)

        new_patient = Ask.NEW_PATIENT in asks or _new_vignette(folded.text, facts, memory)
        follow_up = bool(memory.questions) and not new_patient
        unknown = _stage_unknown(folded.text, facts)
        before = Case() if new_patient else _remaining(memory.case, folded.text, found, unknown)
        cleared = _cleared(folded.text, found, facts)
        said = settled(folded.text, self._told_outright(facts), [span for _, _, span in named])
        case = grown(before, said, cleared)
        kept = grown(before, tuple(f for f in said if not f.hypothetical), cleared)
        if follow_up and memory.outcome == "clarify" and "?" not in folded.text and (said or unknown):
            asks, background = asks | (memory.asks & WANTS), frozenset()  # it answers what Ward asked back
        elif memory.questions and not background:
            asks = _inherited(asks, memory, bool(said or mentions), len(folded.text.split()))

        scope, off = self._bounds.scope(folded, found, mentions, asks, background=bool(background), follow_up=follow_up)
        still = memory.elsewhere and follow_up and not self._bounds.returned(found)
        not_this = ruled_out(folded.text, found)
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
            uncertain=uncertain,
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
    ) -> Iterator[Found]:
        text = folded.text
        read: list[Said] = [(*each, False) for each in named]
        read += [
            (Dimension.STAGE, s.values, s.span, s.joiner in _SIDE_BY_SIDE)
            for s in stages(folded, [span for *_, span in named], self.guideline.reading.stage_groups)
        ]
        order = bool(asks & {Ask.ORDER, Ask.RADIOTHERAPY})  # "radiotherapy after ..." is an order, not a line
        lines = [cue for cue in self._lines if not (order and cue[0] == self._after_lines)]
        for dimension, cues in ((Dimension.LINE, lines), (Dimension.FLAG, self._flags)):
            read += [(dimension, values, span, False) for values, matcher in cues for span in matcher.spans(text)]
        veiled = self.lexicon.veiled(folded, mentions)
        treated = [*self._treated.spans(veiled), *(() if order else self._after.spans(veiled))]
        read += [(Dimension.LINE, self._after_lines, span, False) for span in treated]
        told = tuple(ages(text))
        young = [age.span for age in told if age.years < ADULT]
        if told and not young:  # "a girl of 19" is no child
            read = [each for each in read if each[1] != _UNDER_18]
        read += [(Dimension.FLAG, _UNDER_18, span, False) for span in young]
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


def _believed(found: Sequence[Found]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Return the facts that count, and those that were said in doubt; a flag in doubt counts: say less."""
    stated = tuple(fact for fact, stands in found if stands in (Standing.STATED, Standing.SUPPOSED))
    doubted = [fact for fact, stands in found if stands is Standing.UNCERTAIN]
    flags = tuple(fact for fact in doubted if fact.dimension is Dimension.FLAG)
    return stated + flags, tuple(fact for fact in doubted if fact.dimension is not Dimension.FLAG)


def _new_vignette(text: str, facts: tuple[Fact, ...], memory: Memory) -> bool:
    """A message that introduces a patient by age and stage starts a new case ("A 45-year-old with stage IV nasal ...")."""
    if memory.case.empty or not any(ages(text)) or _THE_SAME.search(text):
        return False
    return any(f.dimension in (Dimension.SUBTYPE, Dimension.STAGE) for f in facts)


def _stage_unknown(text: str, facts: tuple[Fact, ...]) -> bool:
    """Say whether a message calls the stage unknown and names none."""
    return bool(_STAGE_UNKNOWN.search(text)) and not any(f.dimension is Dimension.STAGE for f in facts)


def _remaining(case: Case, text: str, found: Sequence[Found], stage_unknown: bool) -> Case:
    """Return what a message leaves of the case so far: no value that it denies, no stage that it calls unknown."""
    denied = [fact for fact, stands in found if stands is Standing.DENIED and not asked(text, fact.start)]
    left = without(case, denied)
    return replace(left, stages=frozenset()) if stage_unknown else left


def _cleared(text: str, found: Sequence[Found], facts: tuple[Fact, ...]) -> frozenset[str]:
    """Return the flags that a message takes back: those that it denies, and unfit where it calls the patient fit."""
    denied = [f for f, stands in found if stands is Standing.DENIED and f.dimension is Dimension.FLAG]
    fit = _FIT.search(text) and not any("unfit" in f.values for f in facts)
    return frozenset(v for f in denied for v in f.values) | ({"unfit"} if fit else frozenset())


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

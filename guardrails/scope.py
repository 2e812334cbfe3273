"""Is a question about this guideline at all? Other diseases, look-alikes and everyday subjects are not."""

import re
from collections.abc import Sequence
from enum import StrEnum

from corpus.passage import Guideline
from guardrails.ages import ages
from guardrails.asks import ASKS, WANTS, Ask
from guardrails.case import Dimension, Fact
from guardrails.context import Standing, asked
from guardrails.cues import FLAGS, LINES
from guardrails.everyday import is_everyday, is_slip
from guardrails.fold import Folded, fold
from guardrails.identifiers import identifiers
from guardrails.lexicon import Mention
from guardrails.pattern import Matcher, Patterned, Span, blanked, words
from guardrails.scope_tables import ANIMALS, COMMON, OTHER_DISEASES, OTHER_SUBJECTS, OTHER_THAN_BESIDE

Found = tuple[Fact, Standing]
"""A fact that a text names, and how it is meant."""


class Scope(StrEnum):
    INSIDE = "inside"
    OUTSIDE = "outside"
    DOUBTFUL = "doubtful"
    """About this text, with a word that may name another disease: no row is shown, what the text leaves empty is said."""
    UNSURE = "unsure"
    """Names nothing of this text and nothing else either: only a close passage makes it a question for it."""


_MOST_FOREIGN = 8
"""A question with no anchor in the text and more words than this that the text does not use is about something else."""
_LONGEST_UNANCHORED = 300
"""Letters of a question with no anchor in the text; a longer one is about something else."""
_BESIDE = words(r"vs\.?|versus|the (?:second|other|latter|former)(?: one)?")
"""Compares this disease with another: whose stage it is cannot be told."""


class Bounds:
    """What one guideline is about, and where it ends; compiled once."""

    def __init__(self, guideline: Guideline) -> None:
        reading = guideline.reading
        self._subjects = Matcher.of(reading.subjects)
        self._elsewhere = [OTHER_DISEASES] + ([Matcher.of(reading.elsewhere)] if reading.elsewhere else [])
        in_text: list[Patterned] = [
            reading.subjects,
            *reading.background,
            *(row for row in ASKS if row.ask is Ask.DOSE),
        ]
        self._in_text = [Matcher.of(cue) for cue in in_text]
        signs = [sign for topic in guideline.topics for sign in topic.signs]
        alone = [s.asked for s in signs if s.asked and not (s.disease or s.line or s.regimens or s.when)]
        self._topical = [Matcher(patterns=patterns) for patterns in alone]
        self._bordering = {cue.value for cue in reading.diseases if cue.topic is not None}
        self._known = _vocabulary(guideline)

    def scope(
        self,
        folded: Folded,
        found: Sequence[Found],
        mentions: Sequence[Mention],
        asks: frozenset[Ask],
        *,
        background: bool,
        follow_up: bool,
    ) -> tuple[Scope, bool]:
        """Say whether a question is about this text, and whether it is about a disease that the text is not about.

        Without an anchor in the text, every word must be one that it could use.

        Args:
            found: the facts that it names.
            mentions: the drugs and regimens that it names.
            background: whether it names a background subject of the guideline.
            follow_up: whether it goes on about the patient of the last question.
        """
        text = folded.text
        if ANIMALS.found(text):
            return Scope.OUTSIDE, True
        dimensions = {fact.dimension for fact, _ in found}
        anchored = self._anchored(text, found, mentions)
        if anchored and Dimension.DISEASE in dimensions and not ruled_out(text, found):
            beside = _BESIDE.search(text) and {Dimension.SUBTYPE, Dimension.STAGE} & dimensions and self._off(folded)
            return (Scope.DOUBTFUL if beside else Scope.INSIDE), False
        if follow_up and not anchored and OTHER_DISEASES.found(text) and not OTHER_THAN_BESIDE.found(text):
            return Scope.DOUBTFUL, False  # "he has hypertension" tells of this patient, and the text is silent on it

        topics = [span for matcher in self._topical for span in matcher.spans(text)]
        bare = self._bare(text, found, mentions, topics)
        foreign = _foreign_words(bare, self._known)
        others = _no_person(_other_subjects(foreign, self._known), folded)
        off = self._off(folded)
        another = off or _in_its_place(bare, others) or (not mentions and _names_a_kind(text, bare, others))
        wants = bool(asks & WANTS)
        if anchored:
            only_subject = not self._anchored(blanked(text, list(self._subjects.spans(text))), found, mentions)
            unsaid = (
                only_subject and others and wants and not background
            )  # a treatment of what the text has no word for
            if another or unsaid:
                return (Scope.OUTSIDE if off else Scope.DOUBTFUL), another
            return Scope.INSIDE, False

        if off or OTHER_SUBJECTS.found(text) or any(m.term is None for m in mentions):
            return Scope.OUTSIDE, off
        if len(foreign) > _MOST_FOREIGN or len(text) > _LONGEST_UNANCHORED:
            return Scope.OUTSIDE, False
        if len(foreign) <= 1 and topics:
            return Scope.INSIDE, False
        wants = wants or background
        if follow_up and (another if background else others):
            return Scope.DOUBTFUL, another  # "and for ...?" may be about another disease, not once more about this one
        if follow_up and len(foreign) <= (3 if wants else 1):
            return Scope.INSIDE, False
        return (Scope.INSIDE if not foreign and (wants or dimensions or mentions) else Scope.UNSURE), False

    def returned(self, found: Sequence[Found]) -> bool:
        """Say whether a conversation that went to another disease names this guideline's own: its subtypes are not enough."""
        return any(
            fact.dimension is Dimension.DISEASE and fact.values - self._bordering and stands is not Standing.DENIED
            for fact, stands in found
        )

    def _anchored(self, text: str, found: Sequence[Found], mentions: Sequence[Mention]) -> bool:
        """Say whether a text names what this guideline is about: a disease, a subtype with its stage, a drug."""
        dimensions = {fact.dimension for fact, _ in found}
        diseases = {v for fact, _ in found if fact.dimension is Dimension.DISEASE for v in fact.values}
        if diseases - self._bordering or {Dimension.SUBTYPE, Dimension.STAGE} <= dimensions:
            return True
        if self._subjects.found(text) or (diseases and not OTHER_SUBJECTS.found(text)):
            return True
        return any(_of_the_text(mention) for mention in mentions)

    def _off(self, folded: Folded) -> bool:
        """Say whether a text names another disease, or something that only looks like this guideline's."""
        return _written_large(folded) or any(matcher.found(folded.text) for matcher in self._elsewhere)

    def _bare(self, text: str, found: Sequence[Found], mentions: Sequence[Mention], topics: Sequence[Span]) -> str:
        """Return a text with all that was read in it left blank."""
        spans = [(fact.start, fact.start + len(fact.words)) for fact, _ in found]
        spans += [*topics, *(mention.span for mention in mentions), *(age.span for age in ages(text))]
        return blanked(text, spans + [span for matcher in self._in_text for span in matcher.spans(text)])


def _of_the_text(mention: Mention) -> bool:
    """Say whether it is a drug or regimen of the text; another regimen counts where it is written large."""
    term = mention.term
    if term is None or term.kind not in ("drug", "regimen"):
        return False
    return term.in_text or (term.kind == "regimen" and mention.written_large)


_NAME = re.compile(r"[a-z][a-z'-]+")


def _no_person(others: list[str], folded: Folded) -> list[str]:
    """Return those words that are in no identifier: a person's name or a town is no subject."""
    if not others:
        return others
    hidden = (folded.original[found.start : found.end].lower() for found in identifiers(folded.original))
    people = {word for words_ in hidden for word in _NAME.findall(words_)}
    return [word for word in others if word not in people]


_RULED_OUT = re.compile(
    r"(?:\b(?:not|never|no longer|without|rules? out|ruled out|excludes?|excluded|instead of|rather than)|n't)"
    r"(?: (?:have|has|had|be|been|to be|really|actually|in fact|definitely|an?|any|the|true|after all)){0,5}(?: [a-z-]{3,})? $"
)
_RULED_OUT_AFTER = re.compile(
    r"(?: lymphoma)?(?: (?:is|was|has been|were|got|now|been)){0,3} (?:ruled out|excluded|not confirmed|disproved|revised|wrong|off the table)"
)


def ruled_out(text: str, found: Sequence[Found]) -> bool:
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


_ACRONYM = re.compile(
    r"(?<![a-z-])all(?![a-z-])(?! (?:the|of|my|your|her|his|our|its|these|those|this|that|other|available|possible|options?|"
    r"regimens?|drugs?|treatments?|rows?|cases?|stages?|details|doses?|patients|lines?|cycles|steps|names|caps|at once)\b)"
)


def _written_large(folded: Folded) -> bool:
    """Say whether a disease is named whose short name is a word of every day: ALL, in a text not all in capitals."""
    shown = folded.shown(0, len(folded.text))
    if sum(letter.islower() for letter in shown) < sum(letter.isupper() for letter in shown):
        return False
    return any(folded.shown(*match.span()).strip() == "ALL" for match in _ACRONYM.finditer(folded.text))


_WORD = re.compile(r"[a-z][a-z'-]+|(?<![一-鿿])[一-鿿]*[瘤癌病炎症]")
"""A word; of Chinese, which has no spaces, what ends as the names of diseases do."""


def _foreign_words(text: str, known: frozenset[str]) -> list[str]:
    """Return the words of a text that neither the guideline nor everyday clinical speech holds."""
    return [
        word
        for word in _WORD.findall(text)
        if word not in COMMON and word not in known and word.rstrip("s") not in known
    ]


_SUBJECT_OF = (
    r"(?<![a-z])(?:for|in|of|with|has|have|had|about|against|treat(?:s|ed|ing)?)\s+"
    r"(?:(?:a|an|the|my|her|his|our|early|advanced|relapsed|refractory|case of|type of)\s+)*(?:(?!(?:after|before|during|when|if|while|and|or|to|from|at|on|by|without|in|is)\s)[a-z'-]+\s+)?{word}(?![a-z'-])"
)
_BEFORE_TREATMENT = r"(?<![a-z'-]){word},? +(?:regim\w+|treatments?|therap\w+|chemo\w*|protocols?|patients?|disease|options?|first|1l|tx|rx)(?![a-z])"


def _other_subjects(foreign: Sequence[str], known: frozenset[str]) -> list[str]:
    """Return the words of a question that may name what another text is about: no everyday word, no slip of a known one.

    Args:
        foreign: its words that the guideline does not use.
        known: those that the guideline uses.
    """
    return [word for word in foreign if not is_everyday(word) and not is_slip(word, known | COMMON)]


def _in_its_place(bare: str, others: Sequence[str]) -> bool:
    """Say whether one of these words stands where a disease does: "for ...", "... regimen"."""
    word = "|".join(re.escape(word) for word in dict.fromkeys(others))  # one pattern for all: a question has hundreds
    shapes = (_SUBJECT_OF, _BEFORE_TREATMENT) if others else ()
    return any(re.search(shape.format(word=f"(?:{word})"), bare) for shape in shapes)


_KIND_OF = r"(?<![a-z'-]){word}(?:[ ,-]+[a-z-]+){{0,3}}?[ -]+(?:lymphomas?|tumou?rs?|neoplasms?|cancers?|malignanc(?:y|ies)|linfomas?|lymphomes?)(?![a-z])"
_OPENS = r"^\W*(?:(?:a|an|the|my|case of|for|in|with|on) ){{0,3}}{word}(?: [a-z-]+){{0,2}},? {{3,}}"


_MOST_WORDS = 24
"""How many words are looked at: a limit on time."""


def _names_a_kind(text: str, bare: str, others: Sequence[str]) -> bool:
    """Say whether one of these words makes a lymphoma one of its own ("plasmablastic lymphoma"), or opens a case.

    Args:
        text: the question.
        bare: the same with all that was read in it left blank.
    """
    word = "|".join(re.escape(word) for word in [*dict.fromkeys(others)][:_MOST_WORDS])
    if not others:
        return False
    return bool(
        re.search(_KIND_OF.format(word=f"(?:{word})"), text) or re.search(_OPENS.format(word=f"(?:{word})"), bare)
    )


def _vocabulary(guideline: Guideline) -> frozenset[str]:
    """Return the words that a guideline is made of, and those that its diseases, lines and flags are told in."""
    texts = [p.text for p in guideline.passages] + [h for p in guideline.passages for h in p.headings]
    texts += [said for synonym in guideline.reading.synonyms for said in synonym.said]
    for cue in (*guideline.reading.background, guideline.reading.subjects):
        texts += cue.fires_on
    texts += [said for cue in (*LINES, *FLAGS) for said in cue.fires_on]
    return frozenset(word for text in texts for word in _WORD.findall(fold(text).text))

"""The tables of the verifier, each row against its own examples."""

import re

import pytest

from corpus.passage import Guideline
from guardrails.fold import fold
from guardrails.lexicon import Lexicon
from guardrails.pattern import words
from guardrails.side_tables import SIDES, Sides
from guardrails.stem import stem
from guardrails.synonyms import CLASSES, LINES
from guardrails.verify_phrases import PHRASES, Phrase, marked
from guardrails.verify_tables import FAMILY, KEPT_BY, MARK_REASON, OPPOSITES, TELLS, WEAKER, Tell
from guardrails.verify_words import FREE, HARMLESS

MARKS = {word for phrase in PHRASES for word in phrase.becomes.split() if word.isupper()}


def _id(row: Phrase | Tell | Sides) -> str:
    return row.says[:40]


@pytest.mark.parametrize("row", PHRASES, ids=_id)
def test_a_phrase_is_brought_to_its_word_wherever_it_should_be(row: Phrase) -> None:
    assert row.fires_on
    for text in row.fires_on:
        assert row.becomes in " ".join(marked(text).split())
        assert re.search(rf"(?:{row.says})", text)
    for text in row.silent_on:
        assert row.becomes not in marked(text).split()


@pytest.mark.parametrize("row", TELLS, ids=_id)
def test_a_tell_gives_away_its_own_examples_alone(row: Tell) -> None:
    assert row.drops
    assert all(words(row.says).search(text) for text in row.drops)
    assert not any(words(row.says).search(text) for text in row.keeps)


@pytest.mark.parametrize("row", SIDES, ids=_id)
def test_sides_are_read_from_their_own_examples(row: Sides) -> None:
    for text, first, second in row.reads:
        said = " ".join(marked(text).split())
        found = next(found for each in SIDES if each.family == row.family and (found := re.search(each.says, said)))

        assert first in (found["first"] or "").replace(",", " ").split()
        assert not second or second in (found["second"] or "").replace(",", " ").split()


def test_every_mark_has_a_reason_and_every_reason_a_mark() -> None:
    assert set(MARK_REASON) == MARKS
    assert set(FAMILY) | set(WEAKER) | set(KEPT_BY) <= MARKS


@pytest.mark.parametrize("pair", OPPOSITES, ids=" / ".join)
def test_no_class_holds_two_opposites(pair: frozenset[str]) -> None:
    assert len(pair) == 2, "the stems of two opposites must differ"
    one, other = pair

    assert CLASSES.get(one, frozenset()) & CLASSES.get(other, frozenset()) == set()


def test_a_word_that_says_nothing_is_in_no_class() -> None:
    assert FREE & {word for line in LINES for word in line} == set()


def test_no_word_of_the_tables_is_a_treatment(guideline: Guideline) -> None:
    lexicon = Lexicon(guideline)

    assert [
        word
        for word in sorted({*FREE, *HARMLESS, *(word for line in LINES for word in line)})
        if lexicon.mentions(fold(f"x {word} y"))
    ] == []


@pytest.mark.parametrize(
    "words_of_one_stem",
    [
        "resistant resistance resist resists resisted",
        "individualised individualized individual individualisation individually",
        "involve involves involvement involving",
        "tolerability tolerance tolerated tolerable",
        "mutation mutate mutated mutations mutant",
        "tumour tumor tumours tumors",
        "leukaemia leukemia",
        "signalling signaling signal",
        "strategy strategies strategic",
        "biopsy biopsies biopsied",
        "centre center centres",
        "measure measurement measured",
        "prognosis prognoses prognostic",
        "serial serially series",
    ],
)
def test_the_forms_of_a_word_have_one_stem(words_of_one_stem: str) -> None:
    assert len({stem(word) for word in words_of_one_stem.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("detectable", "undetectable"),
        ("effective", "ineffective"),
        ("low", "lower"),
        ("several", "severe"),
        ("many", "man"),
        ("testes", "testing"),
        ("serial", "serious"),
        ("signal", "sign"),
        ("successive", "success"),
        ("various", "variant"),
    ],
)
def test_words_that_differ_in_a_fact_differ_in_their_stem(one: str, other: str) -> None:
    assert stem(one) != stem(other)

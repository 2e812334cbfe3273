"""Names, dates, numbers and places go; ages, stages, scores and the doctors that illnesses are named after stay."""

import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.passage import Guideline
from evals.identifiers import Case, Line, cases, half, read, report, shared_folder
from evals.metrics import wilson
from guardrails.identifier_tables import RULES, Fit, Rule
from guardrails.identifiers import Identifier, Kind, identifiers, mask

LOOK_ALIKES = [
    line
    for line in (Path(__file__).parent / "identifier_look_alikes.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
MASKS = [pytest.param(*pair, id=f"{rule.name}: {pair[0]}") for rule in RULES for pair in rule.masks]
KEEPS = [pytest.param(text, id=f"{rule.name}: {text}") for rule in RULES for text in rule.keeps]


@pytest.mark.parametrize(("text", "masked"), MASKS)
def test_a_rule_masks_its_own_examples(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize("text", KEEPS)
def test_a_rule_keeps_what_only_looks_alike(text: str) -> None:
    assert mask(text) == text


def test_every_rule_has_a_name_of_its_own_and_an_example() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert [rule.name for rule in RULES if not rule.masks] == []


def test_every_kind_and_every_fit_is_used() -> None:
    assert {rule.kind for rule in RULES} == set(Kind)
    assert {rule.fit for rule in RULES} == set(Fit)


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.name) for rule in RULES])
def test_a_rule_matches_an_example_of_its_own(rule: Rule) -> None:
    assert any(rule.pattern.search(text) for text, _ in rule.masks)


def test_there_are_three_hundred_look_alikes() -> None:
    assert len(set(LOOK_ALIKES)) >= 300


@pytest.mark.parametrize(
    "frame",
    [
        "{}",
        "What about {}?",
        "A 60-year-old patient with {} was seen.",
        "Treatment for {}",
        "My mother: {}, is it bad?",
    ],
)
def test_look_alikes_stay_as_they_are(frame: str) -> None:
    texts = [frame.format(phrase) for phrase in LOOK_ALIKES]

    assert [text for text in texts if mask(text) != text] == []


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        pytest.param(
            "70yo M w/ CHF, seen by Dr. Ann B. at Mt. Sinai on Feb 1, 2023.",
            "70yo M w/ CHF, seen by [NAME] at [PLACE] on [DATE].",
            id="a clinical chat query",
        ),
        pytest.param("seen at Mayo Clinic in Rochester, MN", "seen at [PLACE]", id="a hospital goes with its town"),
        pytest.param("my name is Kwame", "my name is [NAME]", id="a name in no list, after a cue"),
        pytest.param(
            "Mr. Wilson has Wilson disease", "[NAME] has Wilson disease", id="a patient with an eponym's name"
        ),
        pytest.param("pt from Peoria, stage IV", "pt from [PLACE], stage IV", id="a stage beside a town"),
        pytest.param("DOB: 03/04/1978, aged 45", "DOB: [DATE], aged 45", id="an age beside a date of birth"),
        pytest.param("ph 312.555.9876", "ph [PHONE]", id="a phone with dots"),
        pytest.param("MRN: RG-998877", "MRN: [RECORD_NUMBER]", id="a record number that looks like a drug code"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_text_is_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


def test_an_identifier_counts_in_the_original_text() -> None:
    text = "seen by Dr. Smith on 11/15/2022"

    assert identifiers(text) == (
        Identifier(kind=Kind.NAME, start=8, end=17),
        Identifier(kind=Kind.DATE, start=21, end=31),
    )


PIECES = (
    "John Smith|Dr. |Mr|from|at|on|in|of|Boston|, MN|Hospital|St. |patient|male,|like|named|seen|Jan 5|2022|1/2/2020|MRN: |"
    "12345|J. |A.|[NAME]|[DATE]|[PLACE]|[ADDRESS]|[|]|Elm St|Apt. 4|my mother|Rahul|our clinic|.|'s|’|-|555-123-4567|@a.b|\n| "
).split("|")
CLINICAL = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)
TEXTS = st.one_of(st.text(), CLINICAL, st.lists(st.sampled_from(PIECES), max_size=25).map("".join))


@given(TEXTS)
@example("\ud800 Dr. \ud800Smith")
@example("[NAME] from Aa from Bb, [NAME]")
def test_masking_a_masked_text_changes_nothing(text: str) -> None:
    masked = mask(text)

    assert mask(masked) == masked
    assert identifiers(masked) == ()


@given(TEXTS)
def test_identifiers_are_sorted_disjoint_and_within_the_text(text: str) -> None:
    found = identifiers(text)

    ends = [0, *(it.end for it in found)]
    assert all(last <= it.start < it.end <= len(text) for last, it in zip(ends, found, strict=False))


@given(TEXTS)
def test_what_is_not_masked_stays_word_for_word(text: str) -> None:
    found = identifiers(text)

    masked = text
    for it in reversed(found):
        masked = masked[: it.start] + f"[{it.kind}]" + masked[it.end :]
    assert mask(text) == masked


REPEATED = (
    "a|1|@|.|-|A.|1-|1/|1.|a@a.|Mr. |Dr |Aa |Aa A. |John |John's |Aa Bb, |St. |at |in Aa |seen at Aa |John from Aa |Boston, |"
    "MRN: |id |policy |[NAME] |[|Hospital of |May 1 |1 1 Apt 1 |address is 1 |O'|+1 |(1|http://|1 Aa St |1:|van |named |\n| |é"
).split("|")


@pytest.mark.parametrize("piece", REPEATED)
def test_ten_thousand_letters_of_anything_take_well_under_a_second(piece: str) -> None:
    text = (piece * 10_000)[:10_000]

    begun = time.process_time()
    mask(text)

    assert time.process_time() - begun < 0.9


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in cases()])
def test_an_identifier_goes_and_the_look_alike_beside_it_stays(case: Case) -> None:
    assert mask(case.text) == case.masked


def test_there_are_three_hundred_cases_of_our_own_of_every_kind_of_identifier() -> None:
    texts = [case.masked for case in cases()]

    assert len(set(texts)) >= 300
    assert [kind for kind in Kind if kind is not Kind.ACCOUNT and not any(f"[{kind}]" in text for text in texts)] == []


FRAMES = ("{}", "What about {}?", "A 60-year-old patient with {} was seen.", "Is {} given at stage IV?")


def changed(terms: Iterable[str]) -> float:
    """Return the share of terms that masking changes in some sentence."""
    every = sorted(set(terms))
    return sum(any(mask(frame.format(term)) != frame.format(term) for frame in FRAMES) for term in every) / len(every)


def test_clinical_terms_are_not_masked(guideline: Guideline) -> None:
    terms = [spelling for term in guideline.lexicon for spelling in (term.name, *term.spelled)]
    drugs = sorted(guideline.drug_names)[::40]

    assert changed(terms) == 0
    assert changed(passage.text for passage in guideline.passages) == 0
    assert changed(drugs) <= 0.02
    assert changed(drug.title() for drug in drugs) <= 0.02


@pytest.fixture(scope="module")
def records() -> list[dict[str, object]]:
    shared = shared_folder(os.environ)
    if not (shared / "identifiers" / "phi.jsonl").is_file():
        pytest.skip("absent")
    return read(shared)


def chat_queries(records: list[dict[str, object]], which: str) -> Mapping[str, Line]:
    ours = [it for it in records if it["source"] == "asq-phi" and (which == "all" or half(it) == which)]
    return {line.what: line for line in report(ours)}


@pytest.mark.parametrize("which", ["dev", "test", "all"])
def test_chat_queries_lose_their_identifiers(records: list[dict[str, object]], which: str) -> None:
    found = chat_queries(records, which)["all"].share

    assert found.hits / found.of >= 0.95


@pytest.mark.parametrize("which", ["dev", "test", "all"])
def test_chat_queries_without_identifiers_are_left_alone(records: list[dict[str, object]], which: str) -> None:
    changed = chat_queries(records, which)["texts changed that hold none"].share

    assert changed.hits / changed.of <= 0.20


def test_other_texts_lose_most_of_theirs(records: list[dict[str, object]]) -> None:
    lines = {line.what: line for line in report(it for it in records if it["source"] != "asq-phi")}

    found, masked = lines["all promised"].share, lines["masked that is marked"].share
    assert found.hits / found.of >= 0.65
    assert masked.hits / masked.of >= 0.95


def test_an_interval_of_a_share_is_wilsons() -> None:
    low, high = wilson(95, 100)

    assert (round(low, 3), round(high, 3)) == (0.888, 0.978)

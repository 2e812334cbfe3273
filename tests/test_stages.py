"""The stage of a question: every way of writing a range means all of it, whatever noun stands behind it."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrails.case import Dimension
from guardrails.question import Memory
from guardrails.read import Reader

ORDER = ("I", "II", "III", "IV")
WRITTEN = {
    "roman": ORDER,
    "lower roman": ("i", "ii", "iii", "iv"),
    "digit": ("1", "2", "3", "4"),
    "word": ("one", "two", "three", "four"),
}
RANGES = ("-", " - ", "–", " to ", " through ")
PAIRS = (" and ", " or ", " vs ", " versus ", " & ", "/")
AFTER = st.sampled_from(
    ["", " patients", " patient", " regimens", " options", " drugs", " nasal disease", ", nasal", " other options", "?"]
)


def staged(reader: Reader, question: str) -> set[str]:
    facts = reader.read(question, Memory()).facts
    return {value for fact in facts if fact.dimension is Dimension.STAGE for value in fact.values}


@given(st.sampled_from(sorted(WRITTEN)), st.integers(0, 2), st.integers(1, 3), st.sampled_from(RANGES), AFTER)
def test_a_range_of_stages_is_read_to_its_end(
    reader: Reader, written: str, low: int, more: int, joiner: str, after: str
) -> None:
    high = min(low + more, 3)
    names = WRITTEN[written]

    found = staged(reader, f"What is listed for stage {names[low]}{joiner}{names[high]}{after}")

    assert found == set(ORDER[low : high + 1])


@given(st.sampled_from(sorted(WRITTEN)), st.permutations(range(4)), st.sampled_from(PAIRS), AFTER)
def test_two_stages_are_both_read(reader: Reader, written: str, order: list[int], joiner: str, after: str) -> None:
    one, other = sorted(order[:2])
    names = WRITTEN[written]

    found = staged(reader, f"What is listed for stage {names[one]}{joiner}{names[other]}{after}")

    assert found == {ORDER[one], ORDER[other]}


@pytest.mark.parametrize(
    ("stage", "after"), [*product(("II", "2", "two"), ("patient", "regimens", "drugs", "options"))]
)
def test_what_stands_behind_a_stage_takes_nothing_from_it(reader: Reader, stage: str, after: str) -> None:
    assert staged(reader, f"Nasal, stage {stage} {after}: what is listed?") == {"II"}


@pytest.mark.parametrize(
    "question",
    [
        "Stage II and two options: which?",
        "Nasal, stage II, 4 regimens or fewer?",
        "Nasal stage II, 3 cycles or four?",
        "Stage II 2-3 cycles of what?",
        "Stage II-3 cycles of what?",
        "Nasal stage II, and I have a question on regimens.",
        "Nasal stage II and I'd like the regimens.",
        "Nasal stage II and three other patients: regimens?",
    ],
)
def test_a_number_that_counts_something_else_is_no_stage(reader: Reader, question: str) -> None:
    assert staged(reader, question) == {"II"}


@pytest.mark.parametrize("question", ["What is stage one of the treatment?", "Stage 2 of 3?", "A 3 cycles plan?"])
def test_a_step_of_something_is_no_stage(reader: Reader, question: str) -> None:
    assert staged(reader, question) == set()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Nasal, stage II or higher: regimens?", {"II", "III", "IV"}),
        ("Nasal stage II+ regimens?", {"II", "III", "IV"}),
        ("Nasal, at least stage II: regimens?", {"II", "III", "IV"}),
        ("Nasal, stage III or lower?", {"I", "II", "III"}),
        ("Nasal, up to stage III?", {"I", "II", "III"}),
        ("Nasal stage I, II, or III?", {"I", "II", "III"}),
        ("Nasal stage II, possibly III", {"II", "III"}),
        ("Nasal stage II (or III)", {"II", "III"}),
        ("Nasal stage I ~ III", {"I", "II", "III"}),
        ("Pacientes en estadio II a III", {"II", "III"}),
        ("Estádio II e III, nasal", {"II", "III"}),
    ],
)
def test_what_leaves_several_stages_open_leaves_all_of_them_open(
    reader: Reader, question: str, found: set[str]
) -> None:
    assert staged(reader, question) == found


@pytest.mark.parametrize(
    "question",
    [
        "Nasal stage II, upstaged to IV",
        "Nasal stage II now IV",
        "Nasal, initially stage II, progressed to stage IV",
        "Nasal stage II -> IV",
    ],
)
def test_the_stage_is_the_one_it_is_now(reader: Reader, question: str) -> None:
    assert staged(reader, question) == {"IV"}

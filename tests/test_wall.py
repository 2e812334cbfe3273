"""The wall names every drug, regimen and number of a text that nothing beside it holds, however it is written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.passage import Guideline
from guardrails.lexicon import Lexicon
from guardrails.read import Reader
from guardrails.wall import leaks, numbers_in, quantities_in

IMAGING = "Imaging: contrast-enhanced CT of chest, abdomen and pelvis."


@pytest.fixture(scope="module")
def lexicon(reader: Reader) -> Lexicon:
    return reader.lexicon


@pytest.mark.parametrize(
    "text",
    [
        "Give rituximab.",
        "RITUXIMAB",
        "Rituximab's role",
        "a rituximab-based regimen",
        "Give retuximab.",  # misspelled: the stem of its kind gives it away
        "Give Keytruda.",
        "Give ATRA.",
        "R-CHOP",
        "R2-CHOP",
        "hydroxyurea",
        "aspirin",
        "Give P-GEMOX.",
        "Give PGEMOX.",
        "p gemox",
        "DeVIC",
        "D e V I C",
        "an anthracycline",
        "Give it 4 times.",
        "At 50 Gy.",
        "50Gy",
        "٥٠ Gy",
        "½ dose",
        "② cycles",
        "10² units",
        "0.5 mg",
        "five Gy",
        "forty-five Gy",
        "a hundred milligrams",
        "Deauville 5",
        "Give ritu*x*imab.",
        "Give ritu~~x~~imab.",
        "Give ritu`x`imab.",
        "Give ritu<b></b>ximab.",
        "Give ritu<!-- -->ximab.",
        "Give [ritu](x)ximab.",
        "Give ritu&shy;ximab.",
        "Give ritu-\nximab.",
        "RΙΤUΧΙΜΑΒ",
        "ICE is given",
        "SMILE is given",
        "Give IСЕ.",
        "Give ЅМІLЕ.",
        "GIVE SMILE NOW.",
        "two CHOPs",
        "PGEMOX2",
        "利妥昔单抗",
        "ритуксимаб",
        "リツキシマブ",
        "a dozen cycles",
        "IV cycles",
        "half the dose",
        "twice the dose",
        "五十 Gy",
        "Give radiotherapy.",
        "Do a stem cell transplant.",
    ],
)
def test_what_the_passage_does_not_hold_is_named(lexicon: Lexicon, text: str) -> None:
    assert leaks(f"{IMAGING} {text}", [IMAGING], lexicon)


@pytest.mark.parametrize(
    "text",
    [
        "CT of the chest, abdomen and pelvis.",
        "The text says: imaging is contrast-enhanced CT.",
        "For stage I-II nasal disease.",
        "",
        "\ud800",
    ],
)
def test_what_names_no_treatment_and_no_number_is_let_through(lexicon: Lexicon, text: str) -> None:
    assert leaks(text, [IMAGING], lexicon) == ()


@pytest.mark.parametrize(
    ("text", "held", "named"),
    [
        pytest.param("2-4 cycles", "modified SMILE for 2-4 cycles", (), id="the same range"),
        pytest.param(
            "2 to 4 cycles",
            "modified SMILE for 2-4 cycles",
            (),
            id="the same range in words",
        ),
        pytest.param("4-6 cycles", "modified SMILE for 2-4 cycles", ("4-6 cycle", "6"), id="another range"),
        pytest.param("4 cycles", "modified SMILE for 2-4 cycles", ("4 cycle",), id="one end of a range"),
        pytest.param("3 Gy", "3 courses", ("3 gy",), id="a number with another unit"),
        pytest.param("Oncaspar", "pegaspargase", (), id="a brand of what is held"),
        pytest.param("L-asparaginase", "pegaspargase", ("L-asparaginase",), id="a relative of what is held"),
        pytest.param("carboplatin", "cisplatin", ("carboplatin",), id="a look-alike of what is held"),
        pytest.param("SMILE is given", "modified SMILE", ("SMILE",), id="a regimen inside the name of another"),
    ],
)
def test_numbers_units_and_names_must_be_those_that_are_held(
    lexicon: Lexicon, text: str, held: str, named: tuple[str, ...]
) -> None:
    assert leaks(text, [held], lexicon) == named


def test_every_passage_holds_itself(lexicon: Lexicon, guideline: Guideline) -> None:
    assert [p.id for p in guideline.passages if leaks(p.text, [p.text], lexicon)] == []


@given(st.text(st.characters(), max_size=80))
@settings(max_examples=60)
def test_a_text_always_holds_itself(lexicon: Lexicon, text: str) -> None:
    assert leaks(text, [text], lexicon) == ()


@given(st.integers(0, 10**6), st.sampled_from(["Gy", "mg", "mg/m2", "IU", "cycles", "weeks", "%", "doses"]))
@settings(max_examples=60)
def test_a_number_with_a_unit_never_comes_from_nowhere(lexicon: Lexicon, number: int, unit: str) -> None:
    assert leaks(f"{IMAGING} At {number} {unit}.", [IMAGING], lexicon)


@given(data=st.data())
@settings(max_examples=60)
def test_no_spelling_of_the_lexicon_comes_from_nowhere(lexicon: Lexicon, data: st.DataObject) -> None:
    term = data.draw(st.sampled_from([term for term in lexicon.terms if term.kind != "modality"]))
    spelling = data.draw(st.sampled_from([term.name, *term.spelled, *term.capitals]))

    assert leaks(f"Let us give {spelling} then.", [IMAGING], lexicon)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("45-50.4 gy", ["45", "50.4"]),
        ("52,8 gy", ["52.8"]),
        ("p53 and cd56", []),
        ("three cycles", ["three"]),
        ("one of three", []),
    ],
)
def test_numbers_are_read(text: str, numbers: list[str]) -> None:
    assert numbers_in(text) == numbers


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("2 - 4 cycles", {"2-4 cycle"}),
        pytest.param("2 to 4 courses", {"2-4 course"}),
        ("50 Gy", {"50 gy"}),
        ("stage 4", set()),
    ],
)
def test_quantities_are_read(text: str, quantities: set[str]) -> None:
    assert quantities_in(text) == quantities

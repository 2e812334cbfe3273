"""The verifier keeps a sentence only if the passage it cites bears it out."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.passage import Guideline, Passage, Use
from evals.drafts import DRAFTS
from guardrails.read import Reader
from guardrails.verify import Reason, Stream, verify

CASES = [json.loads(line) for line in DRAFTS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def background(guideline: Guideline) -> list[Passage]:
    return [passage for passage in guideline.passages if passage.use is Use.BACKGROUND]


def test_every_statement_bears_itself_out(background: list[Passage], reader: Reader) -> None:
    for passage in background:
        verdict = verify(f"{passage.text} [{passage.id}]", background, reader.lexicon)

        assert (verdict.reason, verdict.passage) == (None, passage.id)


def test_corrupted_sentences_are_dropped_and_faithful_ones_kept(background: list[Passage], reader: Reader) -> None:
    verdicts = [(case, verify(f"{case['sentence']} [{case['cited']}]", background, reader.lexicon)) for case in CASES]
    corrupted = [verdict.reason is not None for case, verdict in verdicts if not case["keep"]]
    faithful = [verdict.reason is None for case, verdict in verdicts if case["keep"]]
    drugs = [verdict.reason is not None for case, verdict in verdicts if case["kind"] == "drug"]

    assert sum(corrupted) / len(corrupted) >= 0.995
    assert sum(faithful) / len(faithful) >= 0.90
    assert all(drugs)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("PET-CT may help in selected cases [F77].", id="made-up citation"),
        pytest.param("PET-CT may help in selected cases in stage IV [F11].", id="added condition"),
        pytest.param("PET-CT must be done in selected cases [F11].", id="stronger"),
        pytest.param("PET-CT may not help in selected cases [F11].", id="denied"),
        pytest.param("You should have a PET-CT [F11].", id="second person"),
        pytest.param("We recommend PET-CT in selected cases [F11].", id="recommendation"),
        pytest.param("PET-CT may help in 30 % of selected cases [F11].", id="number"),
        pytest.param("PET-CT and rituximab may help in selected cases [F11].", id="drug"),
        pytest.param("PET-CT and С-Н-О-Р may help in selected cases [F11].", id="hidden regimen"),
        pytest.param("PET-CT may help in selected cases, see https://example.org [F11].", id="link"),
        pytest.param("<b>PET-CT</b> may help in selected cases [F11].", id="markup"),
        pytest.param("As an AI I can say that PET-CT may help [F11].", id="self-talk"),
        pytest.param("ПЭТ-КТ может помочь [F11].", id="another script"),
        pytest.param("Modified SMILE for 4-6 cycles [F23].", id="treatment passage"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_the_passage_does_not_bear_out_is_dropped(
    background: list[Passage], reader: Reader, sentence: str
) -> None:
    verdict = verify(sentence, background, reader.lexicon)

    assert verdict.reason in Reason
    assert verdict.passage is None


def test_a_treatment_passage_never_bears_anything_out(guideline: Guideline, reader: Reader) -> None:
    for passage in guideline.passages:
        if passage.use is not Use.BACKGROUND:
            assert verify(f"{passage.text} [{passage.id}]", [passage], reader.lexicon).reason is not None


_MIXED = st.lists(
    st.sampled_from([case["sentence"] + f" [{case['cited']}] " for case in CASES[::7]]), min_size=1, max_size=6
).map("".join)


@given(text=_MIXED, cuts=st.lists(st.integers(0, 3000), max_size=30))
def test_the_verdicts_are_the_same_whatever_the_chunking(
    background: list[Passage], reader: Reader, text: str, cuts: list[int]
) -> None:
    places = sorted({cut % (len(text) + 1) for cut in cuts})
    whole, pieces = Stream(background, reader.lexicon), Stream(background, reader.lexicon)

    at_once = whole.feed(text) + whole.end()
    in_pieces = [v for a, b in zip([0, *places], [*places, len(text)], strict=True) for v in pieces.feed(text[a:b])]

    assert in_pieces + pieces.end() == at_once


@given(
    drug=st.integers(min_value=0), number=st.integers(1, 9999), case=st.sampled_from([c for c in CASES if c["keep"]])
)
def test_a_drug_or_dose_from_nowhere_is_never_kept(
    background: list[Passage], reader: Reader, drug: int, number: int, case: dict[str, str]
) -> None:
    names = sorted(reader.guideline.drug_names)
    body, cited = case["sentence"].rstrip("."), case["cited"]

    for added in (f" with {names[drug % len(names)]}", f" at {number} mg/m2", f", {number} IU"):
        assert verify(f"{body}{added} [{cited}].", background, reader.lexicon).reason is not None


@given(text=st.text(max_size=200))
def test_nothing_raises(background: list[Passage], reader: Reader, text: str) -> None:
    stream = Stream(background, reader.lexicon)

    assert all(verdict.reason in Reason or verdict.passage for verdict in stream.feed(text) + stream.end())

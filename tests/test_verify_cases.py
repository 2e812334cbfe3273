"""The verifier: a case for every reason, citations in every shape, paraphrases and distortions of our own."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.passage import Guideline, Passage, Use
from guardrails.fold import plain
from guardrails.lexicon import Lexicon
from guardrails.verify import Reason, Verdict, verify

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def lexicon(guideline: Guideline) -> Lexicon:
    return Lexicon(guideline)


@pytest.fixture(scope="module")
def background(guideline: Guideline) -> tuple[Passage, ...]:
    return tuple(passage for passage in guideline.passages if passage.use is Use.BACKGROUND)


def passage(text: str, id_: str = "P1", use: Use = Use.BACKGROUND) -> Passage:
    return Passage(guideline="example", id=id_, text=text, headings=("Overview",), refs=(1,), use=use)


RENAL = "In adults with renal impairment, the blood pressure should be measured within 2 weeks."
STONE = "The reason given for renal colic is a ureteric stone."
SCORE = "A score of 7 or higher, in 40-50 % of patients, means severe disease."
TRIAL = "Registration closed in March 2019, and no benefit was seen."
DRUGS = "Cisplatin is preferred over carboplatin, and CHOP is ineffective."
TESTS = "Serum ferritin may help in selected cases; transferrin is usually normal."

DROPS = [
    (RENAL, "肾功能不全的成人应在两周内测量血压。", Reason.UNREADABLE),
    (RENAL, "У взрослых давление измеряют.", Reason.UNREADABLE),
    (STONE, "The reason given for renal colic is a ureteric st\u200bone.", Reason.HIDDEN),
    (STONE, "The reason given for renal colic is a ureteric stоne.", Reason.HIDDEN),
    (STONE, "The reason given for renal colic is a ureteric stone 2️⃣.", Reason.HIDDEN),
    (STONE, "The reason given for renal colic is a ureteric stone -.-. .. ... .--.", Reason.HIDDEN),
    (STONE, "The reason given for renal colic is a ureteric st0ne5x.", Reason.HIDDEN),
    (STONE, "The reason given for renal colic is a <b>ureteric</b> stone.", Reason.MARKUP),
    (STONE, "The reason given for renal colic is a ureteric stone &#99;.", Reason.MARKUP),
    (STONE, "The reason given for renal colic is a `ureteric` stone.", Reason.MARKUP),
    (STONE, "The reason given for renal colic is a ureteric stone, see www.example.org.", Reason.LINK),
    (STONE, "The reason given for renal colic is a ureteric stone (javascript:y).", Reason.LINK),
    (STONE, "Is a ureteric stone the reason given for renal colic?", Reason.QUESTION),
    (STONE, "Is a ureteric stone the reason given for renal colic", Reason.QUESTION),
    (STONE, "Renal colic:", Reason.FRAGMENT),
    (STONE, "Renal colic stone.", Reason.FRAGMENT),
    (STONE, "It is due to a ureteric stone.", Reason.DANGLING),
    (STONE, "As an AI, I see a ureteric stone in renal colic.", Reason.SELF_TALK),
    (STONE, "No disclaimer is needed for renal colic with a ureteric stone.", Reason.SELF_TALK),
    (STONE, "Your renal colic is due to a ureteric stone.", Reason.SECOND_PERSON),
    (RENAL, "Measure the blood pressure within 2 weeks in adults with renal impairment.", Reason.RECOMMENDATION),
    (DRUGS, "Cisplatin is recommended over carboplatin.", Reason.RECOMMENDATION),
    (DRUGS, "Cisplatin is given rather than carboplatin.", Reason.RECOMMENDATION),
    (DRUGS, "Cisplatin is preferred over oxaliplatin.", Reason.DRUG),
    (DRUGS, "Cisplatin is preferred over veltoplatin.", Reason.DRUG),
    (DRUGS, "Cisplatin is preferred over carboplatin, and EPOCH is ineffective.", Reason.REGIMEN),
    (DRUGS, "Cisplatin is preferred over anthracyclines.", Reason.CLASS),
    (SCORE, "A score of 8 or higher means severe disease.", Reason.NUMBER),
    (SCORE, "A score of 7 or higher, in 40 % of patients, means severe disease.", Reason.NUMBER),
    (SCORE, "A score of seven or higher, in half of patients, means severe disease.", Reason.NUMBER),
    (RENAL, "In adults with renal impairment, the blood pressure should be measured within 2 months.", Reason.UNIT),
    (SCORE, "A score of 7 mg or higher means severe disease.", Reason.UNIT),
    (TRIAL, "Registration closed in April 2019, and no benefit was seen.", Reason.DATE),
    (TRIAL, "Registration closed in March 2018, and no benefit was seen.", Reason.DATE),
    (DRUGS, "Carboplatin is preferred over cisplatin.", Reason.COMPARISON),
    (DRUGS, "Cisplatin is preferred.", Reason.COMPARISON),
    (STONE, "The reason given for a ureteric stone is renal colic.", Reason.CAUSE),
    (STONE, "Renal colic leads to a ureteric stone.", Reason.CAUSE),
    (TESTS, "Transferrin is usually normal because serum ferritin may help in selected cases.", Reason.CAUSE),
    (DRUGS, "CHOP is effective.", Reason.POLARITY),
    (TRIAL, "Registration never closed in March 2019, and no benefit was seen.", Reason.POLARITY),
    (SCORE, "A score of 7 or lower means severe disease.", Reason.DIRECTION),
    (SCORE, "A score above 7 means severe disease.", Reason.DIRECTION),
    (TESTS, "Serum ferritin must help in selected cases.", Reason.MODALITY),
    (TESTS, "Serum ferritin helps in selected cases.", Reason.MODALITY),
    (RENAL, "In adults with renal impairment, the blood pressure must be measured within 2 weeks.", Reason.MODALITY),
    (TESTS, "Transferrin is always normal.", Reason.STRENGTH),
    (TESTS, "Transferrin is normal.", Reason.STRENGTH),
    (TESTS, "Serum ferritin may be the best help in selected cases.", Reason.STRENGTH),
    (TESTS, "Serum ferritin may help.", Reason.CONDITION),
    (TESTS, "Transferrin is usually normal after relapse.", Reason.CONDITION),
    (TESTS, "Transferrin is usually normal weekly.", Reason.CONDITION),
    (
        RENAL,
        "In children with renal impairment, the blood pressure should be measured within 2 weeks.",
        Reason.UNSUPPORTED,
    ),
    (STONE, "The reason given for renal colic is a stone of the bladder.", Reason.UNSUPPORTED),
]

KEEPS = [
    (RENAL, "In adults with impairment of the kidney, blood pressure should be measured within two weeks."),
    (RENAL, "The blood pressure should be measured within 2 weeks in adults who have renal impairment."),
    (STONE, "Renal colic is put down to a ureteric stone."),
    (STONE, "A ureteric stone is the stated reason for renal colic."),
    (STONE, "According to the text, a ureteric stone explains renal colic."),
    (SCORE, "Severe disease means a score of 7 or more, in 40 to 50 % of patients."),
    (SCORE, "A score of at least 7 means severe disease."),
    (TRIAL, "In March 2019 registration closed, and no benefit was seen."),
    (DRUGS, "Over carboplatin, cisplatin is preferred."),
    (DRUGS, "CHOP does not work."),
    (TESTS, "In selected cases serum ferritin might be useful."),
    (TESTS, "As a rule, transferrin is normal."),
    (DRUGS, "**Cisplatin** is preferred over carboplatin."),
    (DRUGS, "- Cisplatin is preferred over carboplatin."),
]


@pytest.mark.parametrize(("text", "sentence", "reason"), DROPS)
def test_what_a_passage_does_not_hold_is_dropped_with_its_reason(
    text: str, sentence: str, reason: Reason, lexicon: Lexicon
) -> None:
    verdict = verify(f"{sentence} [P1]", [passage(text)], lexicon)

    assert verdict.reason is reason
    assert verdict.passage is None


@pytest.mark.parametrize(("text", "sentence"), KEEPS)
def test_what_says_the_same_in_other_words_is_kept(text: str, sentence: str, lexicon: Lexicon) -> None:
    verdict = verify(f"{sentence} [P1]", [passage(text)], lexicon)

    assert (verdict.reason, verdict.passage) == (None, "P1")


def test_every_reason_has_its_case() -> None:
    of_citations = {Reason.MADE_UP_CITATION, Reason.TREATMENT_PASSAGE, Reason.NO_PASSAGE}

    assert {reason for _, _, reason in DROPS} | of_citations == set(Reason)


def test_a_citation_that_was_not_given_is_made_up(lexicon: Lexicon) -> None:
    assert verify(f"{STONE} [P2]", [passage(STONE)], lexicon).reason is Reason.MADE_UP_CITATION
    assert verify(f"{STONE} [P1, P2]", [passage(STONE)], lexicon).reason is Reason.MADE_UP_CITATION
    assert verify(f"{STONE} [1]", [passage(STONE)], lexicon).reason is Reason.MADE_UP_CITATION
    assert verify(f"{STONE} []", [passage(STONE)], lexicon).reason is Reason.MADE_UP_CITATION


@pytest.mark.parametrize("mark", ["[P1]", "(P1)", "[P1, P2]", "[P2; P1]", "[P1][P2]", "[P1] [P2]", "[P1 and P2]", ""])
def test_a_citation_is_read_in_every_shape(mark: str, lexicon: Lexicon) -> None:
    offered = [passage(STONE), passage(SCORE, "P2")]

    assert verify(f"{STONE[:-1]} {mark}.", offered, lexicon) == Verdict(sentence=STONE, passage="P1", reason=None)


def test_a_bracket_of_the_passage_is_no_citation(lexicon: Lexicon) -> None:
    text = "The cells carry a marker (CD56) on their surface."

    assert verify(f"{text} [P1]", [passage(text)], lexicon).sentence == text


@pytest.mark.parametrize("use", [Use.REGIMEN, Use.QUARANTINED])
def test_only_background_supports(use: Use, lexicon: Lexicon) -> None:
    assert verify(f"{STONE} [P1]", [passage(STONE, use=use)], lexicon).reason is Reason.TREATMENT_PASSAGE
    assert verify(STONE, [passage(STONE, use=use)], lexicon).reason is Reason.NO_PASSAGE


def test_without_a_passage_nothing_is_kept(lexicon: Lexicon) -> None:
    assert verify(STONE, [], lexicon).reason is Reason.NO_PASSAGE


def test_no_sentence_rests_on_two_passages(lexicon: Lexicon) -> None:
    both = [passage("Renal colic is due to a ureteric stone."), passage("A ureteric stone is seen on CT.", "P2")]

    assert verify("Renal colic is due to a ureteric stone, seen on CT. [P1, P2]", both, lexicon).reason is not None


def test_no_sentence_merges_two_sentences_of_one_passage(lexicon: Lexicon) -> None:
    two = passage("Cisplatin is used in adults. Carboplatin is used in children.")

    assert verify("Carboplatin is used in children. [P1]", [two], lexicon).reason is None
    assert verify("Carboplatin is used in adults. [P1]", [two], lexicon).reason is not None


def test_a_passage_is_held_by_itself(background: Sequence[Passage], lexicon: Lexicon) -> None:
    verdicts = [verify(f"{each.text} [{each.id}]", background, lexicon) for each in background]

    assert verdicts == [Verdict(sentence=each.text, passage=each.id, reason=None) for each in background]


def test_a_quote_without_its_citation_is_found(background: Sequence[Passage], lexicon: Lexicon) -> None:
    assert [verify(each.text, background, lexicon).passage for each in background] == [each.id for each in background]


def lines_of(name: str) -> list[tuple[str, str]]:
    pairs = (line.partition("|") for line in (HERE / name).read_text(encoding="utf-8").splitlines())
    return [(id_, sentence) for id_, _, sentence in pairs]


def share_dropped(name: str, background: Sequence[Passage], lexicon: Lexicon) -> float:
    lines = lines_of(name)
    dropped = [verify(f"{sentence} [{id_}]", background, lexicon).reason is not None for id_, sentence in lines]
    return sum(dropped) / len(lines)


def test_most_of_seven_hundred_paraphrases_are_kept(background: Sequence[Passage], lexicon: Lexicon) -> None:
    assert share_dropped("drafts_faithful.txt", background, lexicon) <= 0.08


def test_most_distortions_in_the_words_of_the_passage_are_dropped(
    background: Sequence[Passage], lexicon: Lexicon
) -> None:
    # Each turns a passage round in its own words; what still passes is the known limit of reading without a parser.
    assert share_dropped("drafts_distorted.txt", background, lexicon) >= 0.92


def test_no_drug_regimen_or_number_that_a_distortion_adds_is_kept(
    background: Sequence[Passage], lexicon: Lexicon
) -> None:
    texts = {each.id: plain(each.text) for each in background}
    kept = [
        (id_, sentence)
        for id_, sentence in lines_of("drafts_distorted.txt")
        if verify(f"{sentence} [{id_}]", background, lexicon).reason is None
    ]

    strange = [s for i, s in kept if set(re.findall(r"\d+", s)) - set(re.findall(r"\d+", texts[i]))]

    assert strange == []

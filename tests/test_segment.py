"""Sentences of a draft: where they end, and the law that the pieces it comes in change nothing."""

import itertools
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.pack import read_guideline
from corpus.passage import Use
from guardrails.lexicon import Lexicon
from guardrails.segment import Splitter, split
from guardrails.verify import Stream, verify
from tests.conftest import PACK

SPLITS = [
    ("One. Two.", ["One.", "Two."]),
    ("A dose, e.g. of iron, is low. Next.", ["A dose, e.g. of iron, is low.", "Next."]),
    ("Dr. Smith saw Fig. 3. It was clear.", ["Dr. Smith saw Fig. 3.", "It was clear."]),
    ("It is 3.5 or lower. Then 6.7 months.", ["It is 3.5 or lower.", "Then 6.7 months."]),
    ("Given i.v. over a day. Next.", ["Given i.v. over a day.", "Next."]),
    ("Skin, testes etc. are involved. Next.", ["Skin, testes etc. are involved.", "Next."]),
    ("Skin, testes, etc. The nose too.", ["Skin, testes, etc.", "The nose too."]),
    ("Grown from E. coli in culture. Next.", ["Grown from E. coli in culture.", "Next."]),
    ("The tract. [F5] The skin. [F6, F7]", ["The tract. [F5]", "The skin. [F6, F7]"]),
    ("The tract [F5]. The skin (F6).", ["The tract [F5].", "The skin (F6)."]),
    ("The tract. (F5) The skin.", ["The tract. (F5)", "The skin."]),
    ("Really? Yes! So.", ["Really?", "Yes!", "So."]),
    ('He said "no." Then yes.', ['He said "no."', "Then yes."]),
    ("鼻型累及鼻腔。非鼻型累及皮肤。", ["鼻型累及鼻腔。", "非鼻型累及皮肤。"]),
    ("Imaging:\n- CT of the chest\n- MRI", ["Imaging:", "- CT of the chest", "- MRI"]),
    ("1. First thing. 2. Second thing.", ["1. First thing.", "2. Second thing."]),
    ("A line that is\nwrapped. Next", ["A line that is\nwrapped.", "Next"]),
    ("# Heading\n\nText.", ["# Heading", "Text."]),
    ("Wait... what. Next.", ["Wait... what.", "Next."]),
    ("", []),
    (" \n\n ", []),
]


@pytest.mark.parametrize(("draft", "sentences"), SPLITS)
def test_a_draft_is_cut_into_its_sentences(draft: str, sentences: list[str]) -> None:
    assert split(draft) == sentences


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                ". ",
                "? ",
                "。",
                "\n",
                "\n- ",
                " [F5]",
                " [F5, F6]. ",
                "(F6)",
                "[",
                "]",
                "e.g. ",
                "Dr. ",
                "3.",
                "5",
                "1. ",
                " i.v. ",
            ]
        ),
        st.sampled_from(
            ["The nasal type involves the nose", "skin", "Next", "a", "B", "etc.", '."', "…", "  ", "\t", "*", "**"]
        ),
        st.text(max_size=12),
    ),
    max_size=14,
)


@given(pieces=PIECES, cuts=st.lists(st.integers(0, 400), max_size=8))
@example(pieces=["One.", " [F5]", ". Two"], cuts=[8, 9, 10])
@example(pieces=["One:\n", "1", ". Two"], cuts=[5, 6])
def test_any_chunking_gives_the_same_sentences(pieces: list[str], cuts: list[int]) -> None:
    draft = "".join(pieces)
    places = sorted({0, len(draft), *(cut for cut in cuts if cut < len(draft))})
    splitter = Splitter()

    chunked = [s for low, high in itertools.pairwise(places) for s in splitter.feed(draft[low:high])]

    assert chunked + splitter.end() == split(draft)


@given(PIECES)
def test_letter_by_letter_gives_the_same_sentences(pieces: list[str]) -> None:
    draft, splitter = "".join(pieces), Splitter()

    assert [s for letter in draft for s in splitter.feed(letter)] + splitter.end() == split(draft)


@given(PIECES)
def test_no_word_is_lost_or_added(pieces: list[str]) -> None:
    draft = "".join(pieces)

    assert "".join("".join(split(draft)).split()) == "".join(draft.split())


GUIDELINE = read_guideline(PACK)
BACKGROUND = tuple(p for p in GUIDELINE.passages if p.use is Use.BACKGROUND)
LEXICON = Lexicon(GUIDELINE)
DRAFT = (
    "NUT midline carcinoma has a median survival of 6.7 months. [F38] Give cisplatin now. [F38]\n"
    "- The nasal type involves the nose [F5].\n- Imaging: contrast-enhanced CT, e.g. of the chest. [F10] It is. [F99]"
)


@given(st.lists(st.integers(0, len(DRAFT)), max_size=12))
def test_any_chunking_gives_the_same_verdicts_in_the_same_order(cuts: list[int]) -> None:
    places = sorted({0, len(DRAFT), *cuts})
    stream = Stream(BACKGROUND, LEXICON)

    verdicts = [v for low, high in itertools.pairwise(places) for v in stream.feed(DRAFT[low:high])]

    assert verdicts + stream.end() == [verify(sentence, BACKGROUND, LEXICON) for sentence in split(DRAFT)]


def test_nothing_is_released_before_its_sentence_is_complete() -> None:
    stream = Stream(BACKGROUND, LEXICON)

    assert stream.feed("The nasal type involves the nose") == []
    assert stream.feed(" and the upper aerodigestive tract.") == []
    assert stream.feed(" [F5]") == []
    assert [verdict.passage for verdict in stream.feed(" Next")] == ["F5"]
    assert [verdict.passage for verdict in stream.end()] == [None]


def test_a_stream_of_ten_kilobytes_letter_by_letter_takes_less_than_a_second() -> None:
    for text in ("no stop at all " * 700, "e.g. " * 2_000, "\n " * 5_000, "1. " * 3_300):
        splitter, began = Splitter(), time.process_time()

        for letter in text:
            splitter.feed(letter)
        splitter.end()

        assert time.process_time() - began < 1

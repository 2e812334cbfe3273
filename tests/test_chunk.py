"""Chunks hold every word of a text, in order, and overlap."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.chunk import chunks, sentences

TEXTS = st.lists(st.sampled_from(["one", "two.", "Three", "4.5", "- Item", "\n\n", "six!", "PD-L1", "?"])).map(" ".join)


@given(text=TEXTS, words=st.integers(3, 12), overlap=st.integers(0, 2))
def test_every_word_is_in_a_chunk_and_none_is_too_long(text: str, words: int, overlap: int) -> None:
    spans = chunks(text, words, overlap)

    held = {at for start, end in spans for at in range(start, end)}
    assert all(at in held for at, letter in enumerate(text) if not letter.isspace())
    assert all(0 < len(text[start:end].split()) <= words for start, end in spans)
    assert spans == sorted(spans)


@given(text=TEXTS)
def test_sentences_hold_every_word(text: str) -> None:
    assert " ".join(text[start:end] for start, end in sentences(text)).split() == text.split()


def test_a_chunk_ends_where_a_sentence_does_and_begins_before_the_last_ended() -> None:
    text = "The first has five words. The second has five too. The third has five too."

    assert [text[start:end] for start, end in chunks(text, 10, 5)] == [
        "The first has five words. The second has five too.",
        "The second has five too. The third has five too.",
    ]

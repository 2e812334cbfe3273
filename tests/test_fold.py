"""Tricks of writing fold to the plain word, and every folded letter knows where it came from."""

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guardrails.fold import fold, plain

ANY = st.text(st.characters(), max_size=200)  # lone surrogates and control characters too
TRICKY = st.text(
    st.sampled_from(
        "aBcI viVX.-_*·/|\t\n\u00a0\u200b\u200d\u0301\u0430\u0441\u041d\uff23\u2160\u00df\ufb01\ud800'’„–²½µ期"
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("CHOP", "chop", id="capitals"),
        pytest.param("СНОР", "chop", id="Cyrillic look-alikes"),
        pytest.param("СΟΡ ΤΖΧ", "cop tzx", id="Greek look-alikes"),
        pytest.param("ϹΗΟΡ", "chop", id="Greek capitals drawn as H, M, N, Y"),
        pytest.param("ＣＨＯＰ", "chop", id="full-width"),
        pytest.param("𝐂𝐇𝐎𝐏", "chop", id="mathematical bold"),
        pytest.param("Ⓒⓗⓞⓟ", "chop", id="in circles"),
        pytest.param("ᴄʜᴏᴘ", "chop", id="small capitals"),
        pytest.param("C\u200bH\u200dO\ufeffP", "chop", id="zero-width characters"),
        pytest.param("CH\u00adOP", "chop", id="soft hyphen"),
        pytest.param("\u202eCHOP\u202c", "chop", id="direction marks"),
        pytest.param("C H O P", "chop", id="letter by letter"),
        pytest.param("C-H-O-P", "chop", id="letter by letter with hyphens"),
        pytest.param("C.H.O.P", "chop", id="letter by letter with dots"),
        pytest.param("C\u0301H\u0301O\u0301P\u0301", "chop", id="combining accents"),
        pytest.param("Frühstadium, niño", "fruhstadium, nino", id="accents"),
        pytest.param("große", "grosse", id="sharp s"),
        pytest.param("P‑GEMOX – P–GEMOX", "p-gemox - p-gemox", id="kinds of hyphen"),
        pytest.param("Waldeyer’s “ring”", 'waldeyer\'s "ring"', id="kinds of quotation mark"),
        pytest.param("stage Ⅳ", "stage iv", id="Roman numeral sign"),
        pytest.param("stage\u00a0\u2003IV\t\n", "stage iv", id="kinds of space"),
        pytest.param("I / V / I", "i / v / i", id="a list of Roman numerals stays a list"),
        pytest.param("", "", id="nothing"),
        pytest.param("\u200b\u200b", "", id="nothing to see"),
        pytest.param("\ud800", "", id="lone surrogate"),
        pytest.param("\x00\x1b[31m", "[31m", id="control characters"),
        pytest.param("NK/T细胞淋巴瘤", "nk/t细胞淋巴瘤", id="Chinese stays"),
    ],
)
def test_a_trick_folds_to_the_plain_word(written: str, read: str) -> None:
    assert plain(written) == read


@given(ANY | TRICKY)
@example("a b c d")
@example("i i i a b")
def test_every_folded_letter_has_an_origin_in_order(text: str) -> None:
    folded = fold(text)

    assert len(folded.origin) == len(folded.text)
    assert all(0 <= at < len(text) for at in folded.origin)
    assert all(one <= next_ for one, next_ in itertools.pairwise(folded.origin))


@given(ANY | TRICKY)
def test_a_folded_text_has_single_spaces_and_nothing_hidden(text: str) -> None:
    folded = plain(text)

    assert "  " not in folded
    assert folded == folded.strip()
    assert all(letter.isprintable() for letter in folded)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=80) | TRICKY | ANY)
@example("a b.c")
@example("a b  c")
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    folded = plain(text)

    assert plain(folded) == folded


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789 ", max_size=60).map(lambda text: " ".join(text.split())))
def test_plain_words_stay_as_they_are(text: str) -> None:
    words = " ".join(word for word in text.split() if len(word) > 1)

    assert plain(words) == words


@given(st.text("abcXYZ йЙ\u200b\u0301Ⅳß", max_size=40), st.data())
def test_what_is_shown_of_a_span_folds_to_that_span(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))

    shown = folded.shown(start, end)

    assert folded.text[start:end].strip() in plain(shown)


@given(ANY, st.integers(0, 300), st.integers(0, 300))
def test_any_span_can_be_shown(text: str, start: int, end: int) -> None:
    assert fold(text).shown(start, end) in text

"""Laws of the verifier: what no draft gets round, whatever it hides and however long it is."""

import base64
import codecs
import re
import time
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.pack import drug_names, read_guideline
from guardrails.fold import plain
from guardrails.lexicon import Lexicon
from guardrails.verify import verify
from tests.conftest import PACK
from tests.test_verify_cases import RENAL, SCORE, STONE, TESTS, passage

LEXICON = Lexicon(read_guideline(PACK))
TEXTS = {p.id: p.text for p in [passage(STONE), passage(TESTS, "P2"), passage(RENAL, "P3"), passage(SCORE, "P4")]}
GIVEN = [passage(text, id_) for id_, text in TEXTS.items()]
DRUG_NAMES = sorted(name for name in drug_names() if name.isascii())
LOOK_ALIKES = str.maketrans("aceopxyi", "асеорхуі")
TRICKS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "capitals": str.upper,
    "zero width": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "blanks": " ".join,
    "hyphens": "-".join,
    "dots": ".".join,
    "look-alikes": lambda text: text.translate(LOOK_ALIKES),
    "full width": lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
    "bold letters": lambda text: "".join(chr(0x1D41A + ord(c) - 97) if "a" <= c <= "z" else c for c in text),
    "tags": lambda text: "".join(chr(0xE0000 + ord(c)) for c in text if c.isascii()),
    "comment": lambda text: f"<!-- {text} -->",
    "entities": lambda text: "".join(f"&#{ord(c)};" for c in text),
    "link": lambda text: f"![x](https://x.test/?q={text})",
    "code": lambda text: f"`{text}`",
    "leet": lambda text: text.translate(str.maketrans("aeio", "4310")),
    "reversed": lambda text: text[::-1],
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "hex": lambda text: text.encode().hex(),
    "rot13": lambda text: codecs.encode(text, "rot13"),
    "accents": lambda text: "".join(c + "\u0301" for c in text),
    "split in two": lambda text: f"{text[: len(text) // 2]} {text[len(text) // 2 :]}",
}
PLACES = (
    "{body} with {payload}.",
    "{body} ({payload}).",
    "{body}, {payload}.",
    "{body}; {payload}.",
    "{payload}: {body}.",
    "With {payload}, {body}.",
    "{body}. {payload}",
    "{body} and {payload} too.",
)
NUMBERS = st.one_of(
    st.integers(1, 9999).map(str),
    st.decimals(min_value=0, max_value=100, places=1).map(str),
    st.sampled_from("two three nine twelve sixty half twice".split()),
)
UNITS = st.sampled_from("mg g mg/m2 Gy IU units weeks months cycles courses % tablets mL doses days".split())
PAYLOADS = st.one_of(
    st.sampled_from(DRUG_NAMES),
    st.sampled_from("CHOP DeVIC P-GEMOX VIPD DDGP cisplatin pegaspargase etoposide radiotherapy veltoplatin".split()),
    st.tuples(NUMBERS, UNITS).map(" ".join),
)


def holds(text: str, payload: str) -> bool:
    """Say whether a text has every word of a payload."""
    return set(re.findall(r"\w+", plain(payload))) <= set(re.findall(r"\w+", plain(text)))


@given(
    id_=st.sampled_from(sorted(TEXTS)),
    payload=PAYLOADS,
    trick=st.sampled_from(sorted(TRICKS)),
    place=st.sampled_from(PLACES),
    cites=st.booleans(),
)
@example(id_="P1", payload="2 weeks", trick="plain", place=PLACES[0], cites=False)
def test_no_drug_or_dose_that_the_passage_does_not_hold_is_ever_kept(
    id_: str, payload: str, trick: str, place: str, cites: bool
) -> None:
    if any(holds(text, payload) for text in TEXTS.values()):
        return
    sentence = place.format(body=TEXTS[id_].rstrip("."), payload=TRICKS[trick](payload))

    verdict = verify(f"{sentence} [{id_}]" if cites else sentence, GIVEN, LEXICON)

    assert verdict.reason is not None


@given(st.text(max_size=300), st.booleans())
@example("\ud800\udfff \x00 [", True)
@example("(" + "A1" * 100, False)
@example("** __ ** __ [[ ]] (( )) [P1", True)
def test_no_text_makes_it_raise(text: str, cites: bool) -> None:
    verdict = verify(f"{text} [P1]" if cites else text, GIVEN, LEXICON)

    assert (verdict.passage is None) == (verdict.reason is not None)


@given(st.text(max_size=200))
def test_what_is_kept_has_no_letter_that_is_not_plain_or_of_its_passage(text: str) -> None:
    for body in TEXTS.values():
        verdict = verify(f"{body.rstrip('.')}{text}", GIVEN, LEXICON)
        if verdict.passage is not None:
            assert all(char.isascii() or char in TEXTS[verdict.passage] or char in "‘’“”–—…‐‑‒≤≥" or char.isalpha()
                       for char in verdict.sentence)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" * 10_000, id="one word"),
        pytest.param("(A1" * 3_300, id="open citations"),
        pytest.param("[" * 10_000, id="brackets"),
        pytest.param("** " * 3_300, id="stars"),
        pytest.param("with a " * 1_400 + "or without", id="a phrase that never ends"),
        pytest.param("not " * 2_500, id="operators"),
        pytest.param("3 or lower, " * 800, id="numbers"),
        pytest.param("because of the reason given for " * 310, id="reasons"),
        pytest.param("e.g. " * 2_000, id="abbreviations"),
        pytest.param(". " * 5_000, id="stops"),
        pytest.param("\u200b\u0301" * 5_000, id="nothing to see"),
    ],
)
def test_ten_kilobytes_of_anything_take_less_than_a_second(text: str) -> None:
    began = time.process_time()

    verify(text, GIVEN, LEXICON)
    verify(text[:1100], GIVEN, LEXICON)

    assert time.process_time() - began < 1

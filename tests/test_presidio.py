"""Presidio, where it is asked for, looks after the rules: it may find more names and places, and undoes nothing of theirs."""

import socket
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assemble import assistant
from bot.errors import SettingsError
from bot.presidio import KINDS, after_rules, finder
from bot.settings import Settings
from corpus.passage import Guideline
from evals.identifiers import cases
from guardrails.identifiers import identifiers, mask
from tests.fakes import BagOfWords


@dataclass
class Result:
    entity_type: str
    start: int
    end: int


class Guesses:
    """An engine that guesses at every word with a capital."""

    def analyze(self, text: str, **asked: object) -> list[Result]:
        assert asked["entities"] == list(KINDS)
        found, at = [], 0
        for word in text.split(" "):
            if word[:1].isupper():
                found.append(Result("PERSON" if len(word) % 2 else "LOCATION", at, at + len(word)))
            at += len(word) + 1
        return found


def test_what_the_rules_do_not_know_is_found_and_medicine_is_not_touched() -> None:
    find = after_rules(Guesses(), {"oncaspar"})  # type: ignore[arg-type]
    text = "nurse Qzimba told Dr. Smith of Hodgkin lymphoma, on Oncaspar and SMILE, in Japan"

    assert mask(text, find(text)) == "nurse [PLACE] told [NAME] of Hodgkin lymphoma, on Oncaspar and SMILE, in Japan"


@given(st.one_of(st.text(), st.sampled_from([case.text for case in cases()])))
def test_what_the_rules_found_stays_found_and_nothing_overlaps(text: str) -> None:
    found = after_rules(Guesses())(text)  # type: ignore[arg-type]

    assert set(identifiers(text)) <= set(found)
    ends = [0, *(it.end for it in found)]
    assert all(last <= it.start < it.end <= len(text) for last, it in zip(ends, found, strict=False))


def test_what_it_finds_is_masked_in_what_is_kept(home: Path) -> None:
    ward = assistant(Settings.read({"WARD_HOME": str(home)}), encoder=BagOfWords())
    ward.find = after_rules(Guesses())  # type: ignore[arg-type]

    turn = ward.ask("which regimen for stage I nasal, asks Qzimba", "c")

    assert turn.question == "which regimen for stage I nasal, asks [PLACE]"
    assert "Qzimba" not in "".join(ward.store.records("c"))
    assert turn.reply.rows == ("R1", "R2", "R3")


@pytest.mark.skipif(find_spec("presidio_analyzer") is not None, reason="installed")
def test_what_is_not_installed_is_said_with_the_cure(home: Path) -> None:
    with pytest.raises(SettingsError, match=r"pip install 'ward\[presidio\]'"):
        assistant(Settings.read({"WARD_HOME": str(home), "WARD_IDENTIFIERS": "presidio"}))


def test_the_real_one_finds_more_and_reaches_for_no_network(guideline: Guideline) -> None:
    pytest.importorskip("presidio_analyzer")
    find = finder(guideline.drug_names)

    changed = sum(mask(case.text, find(case.text)) != case.masked for case in cases())

    assert changed <= 0.1 * len(cases())
    assert socket.socket.connect.__name__ == "guarded"  # the guard of all tests, which would have failed it

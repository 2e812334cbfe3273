"""Which sign-off counts: none of other content, none by somebody who may not sign, the later one, in doubt the lower."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.passage import Guideline, Review, ReviewRecord, State
from corpus.review import STATES, content_hash, in_effect, states
from tests.conftest import PACK, read_guideline

GUIDELINE = read_guideline(PACK)
R1 = content_hash(GUIDELINE, "R1")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
REVIEWERS = ("anna", "bert")


def of(state: State, *, by: str = "anna", at: datetime = NOW, hash_: str = R1, id_: str = "R1") -> Review:
    return Review(id=id_, state=state, by=by, on=at.date().isoformat(), hash=hash_, at=at.isoformat())


def on(state: State, day: str, hash_: str = R1) -> Review:
    return Review(id="R1", state=state, by="E. Editor", on=day, hash=hash_)


def counted(*signed: Review, folder: Review | None = None, default: State = "submitted") -> Guideline:
    record = ReviewRecord(state=default, entries=(folder,) if folder else ())
    guideline = GUIDELINE.model_copy(update={"review": record})
    return in_effect(guideline, signed, reviewers=REVIEWERS, now=NOW)


@pytest.mark.parametrize(
    "attack",
    [
        pytest.param(of("approved", hash_="0123456789abcdef"), id="of other content"),
        pytest.param(of("approved", hash_=""), id="of nothing"),
        pytest.param(of("approved", by="eve"), id="by nobody who may sign"),
        pytest.param(of("approved", by="Anna"), id="by another anna"),
        pytest.param(of("under_review", by="eve"), id="started by nobody who may"),
        pytest.param(of("approved", id_="R999"), id="of what is not in the table"),
        pytest.param(of("approved", id_="R2"), id="of R2 with the hash of R1"),
    ],
)
def test_a_sign_off_that_does_not_hold_approves_nothing(attack: Review) -> None:
    assert set(counted(attack).states.values()) == {"submitted"}
    assert counted(of("approved"), attack).states["R1"] == "approved"


def test_a_sign_off_holds_until_what_it_rests_on_is_edited() -> None:
    assert counted(of("approved")).states["R1"] == "approved"

    statement = GUIDELINE.passage(GUIDELINE.row("R1").statements[0])
    edited = tuple(
        each.model_copy(update={"text": each.text + " "}) if each.id == statement.id else each
        for each in GUIDELINE.passages
    )
    after = GUIDELINE.model_copy(update={"passages": edited})

    assert in_effect(after, [of("approved")], reviewers=REVIEWERS, now=NOW).states["R1"] == "submitted"


@pytest.mark.parametrize(
    ("folder", "signed", "state"),
    [
        pytest.param(on("approved", "2026-11-20"), of("submitted"), "submitted", id="withdrawn later"),
        pytest.param(on("submitted", "2026-11-20"), of("approved"), "approved", id="approved later"),
        pytest.param(on("approved", "2026-11-24"), of("submitted"), "approved", id="approved again in the folder"),
        pytest.param(on("submitted", "2026-11-24"), of("approved"), "submitted", id="withdrawn in the folder"),
        pytest.param(on("approved", "2026-11-23"), of("submitted"), "submitted", id="the same day: withdrawn"),
        pytest.param(on("submitted", "2026-11-23"), of("approved"), "submitted", id="the same day: the other way"),
        pytest.param(on("approved", "2099-01-01"), of("submitted"), "submitted", id="a day to come"),
        pytest.param(on("approved", "some day"), of("submitted"), "submitted", id="no day at all"),
        pytest.param(
            on("submitted", "2026-11-20"),
            of("approved", at=NOW + timedelta(days=3)),
            "submitted",
            id="a moment to come",
        ),
        pytest.param(on("approved", "2026-11-20"), of("submitted", by="eve"), "submitted", id="anybody may reopen"),
        pytest.param(on("approved", "2026-11-20"), of("submitted", hash_="0"), "submitted", id="reopened as it was"),
        pytest.param(on("approved", "2026-11-20"), of("approved", hash_="0"), "approved", id="approved as it was"),
        pytest.param(on("approved", "2026-11-20", "0"), of("submitted"), "submitted", id="edited, then withdrawn"),
        pytest.param(
            on("approved", "2026-11-24", "0"), of("approved"), "approved", id="the folder's is of other content"
        ),
    ],
)
def test_of_folder_and_store_the_later_one_counts_and_in_doubt_the_lower(
    folder: Review, signed: Review, state: State
) -> None:
    assert counted(signed, folder=folder).states["R1"] == state


def test_two_moments_of_one_day_are_told_apart() -> None:
    early, late = NOW - timedelta(hours=2), NOW - timedelta(hours=1)

    assert counted(of("approved", at=late), folder=of("submitted", at=early)).states["R1"] == "approved"
    assert counted(of("approved", at=early), folder=of("submitted", at=late)).states["R1"] == "submitted"


def test_what_was_edited_since_is_submitted_whatever_the_rest_is() -> None:
    found = counted(folder=on("approved", "2026-11-20", "0"), default="approved").states

    assert (found["R1"], found["R2"]) == ("submitted", "approved")


ENTRIES = st.builds(
    of,
    st.sampled_from(STATES),
    by=st.sampled_from(["anna", "bert", "eve"]),
    at=st.sampled_from([NOW - timedelta(days=days) for days in (-9, 0, 1, 5)]),
    hash_=st.sampled_from([R1, "0123456789abcdef"]),
)
DAYS = st.builds(on, st.sampled_from(STATES), st.sampled_from(["2026-11-18", "2026-11-23", "2030-01-01", ""]))


@given(st.lists(ENTRIES, max_size=5), st.none() | ENTRIES | DAYS)
def test_no_state_is_higher_than_a_sign_off_that_holds(signed: list[Review], folder: Review | None) -> None:
    reached = STATES.index(counted(*signed, folder=folder).states["R1"])
    holding = [entry for entry in signed if entry.by in REVIEWERS] + ([folder] if folder else [])

    assert reached <= max((STATES.index(entry.state) for entry in holding if entry.hash == R1), default=0)


@given(st.lists(ENTRIES, max_size=5), st.none() | st.builds(on, st.sampled_from(STATES), st.just("2026-11-23")))
def test_after_a_withdrawal_nothing_counts_that_is_not_surely_later(
    signed: list[Review], folder: Review | None
) -> None:
    assert counted(*signed, of("submitted"), folder=folder).states["R1"] == "submitted"


@given(st.lists(ENTRIES, max_size=5), st.none() | ENTRIES | DAYS)
def test_what_counts_can_be_taken_over_into_the_folder(signed: list[Review], folder: Review | None) -> None:
    counting = counted(*signed, folder=folder)

    alone = GUIDELINE.model_copy(update={"review": counting.review})
    assert states(alone) == counting.states
    assert in_effect(alone, signed, reviewers=REVIEWERS, now=NOW).states == counting.states

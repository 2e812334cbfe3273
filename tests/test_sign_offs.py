"""Sign-offs in the store: of every process at its next turn, in the audit log, and none where they cannot be read."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.assemble import Assistant, assistant
from bot.audit import fingerprint
from bot.desk import Desk, Seat
from bot.errors import ReviewError, StoreError
from bot.settings import Settings
from corpus.review import content_hash
from tests.conftest import PACK
from tests.fakes import BagOfWords
from tests.processes import PROCESSES, started

STAGE_I = "Which regimen for stage I nasal?"
ROWS = ("R1", "R2", "R3")
ANNA = Seat(user="user:anna")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACK, tmp_path / PACK.name))


@pytest.fixture
def environ(home: Path, url: str | None, pack: Path) -> dict[str, str]:
    shared = {"WARD_HOME": str(home), "WARD_GUIDELINE": str(pack), "WARD_REVIEWERS": "anna, bert"}
    return {**shared, "WARD_REQUIRE_APPROVED": "1", **({"WARD_DATABASE": url} if url else {})}


def house(environ: dict[str, str], **more: str) -> Assistant:
    return assistant(Settings.read({**environ, **more}), encoder=BagOfWords())


def rows(ward: Assistant) -> tuple[str, ...]:
    return ward.ask(STAGE_I).reply.rows


# The attacks first.


def test_no_approval_in_the_store_counts_that_does_not_hold(environ: dict[str, str]) -> None:
    ward = house(environ)
    guideline, hash_ = ward.guideline, content_hash(ward.guideline, "R1")

    ward.store.sign(guideline.id, {"R1": "0123456789abcdef"}, "approved", "anna")  # of other content
    ward.store.sign(guideline.id, {"R1": hash_}, "approved", "eve")  # by nobody who may sign
    ward.store.sign("glimmerpox", {"R1": hash_}, "approved", "anna")  # of another guideline
    ward.store.sign(guideline.id, {"R999": hash_}, "approved", "anna")  # of nothing

    assert rows(ward) == ()
    assert set(ward.guideline.states.values()) == {"submitted"}
    assert rows(house(environ)) == ()


def test_who_may_not_sign_signs_nothing(environ: dict[str, str]) -> None:
    ward = house(environ)

    for nobody in ("eve", "", "user:anna"):
        with pytest.raises(ReviewError, match="may not sign off; WARD_REVIEWERS names who may"):
            ward.sign("R1", "approved", nobody)
    Desk(ward).sign({"id": "R1", "state": "approved"}, Seat(user="user:eve"))

    assert ward.store.reviews(ward.guideline.id) == ((0, 0), ())


def test_nothing_is_approved_that_was_not_what_was_shown(environ: dict[str, str]) -> None:
    ward = house(environ)
    desk = Desk(ward)

    told = desk.sign({"id": "R1", "state": "approved", "hash": "0123456789abcdef"}, ANNA)

    assert "R1 is not what was shown any more" in told
    assert ward.guideline.states["R1"] == "submitted"
    shown = content_hash(ward.guideline, "R1")
    assert f'data-hash="{shown}"' in desk.guideline_part("review", {}, ANNA)
    desk.sign({"id": "R1", "state": "approved", "hash": shown}, ANNA)
    assert ward.guideline.states["R1"] == "approved"


def test_an_edit_of_the_content_takes_the_stores_approval_back(environ: dict[str, str], pack: Path) -> None:
    house(environ).sign("R1", "approved", "anna")
    text = (pack / "text.md").read_text(encoding="utf-8")
    edited = text.replace("dexamethasone, etoposide, ifosfamide and", "dexamethasone, ifosfamide, etoposide and")
    assert edited != text
    (pack / "text.md").write_text(edited, encoding="utf-8")

    assert rows(house(environ)) == ()


# What holds, and where.


def test_a_sign_off_holds_in_every_process_from_its_next_turn(environ: dict[str, str], pack: Path) -> None:
    before = (pack / "review.yaml").read_bytes()
    one, other = house(environ), house(environ)
    assert rows(other) == ()

    for row in ROWS:
        one.sign(row, "approved", "anna")
    assert rows(other) == ROWS
    one.sign("R2", "submitted", "bert")

    assert rows(other) == ("R1", "R3")
    assert rows(house(environ)) == ("R1", "R3")
    assert (pack / "review.yaml").read_bytes() == before  # the folder may be read-only


def test_a_withdrawn_row_is_in_no_conversation_that_is_shown_again(environ: dict[str, str]) -> None:
    one, other = house(environ), house(environ)
    one.sign("R1", "approved", "anna")
    turn = other.ask(STAGE_I, user=ANNA.user, channel="page")
    assert turn.reply.rows == ("R1",)
    drugs = one.guideline.regimens[str(one.guideline.row("R1").regimen)].name

    one.sign("R1", "submitted", "anna")

    desk = Desk(other)
    (again,) = other.turns(turn.conversation, ANNA.user)
    field = {"do": "field", "disease": "nk-t", "subtype": "nasal", "stage": "I", "line": "first"}
    shown = [again.reply.markdown, desk.opened(turn.conversation, ANNA).talk, desk.map(field, ANNA)]
    assert [drugs in str(each) for each in shown] == [False, False, False]


def answer(environ: dict[str, str], asked: Any, said: Any) -> None:
    ward = house(environ)
    while asked.get(timeout=60):
        said.put(rows(ward))


@pytest.fixture
def another(environ: dict[str, str]) -> Iterator[Any]:
    """What a Ward in another process answers, asked again each time."""
    asked, said = PROCESSES.Queue(), PROCESSES.Queue()
    process = started(answer, environ, asked, said)

    def ask() -> tuple[str, ...]:
        asked.put(True)
        return tuple(said.get(timeout=60))

    yield ask
    asked.put(False)
    process.join(10)


def test_a_withdrawal_stops_a_row_in_another_process_at_once(environ: dict[str, str], another: Any) -> None:
    ward = house(environ)
    assert another() == ()
    ward.sign("R1", "approved", "anna")
    assert another() == ("R1",)
    ward.sign("R1", "submitted", "anna")
    assert another() == ()


# What goes wrong.


@pytest.mark.parametrize("fault", ["drop table review", "alter table review rename column hash to sum"], ids=str)
def test_where_sign_offs_cannot_be_read_no_turn_is_taken(environ: dict[str, str], fault: str) -> None:
    ward = house(environ)
    ward.sign("R1", "approved", "anna")
    assert rows(ward) == ("R1",)
    kept = len(ward.store.conversations(""))
    with ward.store._database.writing() as session:
        session.run(fault)

    unread = ward if fault.startswith("drop") else house(environ)
    with pytest.raises(StoreError, match="conversations cannot be kept in"):
        unread.ask(STAGE_I)
    assert len(ward.store.conversations("")) == kept
    assert "conversations cannot be kept in" in Desk(unread).guideline_part("review", {}, ANNA)


def test_no_state_is_stored_that_there_is_not(environ: dict[str, str]) -> None:
    ward = house(environ)

    with pytest.raises(StoreError):
        ward.store.sign(ward.guideline.id, {"R1": content_hash(ward.guideline, "R1")}, "perfect", "anna")  # type: ignore[arg-type]

    assert ward.store.reviews(ward.guideline.id) == ((0, 0), ())


# The log.


def test_each_sign_off_is_in_the_log_without_a_word(environ: dict[str, str]) -> None:
    ward = house(environ)
    ward.sign("R1", "approved", "anna")

    (entry,) = (json.loads(entry.written) for entry in ward.store.audit())

    assert {key: entry[key] for key in ("kind", "who", "guideline", "ids", "state")} == {
        "kind": "review",
        "who": "anna",
        "guideline": ward.guideline.id,
        "ids": ["R1"],
        "state": "approved",
    }
    assert entry["signed"][0]["hash"] == content_hash(ward.guideline, "R1")
    assert ward.store.verify().faults == ()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("update review set state = 'approved' where number = 2", "sign-off 2 (R1 of nk-t-cell-lymphoma) was edited"),
        ("update review set at = at + 86400 where number = 2", "sign-off 2 (R1 of nk-t-cell-lymphoma) was edited"),
        ("delete from review where number = 2", "sign-off 2 (R1 of nk-t-cell-lymphoma) is in the log and was lost"),
        (
            "insert into review select 3, guideline, item, 'approved', reviewer, at, hash from review where number = 2",
            "sign-off 3 (R1 of nk-t-cell-lymphoma) has no entry in the log",
        ),
    ],
)
def test_what_was_done_to_a_sign_off_is_found(environ: dict[str, str], change: str, says: str) -> None:
    ward = house(environ)
    ward.sign("R1", "approved", "anna")
    ward.sign("R1", "submitted", "anna")
    with ward.store._database.writing() as session:
        session.run(change)

    (fault,) = ward.store.verify().faults

    assert fault.startswith(says)


def test_a_log_of_before_there_were_sign_offs_verifies(environ: dict[str, str]) -> None:
    ward = house(environ)
    ward.store.log("review", "Dr Editor", {"ids": ["R1"], "state": "approved", "guideline": ward.guideline.id})
    ward.store.log("review", "eve", {"signed": fingerprint("no list")})

    assert ward.store.verify().faults == ()


def test_a_receipt_replays_by_the_states_it_was_made_with(environ: dict[str, str]) -> None:
    from bot.receipt import again, differences

    made: list[dict[str, Any]] = []
    ward = assistant(Settings.read(environ), encoder=BagOfWords(), receipts=made.append)
    ward.sign("R1", "approved", "anna")
    ward.ask(STAGE_I)
    ward.sign("R1", "submitted", "anna")

    assert made[0]["states"] == {"R1": "approved"}
    assert differences(made[0], again(made[0], house(environ).reader)) == ()

"""What the page does for whoever sits there, and does not do for anybody else."""

import re
import shutil
from pathlib import Path

import pytest

from bot.assemble import Assistant, assistant
from bot.desk import Desk, Seat, View
from bot.settings import Settings
from corpus.passage import Use
from evals.servers import Postgres
from guardrails.phrases import Audience
from tests.conftest import PACK
from tests.fakes import BagOfWords

ANNA, BERT = Seat(user="user:anna"), Seat(user="user:bert")
STAGE_IV = "Which regimen for stage IV nasal ENKTL, first line?"


@pytest.fixture
def desk(ward: Assistant) -> Desk:
    return Desk(ward)


def asked(desk: Desk, text: str, conversation: str = "", seat: Seat = ANNA) -> tuple[View, str]:
    """Return the last view of a question, and its conversation."""
    view = list(desk.ask(text, conversation, seat))[-1]
    found = re.search('data-conversation="([0-9a-f]*)"', view.talk or "")
    return view, found[1] if found else ""


def test_a_question_makes_a_conversation_of_its_reader(desk: Desk) -> None:
    view, conversation = asked(desk, STAGE_IV)

    assert re.fullmatch("[0-9a-f]{32}", conversation)
    assert desk.ward.store.owner(conversation) == "user:anna"
    assert view.text == "" and "R4" in str(view.talk) and "stage IV" in str(view.side)


def test_an_id_that_a_browser_made_up_is_not_taken(desk: Desk) -> None:
    _, conversation = asked(desk, STAGE_IV, "mine")

    assert conversation != "mine" and desk.ward.store.owner("mine") is None


@pytest.mark.parametrize("do", ["open", "delete", "evidence", "feedback", "stop", "audience", "new", "nonsense"])
def test_nobody_touches_the_conversation_of_another(desk: Desk, do: str) -> None:
    _, conversation = asked(desk, STAGE_IV)
    wish = {"do": do, "id": conversation if do != "evidence" else "R4", "number": "1", "verdict": "wrong"}

    view = desk.act({**wish, "conversation": conversation, "audience": "patient"}, BERT)
    _, other = asked(desk, "And stage I?", conversation, BERT)

    assert STAGE_IV not in f"{view.talk}{view.side}" and 'data-id="R4"' not in f"{view.talk}{view.side}"
    assert other != conversation
    assert len(desk.ward.store.records(conversation)) == 1
    assert desk.ward.store.feedback(conversation) == []
    assert desk.exported(conversation, "json", BERT) is None
    assert desk.ward.store.preference("user:anna", "audience") is None


def test_a_conversation_is_reopened_as_it_was(desk: Desk) -> None:
    _, conversation = asked(desk, STAGE_IV)
    view, _ = asked(desk, "And stage I?", conversation)

    again = desk.opened(conversation, ANNA)

    strip = re.compile('<p class="unseen" role="status">[^<]*</p>|<dt>seconds</dt><dd>[^<]*</dd>')
    assert strip.sub("", str(again.talk)) == strip.sub("", str(view.talk))
    assert re.search("Which regimen for stage IV", str(again.side))


def test_it_is_gone_when_it_was_deleted(desk: Desk) -> None:
    _, conversation = asked(desk, STAGE_IV)

    view = desk.act({"do": "delete", "id": conversation, "conversation": conversation}, ANNA)

    assert desk.ward.store.owner(conversation) is None
    assert 'class="welcome"' in str(view.talk)


def test_evidence_is_shown_for_what_the_reply_shows(desk: Desk) -> None:
    _, conversation = asked(desk, STAGE_IV)

    shown = desk.act({"do": "evidence", "id": "R4", "number": "1", "conversation": conversation}, ANNA).side
    not_shown = desk.act({"do": "evidence", "id": "R1", "number": "1", "conversation": conversation}, ANNA).side

    assert desk.ward.guideline.passage("F23").text in str(shown)
    assert desk.ward.guideline.passage("F15").text not in str(not_shown)


def test_feedback_is_kept_with_its_word_masked(desk: Desk) -> None:
    _, conversation = asked(desk, STAGE_IV)
    wish = {"do": "feedback", "number": "1", "verdict": "wrong", "word": "patient born 12.03.1961"}

    view = desk.act({**wish, "conversation": conversation}, ANNA)

    [noted] = desk.ward.store.feedback(conversation)
    assert (noted.verdict, noted.user) == ("wrong", "user:anna") and "1961" not in noted.word
    assert 'data-verdict="wrong" data-number="1" aria-pressed="true"' in str(view.talk)


@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "99999999999", ""])
def test_feedback_on_no_turn_is_none(desk: Desk, number: str) -> None:
    _, conversation = asked(desk, STAGE_IV)

    desk.act({"do": "feedback", "number": number, "verdict": "wrong", "conversation": conversation}, ANNA)

    assert desk.ward.store.feedback(conversation) == []


def test_who_reads_is_asked_once_and_kept(desk: Desk) -> None:
    assert 'class="who"' in str(desk.opened("", ANNA).talk)

    view = desk.act({"do": "audience", "audience": "patient", "conversation": ""}, ANNA)

    assert 'class="who"' not in str(view.talk)
    assert desk.ward.guideline.disclaimer.patient in str(view.strip)
    assert desk.audience(ANNA) is Audience.PATIENT and desk.audience(BERT) is Audience.CLINICIAN


def test_a_patient_reads_no_figure_of_outlook_until_he_asks_again(desk: Desk) -> None:
    desk.act({"do": "audience", "audience": "patient", "conversation": ""}, ANNA)

    first, conversation = asked(desk, "What is the median survival of NUT carcinoma?")
    second, _ = asked(desk, "What is the median survival of NUT carcinoma?", conversation)

    assert "6.7 months" not in str(first.talk)
    assert "6.7 months" in str(second.talk)


@pytest.mark.parametrize("text", ["", "  ", "x" * 100_000])
def test_what_cannot_be_read_is_said_and_stays_in_the_field(desk: Desk, text: str) -> None:
    view, _ = asked(desk, text)

    assert 'class="notice" role="alert"' in str(view.talk)
    assert view.text == text
    assert desk.ward.store.conversations("user:anna") == []


def test_too_many_questions_at_once_are_refused(home: Path) -> None:
    ward = assistant(Settings.read({"WARD_HOME": str(home), "WARD_RATE": "2"}), encoder=BagOfWords())
    desk = Desk(ward)
    _, conversation = asked(desk, STAGE_IV)
    asked(desk, "And stage I?", conversation)

    view, _ = asked(desk, "And stage II?", conversation)

    assert "Too many questions" in str(view.talk) and view.text == "And stage II?"
    assert len(ward.store.records(conversation)) == 2


def test_the_open_endpoint_gives_a_turn_without_what_was_dropped(desk: Desk) -> None:
    turn = desk.answered(STAGE_IV, "", "clinician", ANNA)
    other = desk.answered("And stage I?", str(turn["conversation"]), "clinician", BERT)

    assert turn["rows"] == ["R4", "R5", "R6", "R7"] and turn["disclaimer"] in str(turn["reply"])
    assert other["conversation"] != turn["conversation"]


def test_nothing_of_a_treatment_stands_around_a_background_answer(desk: Desk) -> None:
    view, _ = asked(desk, "Which imaging at diagnosis?")
    around = "".join(map(str, (view.talk, view.side, desk.head(ANNA), desk.strip(ANNA), desk.about())))

    for passage in desk.ward.guideline.passages:
        assert passage.use is Use.BACKGROUND or passage.text not in around
    for regimen in desk.ward.guideline.regimens.values():
        assert regimen.name not in around


# Sign-off.


@pytest.fixture
def reviewed(home: Path, tmp_path: Path) -> Desk:
    pack = tmp_path / "nk-t-cell-lymphoma"
    shutil.copytree(PACK, pack)
    environ = {"WARD_HOME": str(home), "WARD_GUIDELINE": str(pack), "WARD_REVIEWERS": "anna"}
    return Desk(assistant(Settings.read(environ), encoder=BagOfWords()))


def test_a_reviewer_signs_off_and_the_page_says_so(reviewed: Desk) -> None:
    _, conversation = asked(reviewed, STAGE_IV)

    shown = reviewed.sign({"do": "sign", "id": "R1", "state": "approved"}, ANNA)

    assert reviewed.ward.guideline.states["R1"] == "approved"
    assert re.search(r">R1</th>.{0,200}approved</td><td>anna, ", shown)
    assert "R4" in str(reviewed.opened(conversation, ANNA).talk)  # a sign-off makes no reply stale


@pytest.mark.parametrize("seat", [BERT, Seat(user="browser:anna"), Seat(user="anna")])
def test_nobody_else_does(reviewed: Desk, seat: Seat) -> None:
    shown = reviewed.sign({"do": "sign", "id": "R1", "state": "approved"}, seat)

    assert reviewed.ward.guideline.states["R1"] == "submitted"
    assert "data-do" not in shown


@pytest.mark.parametrize("what", [{"id": "R99", "state": "approved"}, {"id": "R1", "state": "perfect"}, {}])
def test_what_is_no_decision_changes_nothing(reviewed: Desk, what: dict[str, str]) -> None:
    reviewed.sign(what, ANNA)

    assert set(reviewed.ward.guideline.states.values()) == {"submitted"}


@pytest.mark.parametrize(
    "what",
    [
        {"do": "field", "disease": "nk-t", "subtype": "nasal", "stage": "I", "line": "first"},
        {"do": "field", "disease": "<b>", "subtype": "x", "stage": "9", "line": "'"},
        {"do": "map", "disease": "nut-carcinoma", "flag": "hiv"},
        {},
    ],
    ids=str,
)
def test_the_map_takes_any_wish(desk: Desk, what: dict[str, str]) -> None:
    shown = desk.map(what, ANNA)

    assert "<b>" not in shown.replace("<b>DeVIC", "").replace("<b>VIPD", "").replace("<b>modified", "")
    assert ('id="reply-0"' in shown) == (what.get("subtype") == "nasal")


def test_a_store_that_is_gone_is_said_whatever_is_clicked(home: Path, server: Postgres) -> None:
    ward = assistant(Settings.read({"WARD_HOME": str(home), "WARD_DATABASE": server.url}), encoder=BagOfWords())
    desk, seat = Desk(ward), Seat(user="browser:anna")
    list(desk.ask("Which regimen for stage IV nasal?", "", seat))
    held = ward.store.conversations(seat.user)[0].id
    clicks = (
        {"do": "open", "id": held},
        {"do": "feedback", "conversation": held, "number": "1", "verdict": "helpful"},
        {"do": "audience", "audience": "patient", "conversation": held},
        {"do": "delete", "id": held, "conversation": held},
    )

    server.stop("immediate")
    try:
        views = [*desk.ask("And stage I?", held, seat), desk.opened(held, seat), *(desk.act(c, seat) for c in clicks)]
    finally:
        server.start()

    assert len(views) == 6
    assert all("see that the server runs and try again" in str(view.talk) for view in views)
    assert desk.opened(held, seat).talk is not None
    assert desk._stops == {}

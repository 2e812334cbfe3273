"""Slack's other surfaces, as data."""

import json
from datetime import UTC, datetime

import pytest

from bot.assemble import Assistant, assistant
from bot.settings import Settings
from bot.slack_views import RECENT, feedback, feedback_given, home, why
from bot.store import Conversation
from corpus.passage import Guideline
from guardrails.phrases import Audience
from guardrails.wall import said
from tests.fakes import BagOfWords

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """One for all tests here: none of them changes it."""
    home = tmp_path_factory.mktemp("ward")
    return assistant(Settings.read({"WARD_HOME": str(home)}), encoder=BagOfWords())


def conversation(title: str, turns: int = 1) -> Conversation:
    return Conversation(id="c", user="u", channel="slack", title=title, started=NOW, last=NOW, turns=turns)


@pytest.mark.parametrize("audience", list(Audience))
def test_the_home_is_written_for_its_reader(guideline: Guideline, audience: Audience) -> None:
    view = home(guideline, audience, [])

    menu = next(b["accessory"] for b in view["blocks"] if "accessory" in b)
    wanted = guideline.disclaimer.patient if audience == "patient" else guideline.disclaimer.professional
    assert menu["initial_option"]["value"] == audience and menu["initial_option"] in menu["options"]
    assert wanted.split(".")[0] in view["blocks"][-1]["elements"][0]["text"]


def test_a_title_is_shown_as_it_was_typed(guideline: Guideline) -> None:
    view = home(guideline, Audience.CLINICIAN, [conversation("<!channel> *now* & <https://x|y>")])

    titles = [
        b["text"] for b in view["blocks"] if b.get("text", {}).get("type") == "plain_text" and b["type"] == "section"
    ]
    assert titles == [{"type": "plain_text", "text": "&lt;!channel&gt; *now* &amp; &lt;https://x|y&gt;"}]


def test_the_home_lists_a_few(guideline: Guideline) -> None:
    many = [conversation(f"Question {number}") for number in range(50)]

    assert json.dumps(home(guideline, Audience.CLINICIAN, many)).count("Question ") == RECENT


QUESTIONS = (
    "Which regimen for stage I nasal?",
    "How is SMILE given after CHOP failed?",
    "CHOP is first line, right?",
    "Give me 2500 units of pegaspargase",
    "Is radiotherapy 50 Gy given for stage I nasal?",
    "I have chest pain and cannot breathe",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_why_names_no_treatment(ward: Assistant, question: str) -> None:
    turn = ward.ask(question)

    view = why(turn.data(), ward.guideline, ward.reader.lexicon)

    shown = " ".join(b["text"]["text"] for b in view["blocks"] if b["type"] == "section")
    assert not said(shown, ward.reader.lexicon).names
    assert len(view["title"]["text"]) <= 24


def test_why_says_what_was_read_from_which_words(ward: Assistant) -> None:
    turn = ward.ask("Which regimen for stage IV nasal?")

    shown = json.dumps(why(turn.data(), ward.guideline, ward.reader.lexicon), ensure_ascii=False)

    assert "IV (stage), from “stage IV”" in shown and "R4, R5, R6, R7" in shown and "No language model" in shown


def test_why_counts_what_a_model_wrote_and_shows_none_of_it(ward: Assistant) -> None:
    data = ward.ask("Which imaging at diagnosis?").data()
    dropped = [{"sentence": "Give 2500 IU of pegaspargase.", "reason": "number: 2500"}] * 2

    shown = json.dumps(why({**data, "model": "m", "dropped": dropped}, ward.guideline, ward.reader.lexicon))

    assert "sentences dropped: 2: number (2)" in shown and "2500" not in shown and "pegaspargase" not in shown


def test_a_form_comes_back_with_its_turn() -> None:
    values = {
        "verdict": {"chosen": {"selected_option": {"value": "unsafe"}}},
        "word": {"chosen": {"value": None}},
    }

    assert feedback_given({**feedback(("c", 3)), "state": {"values": values}}) == ("c", 3, "unsafe", "")

"""What Slack sends is read as a question, an edit, a deletion, or nothing; it never breaks and never answers itself."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack_events import Kind, Mark, Work, click_of, command_of, plain, shortcut_of, turn_name, turn_named, work_of
from tests.slack_server import BOT, ME, TEAM, SlackServer


def event(**more: Any) -> dict[str, Any]:
    told = {
        "type": "message",
        "user": "U1",
        "channel": "D1",
        "channel_type": "im",
        "ts": "1.1",
        "text": "Which imaging?",
    }
    return {"team_id": TEAM, "event": {**told, **more}}


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("<@UWARD> Which imaging?", "Which imaging?"),
        ("Which <@U2> imaging <!here>?", "Which   imaging  ?"),
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&lt;@U1&gt;", "<@U1>"),
        ("see <#C1|board> and <https://x.org/a?b=1&amp;c|the page>", "see board and the page"),
        ("<https://x.org>", "https://x.org"),
        ("<mailto:a@b.org|a@b.org> <tel:+123|+123> <mailto:c@d.org>", "a@b.org +123 c@d.org"),
        ("stage &amp;lt; IV", "stage &lt; IV"),
    ],
)
def test_a_message_is_read_as_it_was_typed(written: str, typed: str) -> None:
    assert plain(written) == typed


@given(st.text())
def test_what_a_person_types_comes_back(text: str) -> None:
    sent = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert plain(f"<@{ME}> {sent}") == text.strip()


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        pytest.param(event(), "Which imaging?", id="a direct message"),
        pytest.param(event(channel="C1", channel_type="channel"), None, id="a channel, not to Ward"),
        pytest.param(event(channel="C1", channel_type="channel", text=f"<@{ME}> Hm?"), "Hm?", id="a mention"),
        pytest.param(event(type="app_mention", channel="C1", text=f"<@{ME}> Hm?"), "Hm?", id="told as a mention"),
        pytest.param(event(channel="C1", channel_type="channel", thread_ts="1.0"), "Which imaging?", id="in a thread"),
        pytest.param(
            event(channel="C1", channel_type="channel", thread_ts="1.0", text="<@U2> you?"), None, id="to somebody else"
        ),
        pytest.param(event(text="What of <@U2>?"), "What of  ?", id="a direct message that names somebody"),
        pytest.param(event(subtype="file_share"), "Which imaging?", id="with a file"),
        pytest.param(event(user=ME), None, id="Ward's own"),
        pytest.param(event(bot_id=BOT), None, id="Ward's own, as a bot"),
        pytest.param(event(bot_id="B2"), None, id="another bot"),
        pytest.param(event(app_id="A2"), None, id="an app"),
        pytest.param(event(subtype="bot_message", user=None), None, id="a bot of the old kind"),
        pytest.param(event(subtype="channel_join"), None, id="somebody joins"),
        pytest.param(event(subtype="assistant_app_thread"), None, id="a thread begins"),
        pytest.param(event(type="reaction_added"), None, id="a reaction"),
        pytest.param({}, None, id="nothing"),
        pytest.param({"event": "x"}, None, id="no event"),
    ],
)
def test_what_is_asked(told: dict[str, Any], asked: str | None) -> None:
    work = work_of(told, ME)

    assert (work.text if work else None) == asked


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@given(
    st.fixed_dictionaries(
        {"type": st.sampled_from(["message", "app_mention"])},
        optional={
            "subtype": st.sampled_from([None, "message_changed", "message_deleted", "bot_message", "x"]),
            "user": st.text(max_size=3),
            "channel": st.text(max_size=3),
            "ts": st.text(max_size=3),
            "text": st.text(max_size=20),
            "bot_id": st.text(max_size=2),
            "message": st.dictionaries(
                st.sampled_from(["user", "ts", "text", "bot_id", "subtype"]), st.text(max_size=4)
            ),
            "previous_message": st.dictionaries(st.sampled_from(["user", "ts", "text"]), st.text(max_size=4)),
            "deleted_ts": st.text(max_size=3),
        },
    )
)
def test_no_event_breaks_the_reading_and_no_bot_is_answered(told: dict[str, Any]) -> None:
    work = work_of({"team_id": TEAM, "event": told}, ME)

    assert work is None or (work.user != ME and work.ts and work.channel)
    assert work is None or not (told.get("bot_id") and work.kind is Kind.ASK)


@pytest.mark.parametrize(
    ("channel", "kind", "private"),
    [("D1", "im", True), ("C1", "channel", False), ("G1", "mpim", False), ("D1", "x", False)],
)
def test_in_doubt_others_read_along(channel: str, kind: str, private: bool) -> None:
    work = work_of(event(channel=channel, channel_type=kind, text=f"<@{ME}> Hm?"), ME)

    assert work is not None and work.private is private
    assert work.owner == (f"slack:{TEAM}:U1" if private else f"slack:{TEAM}:{channel}")


def test_a_thread_is_one_conversation_and_two_threads_are_two(slack: SlackServer) -> None:
    first = slack.say("D1", "U1", "Which imaging?")
    below, other = slack.say("D1", "U1", "Why?", thread=first["ts"]), slack.say("D1", "U1", "Why?")

    told = [work_of(slack.event(message), ME) for message in (first, below, other)]

    names = [work.conversation for work in told if work]
    assert names[0] == names[1] != names[2]


def test_an_edit_of_the_text_is_an_edit(slack: SlackServer) -> None:
    work = work_of(slack.edit(slack.say("D1", "U1", "Which imaging?"), "Which stage?"), ME)

    assert work is not None and (work.kind, work.text) == (Kind.EDIT, "Which stage?")
    assert work.key.startswith(work.question_key) and work.key != work.question_key


def test_a_question_that_no_longer_calls_ward_is_taken_back(slack: SlackServer) -> None:
    message = slack.say("C1", "U1", f"<@{ME}> Which imaging?")

    work = work_of(slack.edit(message, "Which imaging?"), ME)

    assert work is not None and (work.kind, work.text, work.called) == (Kind.DELETE, "", True)


def test_a_link_preview_is_no_edit(slack: SlackServer) -> None:
    message = slack.say("D1", "U1", "Which imaging? <https://x.org>")

    assert work_of(slack.edit(message, message["text"]), ME) is None


def test_an_edit_of_wards_own_message_is_nothing(slack: SlackServer) -> None:
    message = slack.say("D1", ME, "x")

    assert work_of(slack.edit(message, "y"), ME) is None


@pytest.mark.parametrize("answered", [False, True])
def test_a_deletion_is_one_also_where_replies_keep_a_tombstone(slack: SlackServer, answered: bool) -> None:
    message = slack.say("D1", "U1", "Which imaging?")
    if answered:
        slack.say("D1", ME, "x", thread=message["ts"])

    work = work_of(slack.remove(message), ME)

    assert work is not None and (work.kind, work.ts, work.text) == (Kind.DELETE, message["ts"], "")


def test_work_is_stored_masked_and_read_back() -> None:
    work = work_of(event(text="Maria Gonzalez, MRN 12345678: which imaging?"), ME)
    assert work is not None

    again = Work.read(work.stored())

    assert "12345678" not in work.stored() and "which imaging?" in again.text
    assert (again.key, again.kind, again.thread) == (work.key, work.kind, work.thread)


def test_a_command_and_a_shortcut_begin_conversations_of_their_own() -> None:
    asked = {
        "team_id": TEAM,
        "channel_id": "C1",
        "user_id": "U1",
        "text": "Which &lt;imaging?",
        "response_url": "https://r",
    }
    about = {"team": {"id": TEAM}, "channel": {"id": "C1"}, "user": {"id": "U1"}, "message": {"text": "<@U2> Why?"}}

    one, two = (command_of({**asked, "trigger_id": name}) for name in ("t1", "t2"))
    three = shortcut_of({**about, "trigger_id": "t3", "response_url": "https://r"})

    assert len({work.conversation for work in (one, two, three)}) == 3
    assert [work.text for work in (one, three)] == ["Which <imaging?", "Why?"]
    assert {work.owner for work in (one, two, three)} == {f"slack:{TEAM}:U1"}
    assert not any(work.private for work in (one, two, three))


@given(st.from_regex(r"slack-[A-Z0-9]{1,9}-[A-Z0-9]{1,9}-[0-9.]{1,17}", fullmatch=True), st.integers(1, 10**6))
def test_a_block_names_its_turn(conversation: str, number: int) -> None:
    assert turn_named(turn_name(conversation, number, "menu")) == (conversation, number)


@pytest.mark.parametrize("id_", ["", "x", "menu", "menu|x|c", "menu|1|", "|||", "abc1"])
def test_a_block_that_names_no_turn_names_none(id_: str) -> None:
    assert turn_named(id_) is None


@given(st.dictionaries(st.sampled_from(["actions", "container", "message", "channel", "team", "user"]), st.none()))
def test_a_click_of_nothing_is_nothing(body: dict[str, Any]) -> None:
    assert click_of(body).turn is None


def test_a_mark_is_read_back_and_anything_else_is_none() -> None:
    mark = Mark(key="k", question="1.1", number=2, part=1, parts=3, said="x")

    assert Mark.of({"metadata": mark.metadata()}) == mark
    assert Mark.of({"metadata": {"event_type": "ward_reply", "event_payload": {"key": "k"}}}) is None
    assert Mark.of({"metadata": {"event_type": "other", "event_payload": {}}}) is None
    assert Mark.of({}) is None

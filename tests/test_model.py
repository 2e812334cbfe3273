"""A model ends within its limits, in text or in one sentence that says what to do; never in silence, never in a trace."""

import json
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import enumerate as threads
from typing import Any

import pytest

from bot.errors import ModelError, SettingsError
from bot.model import LONGEST, Complete, Prompt, model
from bot.settings import Settings
from tests.openai_server import WORDS, Server, nobody_listens, served

ASKED = Prompt(system="Write from the passages.", user="[F10] Imaging is CT. Which imaging?")
SLACK = 4.0
"""Seconds that a busy machine may add to a limit."""
WHOLE = "".join(WORDS)


def named(name: str, environ: Mapping[str, str] | None = None, **limits: Any) -> Complete:
    """Return a model with limits that no well-behaved one comes near."""
    wide = {"first": 20, "between": 20, "total": 60, "retries": 2}
    return model(name, environ=environ or {}, **(wide | limits))


def said(complete: Complete) -> str:
    return "".join(complete(ASKED))


def fault(complete: Complete, within: float) -> str:
    """Return the sentence that a draft ends in, which it does within some seconds."""
    started = time.monotonic()
    with pytest.raises(ModelError) as raised:
        said(complete)
    took = time.monotonic() - started

    assert took < within + SLACK
    assert "secret" not in str(raised.value)
    assert ASKED.user not in str(raised.value)
    assert "\n" not in str(raised.value)
    return str(raised.value)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with served() as server:
        assert said(named("openai:normal", {"OPENAI_BASE_URL": server.url})) == WHOLE  # and langchain is loaded
        server.asked.clear()
        yield server


@pytest.fixture
def misbehaving(server: Server) -> Callable[..., Complete]:
    """Return a maker of models that misbehave as their name says, with limits that are soon over."""
    server.asked.clear()

    def made(manner: str, **limits: Any) -> Complete:
        server.hung_up[manner].clear()
        short = {"first": 0.3, "between": 0.3, "total": 0.8, "retries": 2}
        return named(f"openai:{manner}", {"OPENAI_BASE_URL": server.url}, **(short | limits))

    return made


@pytest.fixture
def traced(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """Switch on the tracing of langchain for this process, and yield what listens for traces."""
    from langsmith import utils

    get_env_var: Any = utils.get_env_var  # it remembers what it read
    with socket.create_server(("127.0.0.1", 0)) as listening:
        for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2"):
            monkeypatch.setenv(name, "true")
        monkeypatch.setenv("LANGSMITH_ENDPOINT", f"http://127.0.0.1:{listening.getsockname()[1]}")
        monkeypatch.setenv("LANGSMITH_API_KEY", "lsv2_x")
        get_env_var.cache_clear()
        yield listening
    get_env_var.cache_clear()


def test_what_a_server_writes_is_yielded_as_it_comes(server: Server) -> None:
    assert list(named("openai:normal", {"OPENAI_BASE_URL": server.url})(ASKED)) == list(WORDS)


@pytest.mark.parametrize("manner", ["normal-to-the-close", "no-finish-reason", "no-done"])
def test_a_server_may_end_its_answer_in_its_own_way(server: Server, manner: str) -> None:
    assert said(named(f"openai:{manner}", {"OPENAI_BASE_URL": server.url})) == WHOLE


def test_a_server_is_sent_the_prompt_and_no_more(misbehaving: Callable[..., Complete], server: Server) -> None:
    said(misbehaving("normal", first=20, total=60))

    sent = server.asked[0]
    assert sent["messages"] == [
        {"role": "system", "content": ASKED.system},
        {"role": "user", "content": ASKED.user},
    ]
    assert sent.keys() == {"model", "messages", "stream", "temperature", "key", "path"}
    assert sent["path"] == "/v1/chat/completions"


def test_a_server_of_ones_own_needs_no_key(misbehaving: Callable[..., Complete], server: Server) -> None:
    said(misbehaving("normal", first=20, total=60))

    assert server.asked[0]["key"] == "Bearer none"


def test_a_key_is_read_from_the_mapping_alone(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "of-the-environment")
    server.asked.clear()

    said(named("openai:normal", {"OPENAI_BASE_URL": f" {server.url} ", "OPENAI_API_KEY": "of-the-mapping"}))

    assert server.asked[0]["key"] == "Bearer of-the-mapping"


@pytest.mark.parametrize(
    ("manner", "within", "tries", "says"),
    [
        pytest.param("slow-first", 0.3, 1, "wrote nothing for 0.3 s; see that it is running, or raise WARD_MODEL_FIRST", id="slow first word"),
        pytest.param("never-answers", 0.3, 1, "wrote nothing for 0.3 s", id="no answer at all"),
        pytest.param("drips-nothing", 0.3, 1, "wrote nothing for 0.3 s", id="empty words for ever"),
        pytest.param("drips-comments", 0.3, 1, "wrote nothing for 0.3 s", id="comments for ever"),
        pytest.param("slow-between", 0.3, 1, "stopped writing for 0.3 s; try again, or raise WARD_MODEL_BETWEEN", id="silence in the middle"),
        pytest.param("drips", 0.8, 1, "took longer than 0.8 s in all; choose a faster model or raise WARD_MODEL_TOTAL", id="slow words for ever"),
        pytest.param("endless", 0.8, 1, f"wrote more than {LONGEST:,} characters", id="fast words for ever"),
        pytest.param("huge-chunk", 0.8, 1, f"wrote more than {LONGEST:,} characters", id="one huge word"),
        pytest.param("endless-line", 0.8, 1, "sent more than 8,000,000 bytes", id="one line for ever"),
        pytest.param("endless-error", 0.8, 1, "sent more than 8,000,000 bytes", id="an error for ever"),
        pytest.param("cut-in-the-middle", 0.3, 1, "broke off its answer", id="cut in the middle"),
        pytest.param("cut-quietly", 0.3, 1, "broke off its answer", id="cut without a word"),
        pytest.param("cut-at-once", 0.8, 3, "broke off its answer", id="cut at once"),
        pytest.param("too-long", 0.3, 1, "was cut short (length)", id="cut by its own limit"),
        pytest.param("busy-for-ever", 0.5, 3, "answered 429: it takes no more questions now; try again later (tried 3 times)", id="busy for ever"),
        pytest.param("busy-for-a-while", 0.0, 1, "answered 429", id="asks to wait too long"),
        pytest.param("fails", 0.8, 3, "answered 500: it failed; see its log and try again (tried 3 times)", id="500"),
        pytest.param("refuses-the-key", 0.0, 1, "answered 401: set OPENAI_API_KEY to a key that it accepts", id="401"),
        pytest.param("refuses-the-question", 0.0, 1, "answered 400: it refused the request", id="400"),
        pytest.param("knows-no-such-model", 0.0, 1, "answered 404: it knows no such model", id="404"),
        pytest.param("sends-elsewhere", 0.0, 1, "answered 307: it sends us elsewhere, which is not followed", id="307"),
        pytest.param("garbage-json", 0.0, 1, "gave no answer that can be read (ValueError)", id="garbage JSON"),
        pytest.param("garbage-events", 0.0, 1, "gave no answer that can be read (JSONDecodeError)", id="garbage events"),
        pytest.param("garbage-lines", 0.8, 3, "broke off its answer", id="garbage lines"),
        pytest.param("error-event", 0.0, 1, "gave no answer that can be read (APIError)", id="an error as an event"),
        pytest.param("invalid-utf8", 0.0, 1, "gave no answer that can be read (UnicodeDecodeError)", id="invalid UTF-8"),
        pytest.param("empty-stream", 0.8, 3, "broke off its answer", id="an empty stream"),
        pytest.param("only-done", 0.0, 1, "gave no answer that can be read", id="an end and no beginning"),
        pytest.param("only-blanks", 0.0, 1, "wrote nothing", id="blanks"),
    ],
)  # fmt: skip
def test_a_server_that_misbehaves_ends_in_time_and_in_a_sentence(
    misbehaving: Callable[..., Complete], server: Server, manner: str, within: float, tries: int, says: str
) -> None:
    enough = {"first": 20, "between": 20, "total": 60}  # where it is not time that ends the draft, time does not

    sentence = fault(misbehaving(manner, **({} if "WARD_" in says or " for " in says else enough)), within)

    assert sentence.startswith(f"openai:{manner} at {server.url} ")
    assert says in sentence
    assert server.tries(manner) == tries


@pytest.mark.filterwarnings("ignore:Pydantic serializer")
def test_json_of_another_shape_is_no_answer(misbehaving: Callable[..., Complete]) -> None:
    assert "gave no answer that can be read" in fault(misbehaving("garbage-shape"), 0)


def test_half_a_character_does_not_reach_a_draft(misbehaving: Callable[..., Complete]) -> None:
    assert said(misbehaving("lone-surrogate")) == "It is ?. "


@pytest.mark.parametrize("manner", ["busy-once", "cut-once"])
def test_a_server_that_recovers_is_heard(misbehaving: Callable[..., Complete], server: Server, manner: str) -> None:
    server.asked.clear()

    assert said(misbehaving(manner, first=20, total=60)) == WHOLE
    assert server.tries(manner) == 2


def test_a_server_is_given_the_pause_it_asks_for(misbehaving: Callable[..., Complete], server: Server) -> None:
    started = time.monotonic()

    said(misbehaving("busy-once", first=20, total=60))

    assert time.monotonic() - started >= 0.6


def test_without_retries_there_is_one_try(misbehaving: Callable[..., Complete], server: Server) -> None:
    assert "tried" not in fault(misbehaving("fails", retries=0), 0)
    assert server.tries("fails") == 1


def test_retries_end_with_the_total(misbehaving: Callable[..., Complete], server: Server) -> None:
    fault(misbehaving("busy-for-ever", retries=10_000, total=0.5), 0.5)

    assert server.tries("busy-for-ever") < 12


def test_a_connection_that_is_refused_ends_in_a_sentence() -> None:
    url = nobody_listens()

    sentence = fault(named("openai:m", {"OPENAI_BASE_URL": url}), 0.8)

    assert sentence.startswith(
        f"openai:m at {url} cannot be reached (ConnectError); start the server, or set OPENAI_BASE_URL"
    )


def test_a_draft_that_nobody_reads_further_is_stopped(misbehaving: Callable[..., Complete], server: Server) -> None:
    complete = misbehaving("drips", first=20, total=60)

    with closing(complete(ASKED)) as pieces:  # type: ignore[type-var]
        assert next(pieces) == "word "

    assert server.hung_up["drips"].wait(SLACK)


@pytest.mark.parametrize("manner", ["drips-comments", "never-answers", "endless-line", "slow-between"])
def test_no_thread_stays_behind(misbehaving: Callable[..., Complete], server: Server, manner: str) -> None:
    before = set(threads())

    fault(misbehaving(manner), 0.8)

    assert server.hung_up[manner].wait(0.3 + 1 + SLACK)
    started = [thread for thread in threads() if thread.name == "ward-model" and thread not in before]
    for thread in started:
        thread.join(SLACK)
    assert not any(thread.is_alive() for thread in started)


def test_many_drafts_at_once_do_not_mix(misbehaving: Callable[..., Complete]) -> None:
    complete = misbehaving("normal", first=20, total=60)

    with ThreadPoolExecutor(8) as pool:
        drafts = list(pool.map(lambda _: said(complete), range(24)))

    assert set(drafts) == {WHOLE}


def test_nothing_is_traced(server: Server, traced: socket.socket) -> None:
    said(named("openai:normal", {"OPENAI_BASE_URL": server.url}))
    traced.settimeout(0.3)

    with pytest.raises(TimeoutError):
        traced.accept()


def test_tracing_is_off_once_there_is_a_model(server: Server, traced: socket.socket) -> None:
    said(named("openai:normal", {"OPENAI_BASE_URL": server.url}))

    assert {os.environ[name] for name in os.environ if name.endswith(("_TRACING", "_TRACING_V2"))} == {"false"}


def test_nothing_goes_through_the_gateway_of_langsmith(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGSMITH_GATEWAY", nobody_listens())
    monkeypatch.setenv("LANGSMITH_GATEWAY_API_KEY", "lsv2_x")

    assert said(named("openai:normal", {"OPENAI_BASE_URL": server.url})) == WHOLE
    assert os.environ["LANGSMITH_GATEWAY"] == "false"


def test_a_model_that_keeps_a_record_is_refused() -> None:
    with pytest.raises(ModelError, match="would keep a record of every question"):
        named("langsmith:gpt")


def test_a_model_on_this_machine_is_asked_through_no_proxy(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "OPENAI_PROXY"):
        monkeypatch.setenv(name, nobody_listens().removesuffix("/v1"))
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)

    assert said(named("openai:normal", {"OPENAI_BASE_URL": server.url})) == WHOLE


def script(tmp_path: Path, *lines: str) -> Complete:
    file = tmp_path / "drafts.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return named(f"script:{file}")


def test_drafts_of_a_script_come_in_order_and_over_again(tmp_path: Path) -> None:
    complete = script(tmp_path, '"One. [F1]"', "", '"Two\\u2028. [F2]"', "")

    assert [said(complete) for _ in range(5)] == [
        "One. [F1]",
        "Two\u2028. [F2]",
        "One. [F1]",
        "Two\u2028. [F2]",
        "One. [F1]",
    ]


def test_drafts_of_a_script_are_given_out_once_each_to_many_threads(tmp_path: Path) -> None:
    complete = script(tmp_path, *(json.dumps(f"{number}.") for number in range(16)))

    with ThreadPoolExecutor(8) as pool:
        drafts = list(pool.map(lambda _: said(complete), range(64)))

    assert sorted(drafts) == sorted(f"{number}." for number in range(16) for _ in range(4))


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        pytest.param(('"One."', '{"text": "Two."}'), "line 2 of", id="an object"),
        pytest.param(('"One."', "", '"Two.'), "line 3 of", id="broken off"),
        pytest.param(("One.",), "line 1 of", id="no quotes"),
        pytest.param(("[" * 100_000,), "line 1 of", id="too deep"),
        pytest.param(("", " "), "holds no draft at line 1 or after; write one JSON string a line", id="empty"),
    ],
)
def test_a_broken_script_is_one_sentence(tmp_path: Path, lines: tuple[str, ...], says: str) -> None:
    with pytest.raises(ModelError, match=says):
        script(tmp_path, *lines)


def test_a_script_in_another_encoding_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "drafts.jsonl"
    file.write_bytes(b'"One."\n"\xff"\n')

    with pytest.raises(ModelError, match="line 2 of"):
        named(f"script:{file}")


@pytest.mark.parametrize("file", ["nowhere.jsonl", ".", "~nobody-at-all/x"])
def test_a_script_that_is_not_there_is_one_sentence(file: str) -> None:
    with pytest.raises(ModelError, match=r"cannot be read|nobody's home"):
        named(f"script:{file}")


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        pytest.param("", "wrote nothing", id="empty"),
        pytest.param(" \n", "wrote nothing", id="blank"),
        pytest.param("x" * (LONGEST + 1), f"wrote more than {LONGEST:,} characters", id="too long"),
    ],
)
def test_a_draft_of_a_script_has_the_limits_of_every_draft(tmp_path: Path, draft: str, says: str) -> None:
    assert says in fault(script(tmp_path, json.dumps(draft)), 0)


@pytest.mark.parametrize(
    ("name", "module", "says"),
    [
        ("openai:m", "langchain_openai", "openai:m needs langchain-openai, which is not installed; run: pip install 'ward[openai]'"),
        ("ollama:m", "langchain_ollama", "ollama:m needs langchain-ollama, which is not installed; run: pip install 'ward[ollama]'"),
        ("anthropic:m", "langchain_anthropic", "anthropic:m needs langchain-anthropic, which is not installed; run: pip install 'ward[anthropic]'"),
        ("gguf:m", "llama_cpp", "gguf:m needs llama-cpp-python, which is not installed; run: pip install 'ward[gguf]'"),
        ("groq:m", "langchain_groq", "groq:m needs langchain-groq, which is not installed; run: pip install langchain-groq"),
    ],
)  # fmt: skip
def test_an_extra_that_is_not_installed_is_named_with_its_cure(
    monkeypatch: pytest.MonkeyPatch, name: str, module: str, says: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(ModelError) as raised:
        named(name)

    assert str(raised.value) == says


@pytest.mark.parametrize(
    ("name", "environ", "says"),
    [
        ("", {}, "the model is ''; write a provider and a name, such as ollama:llama3"),
        ("llama3", {}, "the model is 'llama3'; write a provider and a name"),
        ("openai: ", {}, "write a provider and a name"),
        (":m", {}, "write a provider and a name"),
        (
            "nobody:m",
            {},
            "nobody:m names no provider; one of these can be named: script, openai, ollama, anthropic, gguf, ",
        ),
        ("openai:m", {}, "openai:m needs a key; set OPENAI_API_KEY, or OPENAI_BASE_URL to a server of your own"),
        (
            "openai:m",
            {"OPENAI_BASE_URL": "localhost:8000"},
            "OPENAI_BASE_URL is not an address; set it to one, such as http",
        ),
        ("openai:m", {"OPENAI_BASE_URL": "http://a:b/v1"}, "OPENAI_BASE_URL is not an address"),
        ("openai:m", {"OPENAI_BASE_URL": "file:///v1"}, "OPENAI_BASE_URL is not an address"),
    ],
)
def test_a_setting_that_cannot_be_used_is_one_sentence_at_once(name: str, environ: dict[str, str], says: str) -> None:
    with pytest.raises(ModelError) as raised:
        named(name, environ)

    assert says in str(raised.value)


def test_a_password_in_an_address_is_not_shown() -> None:
    url = nobody_listens().replace("://", "://user:secret@")

    assert "openai:m at http://127.0.0.1:" in fault(named("openai:m", {"OPENAI_BASE_URL": url}, retries=0), 0)


STAND_IN = """
import ctypes, time
ggml_abort_callback = ctypes.CFUNCTYPE(ctypes.c_bool, ctypes.c_void_p)
def llama_set_abort_callback(ctx, given_up, _):
    ctx.append(given_up)
class Llama:
    def __init__(self, model_path, **_):
        if open(model_path, "rb").read() != b"GGUF":
            raise ValueError("broken")
        self.ctx, self.at_work = [], 0
    def create_chat_completion(self, messages, **_):
        self.at_work += 1
        assert self.at_work == 1
        try:
            yield {"choices": [{"delta": {"role": "assistant"}}]}
            for word in messages[1]["content"].split():
                ends = time.monotonic() + 20
                while word == "wait" and time.monotonic() < ends:
                    time.sleep(0.01)
                    if self.ctx[0](None):
                        raise RuntimeError("aborted")
                yield {"choices": [{"delta": {"content": word + " "}}]}
            yield {"choices": [{"delta": {}, "finish_reason": messages[0]["content"]}]}
        finally:
            self.at_work -= 1
"""
"""What stands in for llama-cpp-python: repeats what it is asked, and waits at the word `wait` till it is told to give up."""


@pytest.fixture
def gguf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    (tmp_path / "llama_cpp.py").write_text(STAND_IN)
    (tmp_path / "m.gguf").write_bytes(b"GGUF")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "llama_cpp", raising=False)
    yield f"gguf:{tmp_path / 'm.gguf'}"
    sys.modules.pop("llama_cpp", None)


def test_a_file_on_this_machine_writes(gguf: str) -> None:
    complete = named(gguf)

    assert list(complete(Prompt(system="stop", user="It is CT."))) == ["It ", "is ", "CT. "]


def test_a_file_on_this_machine_writes_one_draft_at_a_time(gguf: str) -> None:
    complete = named(gguf)

    with ThreadPoolExecutor(8) as pool:
        drafts = list(pool.map(lambda _: "".join(complete(Prompt(system="stop", user="It is CT."))), range(16)))

    assert set(drafts) == {"It is CT. "}


def test_a_file_on_this_machine_stops_where_nobody_waits(gguf: str) -> None:
    complete = named(gguf, first=0.2)

    with pytest.raises(ModelError, match=r"wrote nothing for 0\.2 s"):
        list(complete(Prompt(system="stop", user="wait and see")))

    assert list(complete(Prompt(system="stop", user="Now."))) == ["Now. "]


def test_a_file_on_this_machine_that_is_cut_short_is_no_draft(gguf: str) -> None:
    with pytest.raises(ModelError, match=r"was cut short \(length\)"):
        list(named(gguf)(Prompt(system="length", user="It is")))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(None, "cannot be read", id="not there"),
        pytest.param(b"{}", "is not a GGUF file", id="something else"),
        pytest.param(b"GGUFx", r"cannot be loaded \(ValueError\)", id="broken"),
    ],
)
def test_a_file_that_is_no_model_is_one_sentence(gguf: str, tmp_path: Path, content: bytes | None, says: str) -> None:
    file = tmp_path / "m.gguf"
    file.unlink() if content is None else file.write_bytes(content)

    with pytest.raises(ModelError, match=says):
        said(named(gguf))


@pytest.mark.parametrize(
    ("key", "field", "default"),
    [
        ("WARD_MODEL_FIRST", "model_first", 20),
        ("WARD_MODEL_BETWEEN", "model_between", 10),
        ("WARD_MODEL_TOTAL", "model_total", 60),
        ("WARD_MODEL_RETRIES", "model_retries", 2),
    ],
)
def test_a_limit_is_a_setting(key: str, field: str, default: int) -> None:
    assert getattr(Settings.read({}), field) == default
    assert getattr(Settings.read({key: "7"}), field) == 7


def test_limits_that_cannot_be_used_are_named_at_once() -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.read(
            {"WARD_MODEL_FIRST": "0", "WARD_MODEL_BETWEEN": "1.5", "WARD_MODEL_TOTAL": "-1", "WARD_MODEL_RETRIES": "11"}
        )

    assert str(raised.value) == (
        "WARD_MODEL_FIRST is '0'; set it to a whole number from 1 to 3600; "
        "WARD_MODEL_BETWEEN is '1.5'; set it to a whole number from 1 to 3600; "
        "WARD_MODEL_TOTAL is '-1'; set it to a whole number from 1 to 3600; "
        "WARD_MODEL_RETRIES is '11'; set it to a whole number from 0 to 10"
    )

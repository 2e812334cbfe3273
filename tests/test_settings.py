"""Settings are read from a mapping, once, and every value that cannot be used is named."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings
from tests.conftest import PACK


def test_nothing_set_is_enough() -> None:
    settings = Settings.read({})

    assert settings.guideline == PACK
    assert settings.home.name == "ward"
    assert (settings.model, settings.embedder, settings.host, settings.port) == (None, None, "127.0.0.1", 7860)
    assert settings.require_approved is False


@pytest.mark.parametrize(
    ("key", "raw", "field", "value"),
    [
        ("WARD_HOME", "/somewhere", "home", Path("/somewhere")),
        ("WARD_HOME", "~/ward", "home", Path("~/ward").expanduser()),
        ("WARD_HOME", "", "home", Settings.read({}).home),
        ("XDG_DATA_HOME", "/data", "home", Path("/data/ward")),
        ("WARD_GUIDELINE", "/a/guideline", "guideline", Path("/a/guideline")),
        ("WARD_MODEL", " ollama:llama3 ", "model", "ollama:llama3"),
        ("WARD_MODEL", " ", "model", None),
        ("WARD_EMBEDDER", "/a/model", "embedder", Path("/a/model")),
        ("WARD_RERANKER", "/a/model", "reranker", Path("/a/model")),
        ("WARD_CHROMA", "http://10.0.0.7:8000/", "chroma", "http://10.0.0.7:8000"),
        ("WARD_HOST", "0.0.0.0", "host", "0.0.0.0"),
        ("WARD_PORT", "8080", "port", 8080),
        ("WARD_PORT", "", "port", 7860),
        ("WARD_REQUIRE_APPROVED", "yes", "require_approved", True),
        ("WARD_REQUIRE_APPROVED", "TRUE", "require_approved", True),
        ("WARD_REQUIRE_APPROVED", "0", "require_approved", False),
        ("WARD_LONGEST", "500", "longest", 500),
        ("SLACK_BOT_TOKEN", " xoxb-1 ", "slack_bot_token", "xoxb-1"),
        ("SLACK_APP_TOKEN", "xapp-1", "slack_app_token", "xapp-1"),
        ("SLACK_SIGNING_SECRET", "s", "slack_signing_secret", "s"),
        ("WARD_SLACK_API", "https://gateway/api", "slack_api", "https://gateway/api/"),
        ("WARD_SLACK_API", " ", "slack_api", "https://slack.com/api/"),
        ("WARD_SLACK_API", "http://127.0.0.1:1/api/", "slack_api", "http://127.0.0.1:1/api/"),
        ("WARD_SLACK_HOST", "0.0.0.0", "slack_host", "0.0.0.0"),
        ("WARD_SLACK_PORT", "3001", "slack_port", 3001),
        ("WARD_SLACK_STREAM", "240", "slack_stream", 240),
    ],
)
def test_a_setting_is_read(key: str, raw: str, field: str, value: object) -> None:
    assert getattr(Settings.read({key: raw}), field) == value


@pytest.mark.parametrize(
    ("key", "raw", "says"),
    [
        ("WARD_PORT", "http", "WARD_PORT is 'http'; set it to a whole number from 1 to 65535"),
        ("WARD_PORT", "0", "WARD_PORT is '0'; set it to a whole number from 1 to 65535"),
        ("WARD_PORT", "70000", "WARD_PORT is '70000'; set it to a whole number from 1 to 65535"),
        ("WARD_PORT", "-1", "WARD_PORT is '-1'; set it to a whole number from 1 to 65535"),
        ("WARD_PORT", "9" * 5000, "; set it to a whole number from 1 to 65535"),
        ("WARD_LONGEST", "1e3", "WARD_LONGEST is '1e3'; set it to a whole number from 100 to"),
        (
            "WARD_HOME",
            "~nobody-at-all/w",
            "WARD_HOME is '~nobody-at-all/w', which names nobody's home; write the whole path",
        ),
        ("WARD_GUIDELINE", "~nobody-at-all/g", "which names nobody's home; write the whole path"),
        ("WARD_EMBEDDER", "~nobody-at-all/m", "which names nobody's home; write the whole path"),
        ("WARD_SLACK_API", "http://slack.example/api", "so it begins with https://"),
        ("WARD_SLACK_API", "http://127.0.0.1:1@slack.example/api", "so it begins with https://"),
        ("WARD_SLACK_API", "http://127.0.0.1.example/", "so it begins with https://"),
        ("WARD_SLACK_API", "http://[::1", "so it begins with https://"),
        ("WARD_SLACK_API", "slack.com/api", "so it begins with https://"),
        ("WARD_SLACK_STREAM", "300", "WARD_SLACK_STREAM is '300'; set it to a whole number from 1 to 240"),
        ("WARD_REQUIRE_APPROVED", "perhaps", "WARD_REQUIRE_APPROVED is 'perhaps'; set it to 1 or 0"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_the_cure(key: str, raw: str, says: str) -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.read({key: raw})

    assert says in str(raised.value)


def test_every_value_that_cannot_be_used_is_named_at_once() -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.read({"WARD_PORT": "x", "WARD_REQUIRE_APPROVED": "y"})

    assert "WARD_PORT is 'x'" in str(raised.value)
    assert "WARD_REQUIRE_APPROVED is 'y'" in str(raised.value)


def test_settings_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings.read({}).port = 1  # type: ignore[misc]


def test_the_environment_is_not_read_behind_the_mapping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARD_PORT", "1234")
    monkeypatch.setenv("WARD_MODEL", "ollama:llama3")

    assert Settings.read({}).port == 7860
    assert Settings.read({}).model is None

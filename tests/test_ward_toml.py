"""ward.toml says what the environment would say, and every fault of it at once."""

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import IN_FILE, SECRETS, VARIABLES, Settings, unknown


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ward.toml in the folder where Ward is started."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "ward.toml"


def load(file: Path, text: str, **environ: str) -> Settings:
    file.write_text(text, encoding="utf-8")
    return Settings.load({"WARD_HOME": str(file.parent / "home"), **environ})


def fault(file: Path, text: str, **environ: str) -> str:
    with pytest.raises(SettingsError) as raised:
        load(file, text, **environ)
    return str(raised.value)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("port = 8080", "port", 8080),
        ('port = "8080"', "port", 8080),
        ("require_approved = true", "require_approved", True),
        ("store-text = false", "store_text", False),
        ('model = "ollama:llama3"', "model", "ollama:llama3"),
        ("[model]\ntotal = 30\n", "model_total", 30),
        ("[slack]\nworkers = 3\nbot_token = 'xoxb'\n", "slack_workers", 3),
        ("slack_bot_token = 'xoxb'", "slack_bot_token", "xoxb"),
        ("", "port", 7860),
    ],
)
def test_a_setting_is_read_from_the_file(file: Path, text: str, name: str, value: object) -> None:
    assert getattr(load(file, text), name) == value


def test_the_address_of_a_model_may_stand_in_the_file_too(file: Path) -> None:
    assert load(file, 'openai_base_url = "http://127.0.0.1:9/v1"').environ["OPENAI_BASE_URL"] == "http://127.0.0.1:9/v1"


def test_the_environment_wins_and_a_blank_in_it_does_not(file: Path) -> None:
    assert load(file, "port = 8080", WARD_PORT="9090").port == 9090
    assert load(file, "port = 8080", WARD_PORT=" ").port == 8080


def test_where_a_setting_comes_from_is_known(file: Path) -> None:
    settings = load(file, "port = 8080\nhost = '127.0.0.2'", WARD_PORT="9090")

    assert settings.sources == {"WARD_HOME": "environment", "WARD_PORT": "environment", "WARD_HOST": "ward.toml"}


def test_the_named_file_comes_before_the_one_here_and_that_before_the_one_at_home(file: Path) -> None:
    home = file.parent / "home"
    home.mkdir()
    (home / "ward.toml").write_text("port = 1001", encoding="utf-8")
    environ = {"WARD_HOME": str(home)}
    assert Settings.load(environ).port == 1001
    file.write_text("port = 1002", encoding="utf-8")
    assert Settings.load(environ).port == 1002
    named = file.with_name("other.toml")
    named.write_text("port = 1003", encoding="utf-8")
    assert Settings.load({**environ, "WARD_CONFIG": str(named)}).port == 1003


def test_every_fault_is_said_at_once_with_the_nearest_right_name(file: Path) -> None:
    says = fault(file, 'prot = 1\nport = "a"\nhost = 1979-05-27\n[model]\ntotall = 4\n', WARD_WORKERS="0")

    assert "prot in 'ward.toml' is no setting; did you mean port?" in says
    assert "model_totall in 'ward.toml' is no setting; did you mean model_total?" in says
    assert "port in 'ward.toml' is 'a'; set it to a whole number from 1 to 65535" in says
    assert "host in 'ward.toml' is no text, whole number" in says
    assert "WARD_WORKERS is '0'; set it to a whole number from 1 to 256" in says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("port = ", "'ward.toml' is no TOML (Invalid value (at end of document)); mend it there"),
        ("port = 1\nport = 2", "is no TOML (Cannot overwrite a value (at end of document))"),
        ("model_total = 4\n[model]\ntotal = 5", "model_total in 'ward.toml' is set twice; keep one of them"),
        ("port = [1]", "port in 'ward.toml' is no text, whole number"),
        ("port = " + "9" * 5000, "'ward.toml' is n"),
        ("a = " + "[" * 5000, "'ward.toml' is no TOML"),
    ],
)
def test_a_file_that_cannot_be_used_is_said_in_a_sentence(file: Path, text: str, says: str) -> None:
    assert says in fault(file, text)


def test_a_file_that_is_named_and_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"WARD_CONFIG is .*, and there is no such file"):
        Settings.load({"WARD_CONFIG": str(tmp_path / "nowhere.toml")})


def test_a_file_in_another_encoding_is_said(file: Path) -> None:
    file.write_bytes(b'host = "\xe9"')

    with pytest.raises(SettingsError, match="is not UTF-8 at byte 8; save it as UTF-8"):
        Settings.load({})


def test_no_secret_is_printed(file: Path) -> None:
    secret = "hunter2"
    text = "\n".join(f'{name} = "{secret}"' for name in IN_FILE if name in SECRETS | {"openai_api_key"}) + "\nport = 0"

    says = fault(file, text)
    settings = load(file, text.replace("port = 0", "").replace(f'database = "{secret}"', ""))

    assert "port in 'ward.toml' is '0'" in says
    assert secret not in says + repr(settings)
    assert secret in settings.slack_bot_token


def test_a_variable_that_is_no_setting_is_known_with_what_was_meant() -> None:
    assert unknown({"WARD_PROT": "1", "WARD_PORT": "1", "WARD_CONFIG": "x", "PATH": "y"}) == {
        "WARD_PROT": "did you mean WARD_PORT?"
    }
    assert unknown({"WARD_XYZZY": "1"}) == {"WARD_XYZZY": "ward doctor lists the settings there are"}


def test_every_setting_says_its_variable_in_its_own_words() -> None:
    source = (Path(__file__).parent.parent / "bot" / "settings.py").read_text(encoding="utf-8")

    assert [variable for variable in VARIABLES.values() if f'"""{variable}: ' not in source] == []

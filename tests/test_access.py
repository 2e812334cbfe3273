"""The gate: who comes in, what is refused before anything else sees it, and how fast anybody may ask."""

import asyncio
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.access import HEADERS, USER, Gate, Rate, check, fits, hashed, is_loopback, read_users
from bot.cli import main
from bot.errors import SettingsError
from bot.login_page import login_page
from bot.settings import Settings

ANNA = hashed("a long password")


class Inside:
    """The app behind the gate: remembers who it was told asks."""

    def __init__(self) -> None:
        self.users: list[str] = []
        self.read = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.users += [value.decode() for name, value in scope["headers"] if name == USER.encode()]
        while (message := await receive())["type"] == "http.request":
            self.read += len(message["body"])
            if not message["more_body"]:
                break
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"inside"})


class Said:
    def __init__(self) -> None:
        self.status = 0
        self.headers: list[tuple[str, str]] = []
        self.body = b""

    @property
    def cookie(self) -> str:
        return next((value.split(";")[0] for name, value in self.headers if name == "set-cookie"), "")


def ask(
    gate: Gate,
    path: str = "/",
    *,
    method: str = "GET",
    body: bytes = b"",
    client: str = "127.0.0.1",
    chunks: int = 1,
    **headers: str,
) -> Said:
    """Send a request through a gate."""
    said = Said()
    sent = {
        "host": "127.0.0.1:7860",
        "content-length": str(len(body)),
        **{k.replace("_", "-"): v for k, v in headers.items()},
    }
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "client": (client, 1),
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
    }
    size = -(-len(body) // chunks) or 1
    pieces = [body[at : at + size] for at in range(0, len(body), size)] or [b""]

    async def receive() -> MutableMapping[str, Any]:
        piece = pieces.pop(0) if pieces else b""
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            said.status = message["status"]
            said.headers = [(name.decode(), value.decode()) for name, value in message["headers"]]
        else:
            said.body += message.get("body", b"")

    asyncio.run(gate(scope, receive, send))
    return said


def gate(tmp_path: Path, **environ: str) -> tuple[Gate, Inside]:
    inside = Inside()
    return Gate(inside, Settings.read({"WARD_HOME": str(tmp_path), **environ}), login_page), inside


@pytest.fixture
def users(tmp_path: Path) -> Path:
    file = tmp_path / "users"
    file.write_text(f"# who may sign in\nanna:{ANNA}\n", encoding="utf-8")
    return file


# Without users: each browser for itself, on loopback alone.


def test_a_browser_is_the_same_reader_as_long_as_it_keeps_its_cookie(tmp_path: Path) -> None:
    open_gate, inside = gate(tmp_path)

    first = ask(open_gate)
    ask(open_gate, cookie=first.cookie)
    ask(open_gate)

    assert inside.users[0] == inside.users[1] != inside.users[2]
    assert first.cookie.split("=")[1] not in inside.users[0]
    assert any("HttpOnly; SameSite=Strict" in value for name, value in first.headers if name == "set-cookie")


def test_nobody_says_who_he_is_in_a_header_of_his_own(tmp_path: Path) -> None:
    open_gate, inside = gate(tmp_path)

    ask(open_gate, **{USER: "user:anna"})

    assert len(inside.users) == 1 and inside.users[0].startswith("browser:")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:7860", "192.168.1.2:7860", ""])
def test_a_name_that_was_made_to_lead_here_is_refused(tmp_path: Path, host: str) -> None:
    open_gate, inside = gate(tmp_path)

    assert ask(open_gate, host=host).status == 421
    assert inside.users == []


def test_a_request_from_another_page_is_refused(tmp_path: Path) -> None:
    open_gate, _ = gate(tmp_path)

    assert ask(open_gate, method="POST", origin="http://evil.example").status == 403
    assert ask(open_gate, method="POST", origin="http://127.0.0.1:7860").status == 200


def test_a_large_body_is_refused_whatever_its_header_says(tmp_path: Path) -> None:
    open_gate, inside = gate(tmp_path)

    assert ask(open_gate, method="POST", body=b"x" * 600_000).status == 413
    assert ask(open_gate, method="POST", content_length="nonsense").status == 413
    ask(open_gate, method="POST", body=b"x" * 600_000, chunks=60, content_length="5")
    assert inside.read <= 512 * 1024


@pytest.mark.parametrize(
    "path", ["/gradio_api/upload", "/upload", "/gradio_api/file=/etc/passwd", "/monitoring", "/gradio_api/proxy=x"]
)
def test_what_gradio_serves_besides_the_page_is_closed(tmp_path: Path, path: str) -> None:
    open_gate, inside = gate(tmp_path)

    assert ask(open_gate, path).status == 404
    assert inside.users == []


def test_every_answer_forbids_to_speak_to_another_machine(tmp_path: Path) -> None:
    open_gate, _ = gate(tmp_path)
    names = {name.decode() for name, _ in HEADERS}

    for said in (ask(open_gate), ask(open_gate, "/upload"), ask(open_gate, host="evil")):
        assert names <= {name for name, _ in said.headers}
    assert b"connect-src 'self'" in dict(HEADERS)[b"content-security-policy"]


# With users.


def test_a_user_signs_in_and_out(tmp_path: Path, users: Path) -> None:
    closed, inside = gate(tmp_path, WARD_AUTH=str(users))

    assert ask(closed).status == 401
    assert dict(ask(closed, accept="text/html").headers)["location"] == "/login"
    assert b"<form" in ask(closed, "/login").body
    said = ask(closed, "/login", method="POST", body=b"name=anna&password=a+long+password")
    assert (said.status, dict(said.headers)["location"]) == (303, "/")
    assert ask(closed, cookie=said.cookie).status == 200
    assert inside.users == ["user:anna"]
    assert ask(closed, "/logout").cookie == "ward_session="


def test_who_signed_in_at_one_process_is_known_to_another_with_the_same_secret(tmp_path: Path, users: Path) -> None:
    one, _ = gate(tmp_path, WARD_AUTH=str(users), WARD_AUDIT_KEY="a secret")
    other, inside = gate(tmp_path, WARD_AUTH=str(users), WARD_AUDIT_KEY="a secret")
    stranger, _ = gate(tmp_path, WARD_AUTH=str(users), WARD_AUDIT_KEY="another")
    alone, _ = gate(tmp_path, WARD_AUTH=str(users))
    cookie = ask(one, "/login", method="POST", body=b"name=anna&password=a+long+password").cookie

    assert ask(other, cookie=cookie).status == 200
    assert inside.users == ["user:anna"]
    assert {ask(stranger, cookie=cookie).status, ask(alone, cookie=cookie).status} == {401}


def test_a_new_password_ends_what_was_signed_in_with_the_old_one(tmp_path: Path, users: Path) -> None:
    before, _ = gate(tmp_path, WARD_AUTH=str(users), WARD_AUDIT_KEY="a secret")
    cookie = ask(before, "/login", method="POST", body=b"name=anna&password=a+long+password").cookie
    users.write_text(f"anna:{hashed('another password')}\n", "utf-8")

    after, _ = gate(tmp_path, WARD_AUTH=str(users), WARD_AUDIT_KEY="a secret")

    assert ask(after, cookie=cookie).status == 401


@pytest.mark.parametrize(
    "form", [b"name=anna&password=wrong", b"name=bert&password=a+long+password", b"", b"\xff=%ff", b"name=anna"]
)
def test_a_wrong_password_comes_to_nothing(tmp_path: Path, users: Path, form: bytes) -> None:
    closed, _ = gate(tmp_path, WARD_AUTH=str(users))

    said = ask(closed, "/login", method="POST", body=form)

    assert (said.status, said.cookie) == (401, "")
    assert b"do not go together" in said.body


def test_behind_a_proxy_who_guesses_slows_down_nobody_else(tmp_path: Path, users: Path) -> None:
    closed, _ = gate(tmp_path, WARD_AUTH=str(users))

    def signs_in(seen: str, password: str = "a+long+password", client: str = "127.0.0.1") -> int:
        body = f"name=anna&password={password}".encode()
        return ask(closed, "/login", method="POST", body=body, client=client, x_forwarded_for=seen).status

    for at in range(12):
        signs_in(f"198.51.100.{at}, 203.0.113.1", "wrong")  # the last is what the proxy saw, the rest is the guesser's
        signs_in(f"203.0.113.{at}", "wrong", client="192.0.2.1")  # who is not the proxy says nothing

    assert signs_in("203.0.113.1") == 401
    assert signs_in("203.0.113.2", client="192.0.2.1") == 401
    assert signs_in("203.0.113.2") == 303


def test_guessing_is_slowed_down(tmp_path: Path, users: Path) -> None:
    closed, _ = gate(tmp_path, WARD_AUTH=str(users))
    for _ in range(10):
        ask(closed, "/login", method="POST", body=b"name=anna&password=wrong")

    assert ask(closed, "/login", method="POST", body=b"name=anna&password=a+long+password").status == 401


@pytest.mark.parametrize("cookie", ["", "x", "9999999999.616e6e61.0", "9999999999.616e6e61", "..", "ä"])
def test_a_session_made_elsewhere_opens_nothing(tmp_path: Path, users: Path, cookie: str) -> None:
    closed, inside = gate(tmp_path, WARD_AUTH=str(users))

    assert ask(closed, cookie=f"ward_session={cookie}").status == 401
    assert inside.users == []


def test_a_proxy_is_believed_from_its_own_address_alone(tmp_path: Path) -> None:
    behind, inside = gate(tmp_path, WARD_PROXY_HEADER="X-Forwarded-User", WARD_PROXY_FROM="10.0.0.1")

    assert ask(behind, client="10.0.0.1", host="ward.example", x_forwarded_user="anna").status == 200
    assert ask(behind, client="10.0.0.2", host="ward.example", x_forwarded_user="anna").status == 401
    assert ask(behind, client="10.0.0.1", host="ward.example").status == 401
    assert inside.users == ["user:anna"]


# Settings.


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "ward.example", "::"])
def test_an_address_that_others_reach_needs_users(host: str, users: Path) -> None:
    with pytest.raises(SettingsError, match="WARD_AUTH"):
        check(Settings.read({"WARD_HOST": host}))

    check(Settings.read({"WARD_HOST": host, "WARD_AUTH": str(users)}))
    check(Settings.read({"WARD_HOST": host, "WARD_PROXY_HEADER": "X-User"}))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.9"])
def test_loopback_needs_none(host: str) -> None:
    check(Settings.read({"WARD_HOST": host}))
    assert is_loopback(host)


@pytest.mark.parametrize("written", ["", "anna", "anna:secret", "anna:scrypt$1$2", ":scrypt$1$1$1$aa$bb"])
def test_a_file_that_holds_no_user_is_refused(tmp_path: Path, written: str) -> None:
    (tmp_path / "users").write_text(written, encoding="utf-8")

    with pytest.raises(SettingsError, match="ward password NAME"):
        read_users(tmp_path / "users")
    with pytest.raises(SettingsError, match="cannot be read"):
        read_users(tmp_path / "none")


def test_a_password_fits_its_own_hash_alone() -> None:
    assert fits("a long password", ANNA)
    assert not fits("a long passwore", ANNA)
    assert hashed("a long password") != ANNA


@given(kept=st.text(max_size=60) | st.builds("scrypt${}$8$1$aa$bb".format, st.integers(-2, 2**70)))
def test_anything_that_is_no_hash_fits_nothing(kept: str) -> None:
    assert not fits("", kept)


def test_the_command_prints_a_line_that_lets_its_user_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery\n"))
    assert main(["password", "bert"]) == 0
    (tmp_path / "users").write_text(capsys.readouterr().out, encoding="utf-8")

    assert fits("correct horse battery", read_users(tmp_path / "users")["bert"])


def test_a_short_password_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))

    assert main(["password", "bert"]) == 2
    assert "use 12 or more" in capsys.readouterr().err


def test_a_user_asks_so_often_and_no_oftener() -> None:
    now = [0.0]
    rate = Rate(most=3, clock=lambda: now[0])

    assert [rate.allows("anna") for _ in range(4)] == [True, True, True, False]
    assert rate.allows("bert")
    now[0] = 61
    assert rate.allows("anna")

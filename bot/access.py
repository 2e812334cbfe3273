"""Who may come in: on loopback anyone, each browser for itself; elsewhere signed-in users, or those a proxy names.

Everything that reaches the page passes `Gate`, also what Gradio serves by itself. It tells the page who asks in one
header that it takes away from every request first.
"""

import hashlib
import hmac
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import parse_qs

from bot.errors import SettingsError
from bot.settings import Settings

USER = "x-ward-user"
"""The header that tells the page who asks."""

_N, _R, _P = 2**15, 8, 1
_BROWSER, _SESSION = "ward_browser", "ward_session"
_YEAR = 365 * 24 * 3600
_LARGEST = 512 * 1024
"""The most bytes that a request may bring."""
_SESSION_SECONDS = 12 * 3600

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
        b"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; "
        b"form-action 'self'; base-uri 'self'; object-src 'none'",
    ),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
"""Nothing of the page may speak to another machine, whatever is in it."""

_CLOSED = (
    "/upload",
    "/proxy=",
    "/monitoring",
    "/dev/",
    "/runs",
    "/deep_link",
    "/vibe",
    "/file=",
    "/file/",
    "/mcp",
    "/login/",
)


def hashed(password: str) -> str:
    """Return a password as it is kept: salted and hashed with scrypt."""
    salt = secrets.token_bytes(16)
    return f"scrypt${_N}${_R}${_P}${salt.hex()}${_scrypt(password, salt, _N, _R, _P).hex()}"


def fits(password: str, kept: str) -> bool:
    """Say whether a password is the one that was hashed; anything that is no such hash fits nothing."""
    try:
        name, n, r, p, salt, digest = kept.split("$")
        found = _scrypt(password, bytes.fromhex(salt), int(n), int(r), int(p))
    except (TypeError, ValueError, OverflowError, MemoryError):
        return False
    return name == "scrypt" and hmac.compare_digest(found.hex(), digest)


def read_users(path: Path) -> dict[str, str]:
    """Return the users of a file: one `name:hash` a line, written by `ward password NAME`.

    Raises:
        SettingsError: there is no such file, or a line of it is none.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"WARD_AUTH names {str(path)!r}, which cannot be read ({error}); write users there"
        ) from error
    users: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, kept = line.strip().partition(":")
        if not name or kept.count("$") != 5 or not kept.startswith("scrypt$"):
            raise SettingsError(
                f"line {number} of {str(path)!r} is no user; write what this prints: ward password NAME"
            )
        users[name] = kept
    if not users:
        raise SettingsError(f"{str(path)!r} holds no user; add a line that this prints: ward password NAME")
    return users


def check(settings: Settings) -> None:
    """Refuse to listen where anybody could come in.

    Raises:
        SettingsError: the address is not loopback and nobody would be asked who he is.
    """
    if not is_loopback(settings.host) and settings.auth is None and settings.proxy_header is None:
        raise SettingsError(
            f"WARD_HOST is {settings.host!r}, which other machines reach, and nobody would be asked to sign in; set "
            "WARD_AUTH to a file of users or WARD_PROXY_HEADER to the header of a trusted proxy, or leave WARD_HOST out"
        )


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@dataclass(slots=True)
class Rate:
    """At most so many questions a minute for each user; memory holds the last minute alone."""

    most: int
    clock: Callable[[], float] = time.monotonic
    _asked: dict[str, list[float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def allows(self, user: str) -> bool:
        """Say whether a user may ask now, and count it."""
        now = self.clock()
        with self._lock:
            for name in [name for name, times in self._asked.items() if times[-1] <= now - 60]:
                del self._asked[name]
            times = [at for at in self._asked.get(user, ()) if at > now - 60]
            if len(times) >= self.most:
                return False
            self._asked[user] = [*times, now]
            return True


class Gate:
    """An ASGI app around the page: identity, limits and headers, before anything else sees a request."""

    def __init__(self, app: App, settings: Settings, login_page: Callable[[bool, str], str]) -> None:
        self.app = app
        self.settings = settings
        self.users = read_users(settings.auth) if settings.auth is not None else None
        self._login_page = login_page
        self._tries = Rate(most=10)
        self._key = _session_key(settings.audit_key)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})  # the page has no websocket

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        path = str(scope["path"])
        if refused := self._refused(scope, headers, path):
            await _plain(send, *refused)
        elif self.users is not None and path == "/login":
            await self._login(scope, receive, send, headers)
        elif path == "/logout":
            await _redirect(send, "/", [_cookie(_SESSION, "", 0)])
        else:
            await self._enter(scope, receive, send, headers)

    async def _enter(self, scope: Scope, receive: Receive, send: Send, headers: Mapping[str, str]) -> None:
        user, cookies = self._who(scope, headers)
        if user is not None:
            known = [*_without(scope["headers"], USER), (USER.encode(), user.encode("utf-8"))]
            await self.app({**scope, "headers": known}, _bounded(receive), _with_headers(send, cookies))
        elif self.users is not None and headers.get("accept", "").startswith("text/html"):
            await _redirect(send, "/login", [])
        else:
            await _plain(send, 401, "Sign in first.")

    def _refused(self, scope: Scope, headers: Mapping[str, str], path: str) -> tuple[int, str] | None:
        if self.users is None and self.settings.proxy_header is None:
            host = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
            if not is_loopback(host):
                return 421, "This page answers on loopback only."  # another name that was made to lead here
        origin = headers.get("origin")
        if (
            scope["method"] not in ("GET", "HEAD", "OPTIONS")
            and origin
            and origin.partition("://")[2] != headers.get("host")
        ):
            return 403, "A request from another page."
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > _LARGEST:
            return 413, "Too much at once."
        inner = path.removeprefix("/gradio_api")
        if any(inner.startswith(closed) for closed in _CLOSED) and path != "/login":
            return 404, "Not here."
        return None

    def _who(self, scope: Scope, headers: Mapping[str, str]) -> tuple[str | None, list[bytes]]:
        """Return who asks, and cookies to set; None: nobody that may come in."""
        if self.settings.proxy_header is not None:
            client = (scope.get("client") or ("",))[0]
            named = headers.get(self.settings.proxy_header.lower(), "").strip()
            return (f"user:{named}" if named and client in self.settings.proxy_from else None), []
        cookies = _cookies(headers)
        if self.users is not None:
            name = self._session(cookies.get(_SESSION, ""))
            return (f"user:{name}" if name is not None else None), []
        held = cookies.get(_BROWSER, "")
        if len(held) == 43 and held.isascii():
            return _anonymous(held), []
        made = secrets.token_urlsafe(32)
        return _anonymous(made), [_cookie(_BROWSER, made, _YEAR)]

    async def _login(self, scope: Scope, receive: Receive, send: Send, headers: Mapping[str, str]) -> None:
        language = headers.get("accept-language", "")
        if scope["method"] != "POST":
            await _html(send, 200, self._login_page(False, language))
            return
        form = parse_qs((await _body(receive)).decode("utf-8", "replace"), keep_blank_values=True)
        name, password = form.get("name", [""])[0].strip(), form.get("password", [""])[0]
        users = self.users or {}
        known = users.get(name, next(iter(users.values())))  # an unknown name takes as long as a known one
        if self._tries.allows(self._address(scope, headers)) and fits(password, known) and name in users:
            await _redirect(send, "/", [_cookie(_SESSION, self._signed(name), _SESSION_SECONDS)])
        else:
            await _html(send, 401, self._login_page(True, language))

    def _address(self, scope: Scope, headers: Mapping[str, str]) -> str:
        """Return where a request comes from: behind the trusted proxy, where the proxy says that it came from."""
        client = str((scope.get("client") or ("",))[0])
        if client in self.settings.proxy_from:
            return headers.get("x-forwarded-for", client).rpartition(",")[2].strip()
        return client

    def _signed(self, name: str) -> str:
        written = f"{int(time.time()) + _SESSION_SECONDS}.{name.encode().hex()}"
        return f"{written}.{self._mac(written, name)}"

    def _session(self, cookie: str) -> str | None:
        written, _, mac = cookie.rpartition(".")
        until, _, name = written.partition(".")
        try:
            user = bytes.fromhex(name).decode()
        except ValueError:
            return None
        ours = hmac.compare_digest(mac.encode(), self._mac(written, user).encode())
        return user if ours and user in (self.users or {}) and int(until) > time.time() else None

    def _mac(self, text: str, user: str) -> str:
        """Bind a cookie to the key and to the user's password: it ends where that is changed."""
        message = f"{text}\n{(self.users or {}).get(user, '')}"
        return hmac.new(self._key, message.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def _session_key(secret: str | None) -> bytes:
    """Return what signs sign-ins: with a secret the same in every process that has it, else this process's own."""
    return hmac.digest(secret.encode(), b"ward sessions", "sha256") if secret else secrets.token_bytes(32)


def _anonymous(cookie: str) -> str:
    """A browser's name in the store: from it the cookie cannot be told."""
    return f"browser:{hashlib.sha256(cookie.encode()).hexdigest()[:32]}"


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode("utf-8"), salt=salt, n=n, r=r, p=p, maxmem=2**27, dklen=32)


def _cookies(headers: Mapping[str, str]) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def _cookie(name: str, value: str, seconds: int) -> bytes:
    return f"{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict".encode()


def _without(headers: Iterable[tuple[bytes, bytes]], name: str) -> list[tuple[bytes, bytes]]:
    return [(key, value) for key, value in headers if key.lower() != name.encode()]


def _with_headers(send: Send, cookies: list[bytes]) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            added = [*HEADERS, *((b"set-cookie", cookie) for cookie in cookies)]
            message = {**message, "headers": [*message.get("headers", []), *added]}
        await send(message)

    return sending


def _bounded(receive: Receive) -> Receive:
    """A body that grows past the limit ends there, whatever its header says."""
    seen = 0

    async def receiving() -> MutableMapping[str, Any]:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return {"type": "http.disconnect"} if seen > _LARGEST else message

    return receiving


async def _body(receive: Receive) -> bytes:
    body, bounded = b"", _bounded(receive)
    while True:
        message = await bounded()
        body += bytes(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return body


async def _plain(send: Send, status: int, text: str) -> None:
    await _respond(send, status, text.encode(), [(b"content-type", b"text/plain; charset=utf-8")])


async def _html(send: Send, status: int, page: str) -> None:
    await _respond(send, status, page.encode(), [(b"content-type", b"text/html; charset=utf-8")])


async def _redirect(send: Send, to: str, cookies: list[bytes]) -> None:
    await _respond(send, 303, b"", [(b"location", to.encode()), *((b"set-cookie", cookie) for cookie in cookies)])


async def _respond(send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    whole = [*headers, (b"content-length", str(len(body)).encode()), (b"cache-control", b"no-store"), *HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": whole})
    await send({"type": "http.response.body", "body": body})

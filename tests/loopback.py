"""Nothing leaves this machine: sockets of a Python process are held to loopback, and what tries more is written down.

`held` is put in place by conftest for the tests, and by hand at the start of the processes that tests start.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any

ATTEMPTS: list[str] = []
"""Every address somebody tried to reach; a library may swallow the error, this list does not forget."""


class LeavesTheMachine(OSError):
    """Something tried to reach another machine."""


@contextmanager
def held() -> Iterator[None]:
    """Hold the sockets of this process to loopback."""
    kept = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex", "sendto")}
    looked_up = socket.getaddrinfo
    for name, method in kept.items():
        setattr(socket.socket, name, _guarded(method))
    socket.getaddrinfo = _looked_up_here(looked_up)
    try:
        yield
    finally:
        for name, method in kept.items():
            setattr(socket.socket, name, method)
        socket.getaddrinfo = looked_up


def _guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, *arguments: Any) -> Any:
        _check(arguments[-1])  # the address is the last argument of all three
        return method(self, *arguments)

    return guarded


def _looked_up_here(look_up: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(host: Any, *arguments: Any, **options: Any) -> Any:
        if host:
            _check((host.decode() if isinstance(host, bytes) else host, 0))
        return look_up(host, *arguments, **options)

    return guarded


def _check(address: Any) -> None:
    if not isinstance(address, tuple) or _is_loopback(str(address[0])):  # a path or a number: not the network
        return
    ATTEMPTS.append(str(address[0]))
    raise LeavesTheMachine(f"a test tried to reach {address[0]!r}; nothing may leave this machine")


def _is_loopback(host: str) -> bool:
    if host in ("", "localhost", "0.0.0.0", "::"):
        return True
    try:
        return ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False

"""The guard under all other tests: nothing leaves this machine while they run."""

import socket

import pytest

from tests.loopback import ATTEMPTS, LeavesTheMachine


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(("192.0.2.1", 80), id="a machine of documentation"),
        pytest.param(("10.0.0.1", 443), id="a machine of the house"),
        pytest.param(("example.org", 443), id="a name"),
    ],
)
def test_a_connection_to_another_machine_fails_and_is_written_down(address: tuple[str, int]) -> None:
    with pytest.raises(LeavesTheMachine, match=address[0]), socket.socket() as out:
        out.connect(address)

    assert ATTEMPTS.pop() == address[0]


def test_a_datagram_to_another_machine_fails_and_is_written_down() -> None:
    with pytest.raises(LeavesTheMachine), socket.socket(type=socket.SOCK_DGRAM) as out:
        out.sendto(b"\0", ("192.0.2.1", 53))

    assert ATTEMPTS.pop() == "192.0.2.1"


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(LeavesTheMachine):
        socket.create_connection(("example.org", 443), timeout=1)

    assert ATTEMPTS.pop() == "example.org"


def test_loopback_stays_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as out:
        out.connect(server.getsockname())

        assert out.getpeername() == server.getsockname()

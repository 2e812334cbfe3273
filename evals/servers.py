"""Real servers on loopback, each in a folder of its own, that can be stopped, killed and started again."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 60.0
"""Seconds in which a server has to take connections."""
_QUICK = "-c fsync=off -c shared_buffers=16MB -c max_connections=60"
"""A killed process loses nothing that it wrote, with or without fsync; a machine that loses power is not tried here."""


class NotInstalled(Exception):
    """The server is not on this machine."""


class Postgres:
    """A PostgreSQL server; it refuses to run as root, so root lends it a user."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.url = f"postgresql+psycopg://ward@127.0.0.1:{port}/postgres"

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} {_QUICK}"
        log = str(self.folder / "log")
        _run("pg_ctl", "start", "-w", "-D", str(self.folder / "data"), "-l", log, "-o", options)

    def restart(self) -> None:
        """Start again after a kill: what is left of the old server ends first."""
        for _ in range(100):
            try:
                self.start()
            except subprocess.CalledProcessError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError(f"the server did not start again; see {self.folder / 'log'}")

    def stop(self, how: str = "fast") -> None:
        _run("pg_ctl", "stop", "-w", "-D", str(self.folder / "data"), "-m", how)

    def kill(self) -> None:
        """End the server with -9, in the middle of whatever it does."""
        os.kill(int((self.folder / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Yield a running server with an empty database.

    Raises:
        NotInstalled: there is no PostgreSQL here.
    """
    if _program("initdb") is None:
        raise NotInstalled("PostgreSQL is not installed; install it (Debian: postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="ward-postgres-"))  # the folders that pytest makes are closed to other users
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    _run("initdb", "-D", str(folder / "data"), "-U", "ward", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C")
    server = Postgres(folder, free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


class Chroma:
    """A Chroma server."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.url = f"http://127.0.0.1:{port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and return once it takes connections."""
        program = Path(sys.executable).with_name("chroma")
        self._process = subprocess.Popen(
            [program, "run", "--path", self.folder, "--host", "127.0.0.1", "--port", str(self.port)],
            env={**os.environ, "ANONYMIZED_TELEMETRY": "False"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
            except OSError:
                if self._process.poll() is not None or time.monotonic() > until:
                    raise TimeoutError("the Chroma server did not start") from None
                time.sleep(0.05)
            else:
                return

    def kill(self) -> None:
        self._signal(signal.SIGKILL)
        if self._process is not None:
            self._process.wait(30)

    def hang(self) -> None:
        """Stop it as it stands: it holds its connections and says nothing."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, which: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(which)


@contextmanager
def chroma(folder: Path) -> Iterator[Chroma]:
    """Yield a running server that keeps its collections in a folder."""
    server = Chroma(folder, free_port())
    server.start()
    try:
        yield server
    finally:
        server.kill()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _run(program: str, *arguments: str) -> None:
    command = [str(_program(program)), *arguments]
    if os.getuid() == 0:
        command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
    # `pg_ctl start` leaves its output to the server: a pipe would never end
    subprocess.run(
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PATH": os.environ["PATH"]},
    )


def _program(name: str) -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    here = shutil.which(name)
    return found[-1] if found else Path(here) if here else None

"""A real PostgreSQL server on loopback, in a folder of its own; it refuses to run as root, so root lends it a user."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_QUICK = "-c fsync=off -c shared_buffers=16MB -c max_connections=40"


class Server:
    """A server that can be stopped, killed and started again."""

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


@contextmanager
def postgres() -> Iterator[Server]:
    """Yield a running server with an empty database."""
    if _program("initdb") is None:
        pytest.fail("PostgreSQL is not installed; .ci/run installs it (Debian: postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="ward-postgres-"))  # the folders that pytest makes are closed to other users
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    _run("initdb", "-D", str(folder / "data"), "-U", "ward", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server = Server(folder, free.getsockname()[1])
    server.start()
    try:
        yield server
    finally:
        server.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


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


def fresh(url: str) -> None:
    """Empty a database."""
    from sqlalchemy import create_engine, text

    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("drop schema public cascade"))
        connection.execute(text("create schema public"))
    engine.dispose()

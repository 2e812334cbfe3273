"""The servers of the load test, each a child process that is stopped whatever happens, and what they need."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

_START = 120.0
"""Seconds that a server has to be there."""
WARD = (sys.executable, "-m", "bot.cli", "serve")
ECHO = (sys.executable, "-m", "evals.load_servers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    address: str
    process: "subprocess.Popen[bytes]"

    def resident(self) -> float | None:
        """Return the megabytes of memory that the process holds; None where the system does not say."""
        try:
            lines = Path(f"/proc/{self.process.pid}/status").read_text("utf-8").splitlines()
        except OSError:
            return None
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), None)

    def worked(self) -> float | None:
        """Return the seconds that processors have spent on it; None where the system does not say."""
        try:
            spent = Path(f"/proc/{self.process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            return None
        return (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(command: Sequence[str], environ: Mapping[str, str], ready: Callable[[str], bool]) -> Iterator[Served]:
    """Yield a server that is ready, on a free port of this machine; none of this one's settings reach it.

    Raises:
        RuntimeError: it was not ready in time, or it ended.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WARD_")}
    offline = {"HF_HUB_OFFLINE": "1", "GRADIO_ANALYTICS_ENABLED": "False", "WARD_PORT": str(port)}
    process = subprocess.Popen(
        command, env={**kept, **offline, **environ}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        one = Served(address=f"http://127.0.0.1:{port}", process=process)
        end = time.monotonic() + _START
        while not ready(one.address):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{' '.join(command[1:])} is not ready after {_START:g} s (exit {process.poll()})")
            time.sleep(0.1)
        yield one
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def index_is_open(address: str) -> bool:
    """Say whether Ward is ready to search."""
    import httpx

    try:
        parts = httpx.get(f"{address}/ready", timeout=5, trust_env=False).json()["parts"]
    except (httpx.HTTPError, ValueError, KeyError):
        return False
    return all(part["state"] == "ok" for part in parts)


def answers(address: str) -> bool:
    """Say whether a page is there."""
    import httpx

    try:
        return httpx.get(f"{address}/", timeout=5, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


@dataclass(slots=True)
class Memory:
    """What a process held, from time to time."""

    samples: list[tuple[float, float]] = field(default_factory=list)
    """Seconds from the start, and megabytes."""

    def at(self, seconds: float) -> float | None:
        """Return what it held at some time, or next after it."""
        return next((held for when, held in self.samples if when >= seconds), None)

    def slope(self, since: float) -> float | None:
        """Return by how many megabytes a minute it grew since some time: the line that fits best."""
        points = [(when / 60, held) for when, held in self.samples if when >= since]
        if len({when for when, _ in points}) < 2:
            return None
        from statistics import linear_regression

        return float(linear_regression(*zip(*points, strict=True)).slope)


@contextmanager
def watched(one: Served, every: float) -> Iterator[Memory]:
    """Yield what a server holds, sampled until the block ends."""
    memory, over, started = Memory(), Event(), time.monotonic()

    def watch() -> None:
        while True:
            held = one.resident()
            if held is not None:
                memory.samples.append((time.monotonic() - started, held))
            if over.wait(every):
                return

    watching = Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield memory
    finally:
        over.set()
        watching.join()


def echo(port: int) -> None:
    """Serve a bare Gradio page with one function that returns what it is told; its queue is that of Ward's page."""
    import gradio as gr

    def said(text: str, conversation: str, audience: str) -> str:
        return text

    with gr.Blocks(analytics_enabled=False) as blocks:
        gr.api(said, api_name="ask")  # type: ignore[attr-defined]  # gradio exports it without saying so
    blocks.queue(max_size=256, default_concurrency_limit=16)
    blocks.launch(server_name="127.0.0.1", server_port=port, quiet=True, ssr_mode=False, enable_monitoring=False)


if __name__ == "__main__":
    echo(int(os.environ["WARD_PORT"]))

"""Other processes for tests: forked from one that has the heavy modules loaded, so that each starts in milliseconds."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(
    ["numpy", "bm25s", "chromadb", "tests.test_index", "tests.test_chroma", "tests.test_store"]
)


def started(target: Any, *arguments: Any) -> BaseProcess:
    process = PROCESSES.Process(target=target, args=arguments, daemon=True)
    process.start()
    return process


@contextmanager
def small_disk(at: Path, size: str) -> Iterator[Path]:
    """Yield a folder on a disk of its own that holds `size`."""
    at.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(at)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("unmountable")
    try:
        yield at
    finally:
        subprocess.run(["umount", "--lazy", str(at)], check=True)


def fill(disk: Path, leave: int) -> Path:
    """Fill a disk up to `leave` bytes; return the file to remove."""
    state = os.statvfs(disk)
    filler = disk / "filler"
    filler.write_bytes(b"\0" * max(0, state.f_bavail * state.f_frsize - leave))
    return filler

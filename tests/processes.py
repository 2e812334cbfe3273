"""Other processes for tests: forked from one that has the heavy modules loaded, so that each starts in milliseconds."""

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from evals import disks

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
    try:
        with disks.small_disk(at, size) as disk:
            yield disk
    except disks.Unmountable:
        pytest.skip("unmountable")

"""Disks that fill up or become read-only: a small one of its own where this process may mount, else limits on files."""

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PAGE = 4096


class Unmountable(Exception):
    """This process may not mount a disk."""


@contextmanager
def small_disk(at: Path, size: str) -> Iterator[Path]:
    """Yield a folder on a disk of its own that holds `size`, such as `4m`.

    Raises:
        Unmountable: only root may mount.
    """
    at.mkdir()
    if _run("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(at)):
        raise Unmountable(f"nothing can be mounted at {str(at)!r}; run as root")
    try:
        yield at
    finally:
        _run("umount", "--lazy", str(at))


def fill(disk: Path, leave: int = 0) -> Path:
    """Fill a disk up to `leave` bytes; return the file to remove."""
    state = os.statvfs(disk)
    filler = disk / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:  # others may fill it up meanwhile
        for _ in range(max(0, state.f_bavail * state.f_frsize - leave) // _PAGE):
            file.write(b"\0" * _PAGE)
    return filler


class Full:
    """A disk that fills up to the last byte."""

    how = "a disk of its own, filled"

    def __init__(self, disk: Path) -> None:
        self._disk = disk
        self._filler: Path | None = None

    def breaks(self) -> None:
        self._filler = fill(self._disk)

    def mends(self) -> None:
        if self._filler is not None:
            self._filler.unlink()


class Limited:
    """No file of this process may grow: what writes gets an error, as on a full disk."""

    how = "RLIMIT_FSIZE"

    def __init__(self) -> None:
        self._before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def breaks(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, self._before[1]))

    def mends(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, self._before)


class ReadOnly:
    """A folder that becomes read-only under whoever works in it: mounted once more over itself, or its rights taken."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.mounts = os.getuid() == 0
        self.how = "mounted read-only" if self.mounts else "rights taken away"

    def breaks(self) -> None:
        if not self.mounts:
            self._rights(0o500, 0o400)
            return
        at = str(self._folder)
        with tempfile.TemporaryDirectory() as aside:  # where nobody writes, so that it may become read-only
            try:
                for options in (("--bind", at, aside), ("-o", "remount,bind,ro", aside), ("--bind", aside, at)):
                    if _run("mount", *options):
                        raise Unmountable(f"nothing can be mounted at {at!r}; run as root")
            finally:
                _run("umount", "--lazy", aside)

    def mends(self) -> None:
        if self.mounts:
            _run("umount", "--lazy", str(self._folder))
        else:
            self._rights(0o700, 0o600)

    def _rights(self, folder: int, file: int) -> None:
        for path in (self._folder, *self._folder.rglob("*")):
            path.chmod(folder if path.is_dir() else file)


def _run(*command: str) -> int:
    if shutil.which(command[0]) is None:
        return 1
    return subprocess.run(command, capture_output=True, check=False).returncode

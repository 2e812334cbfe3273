"""Run the README's own commands and write down what they print: `python -m tests.readme`. A test holds it to that."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(r"```console\n\$ (ward [^\n]+)\n(.*?)```", re.DOTALL)


def renewed(text: str) -> str:
    """Return the README with what its `ward` commands print now."""
    with tempfile.TemporaryDirectory() as home:
        return _BLOCK.sub(lambda block: f"```console\n$ {block[1]}\n{_printed(block[1], home)}```", text)


def _printed(command: str, home: str) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "bot.cli", *_words(command)[1:]],
        capture_output=True,
        text=True,
        check=True,
        env={"WARD_HOME": home, "PATH": "/usr/bin:/bin"},
        cwd=README.parent,
    )
    return run.stdout


def _words(command: str) -> list[str]:
    return [quoted or bare for quoted, bare in re.findall(r'"([^"]*)"|(\S+)', command)]


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")

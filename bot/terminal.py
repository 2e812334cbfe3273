"""Keeper of rich: replies and progress in a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from bot.turn import Turn


def show(turn: Turn, out: IO[str]) -> None:
    """Print a reply: plain Markdown into a file or pipe, set out for reading in a terminal."""
    if not out.isatty():
        out.write(turn.reply.markdown)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console(file=out)
    console.print(Markdown(turn.reply.markdown))
    console.print(f"[dim]Follow up with: ward ask --conversation {turn.conversation} ...[/dim]", highlight=False)


@contextmanager
def progress(title: str = "Embedding passages") -> Iterator[Callable[[int, int], None]]:
    """Yield what a build or an exam tells its progress to."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None, visible=False)
        yield lambda done, total: bar.update(task, completed=done, total=total, visible=True)

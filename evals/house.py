"""The house as the exam puts questions to it: an assistant in a home of its own that says how long its search took.

A channel is a way in: a function that asks on it. The page and Slack register theirs with `CHANNELS[...] = ask`; a
surface is what a reader of one sees of a turn.
"""

import io
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.assemble import Assistant
from bot.corrections import corrections
from bot.model import Complete, Prompt
from bot.settings import Settings
from bot.terminal import show
from bot.turn import Turn
from corpus.embed import Encoder
from corpus.index import Hit

Ask = Callable[[Assistant, str, str, str], Turn]
"""Ask on a channel: assistant, text, conversation, audience."""

Surface = Callable[[Assistant, Turn], Sequence[str]]
"""What a reader sees of a turn: one text, or several where it is shown in parts, each with the disclaimer."""


class House(Assistant):
    """An assistant that counts what its search and its model cost."""

    def __init__(self, settings: Settings, encoder: Encoder | None = None) -> None:
        super().__init__(settings, encoder=encoder)
        self.searched = 0.0
        """Seconds spent searching since this was last set to 0."""
        self.writing = 0.0
        """Seconds spent waiting for the model since this was last set to 0."""
        self.written = 0
        """Words of prompts and drafts since this was last set to 0."""
        self.drafted = False
        if self._complete is not None:
            self._complete = self._counting(self._complete)

    def search(self, text: str) -> Sequence[Hit]:
        started = time.perf_counter()
        try:
            return super().search(text)
        finally:
            self.searched += time.perf_counter() - started

    def _counting(self, complete: Complete) -> Complete:
        def counted(prompt: Prompt) -> Iterator[str]:
            self.drafted = True
            self.written += len(f"{prompt.system} {prompt.user}".split())
            pieces = iter(complete(prompt))
            while True:
                started = time.perf_counter()
                try:
                    piece = next(pieces, None)
                finally:
                    self.writing += time.perf_counter() - started
                if piece is None:
                    return
                self.written += len(piece.split())
                yield piece

        return counted


@contextmanager
def house(settings: Settings, encoder: Encoder | None = None) -> Iterator[House]:
    """Open a house in a home that is gone afterwards."""
    with TemporaryDirectory(prefix="ward-exam-") as home:
        yield moved_in(settings, Path(home), encoder)


def moved_in(settings: Settings, home: Path, encoder: Encoder | None = None) -> House:
    """Return a house in another home; vectors that are already there are not made again."""
    vectors = settings.home / "vectors.sqlite3"
    if vectors.is_file():
        (home / vectors.name).write_bytes(vectors.read_bytes())
    return House(replace(settings, home=home, database=None), encoder)


def _on_the_command_line(ward: Assistant, text: str, conversation: str, audience: str) -> Turn:
    return ward.ask(text, conversation=conversation, audience=audience, channel="cli")


def _on_the_page(ward: Assistant, text: str, conversation: str, audience: str) -> Turn:
    return _streamed(ward, text, conversation, audience, user="", channel="page")


def _in_slack(ward: Assistant, text: str, conversation: str, audience: str) -> Turn:
    return _streamed(ward, text, conversation, audience, user="T0:U0", channel="slack")


def _streamed(ward: Assistant, text: str, conversation: str, audience: str, *, user: str, channel: str) -> Turn:
    """Ask as the page and Slack do: by a stream of replies, the turn last."""
    *_, turn = ward.stream(text, conversation, audience, user=user, channel=channel)
    assert isinstance(turn, Turn)
    return turn


CHANNELS: dict[str, Ask] = {"cli": _on_the_command_line, "page": _on_the_page, "slack": _in_slack}
"""Ways in, by the name that a case gives as `channel`."""


def _printed(_: Assistant, turn: Turn) -> list[str]:
    out = io.StringIO()
    show(turn, out)
    return [out.getvalue()]


def _as_json(_: Assistant, turn: Turn) -> list[str]:
    return [str(turn.data()["reply"])]


_TAG = re.compile(r"<[^>]+>")


def _on_a_page(ward: Assistant, turn: Turn) -> list[str]:
    from bot.cards import Setting, reply_card
    from bot.glossary import Glossary
    from bot.words import ENGLISH

    setting = Setting(guideline=ward.guideline, words=ENGLISH, glossary=Glossary(ward.guideline))
    return [unescape(_TAG.sub("", reply_card(turn.reply, turn.number, setting, ())))]


def _in_messages(ward: Assistant, turn: Turn) -> list[str]:
    from bot.slack_blocks import messages

    offered = corrections(turn.case, ward.reader)
    made = messages(turn.reply, turn=(turn.conversation, turn.number), offered=offered, shared=True)
    return [unescape("\n".join(_texts(list(message.blocks)))) for message in made]


def _texts(part: object) -> Iterator[str]:
    """Yield every text of a Slack message."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from [value] if key == "text" and isinstance(value, str) else _texts(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _texts(value)


SURFACES: dict[str, Surface] = {
    "command line": _printed,
    "jsonl": _as_json,
    "page": _on_a_page,
    "slack": _in_messages,
}
"""What a reader sees of a turn, by surface."""

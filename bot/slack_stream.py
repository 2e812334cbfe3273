"""A reply that is shown while it is written: verified sentences one by one, for less than Slack's time limit."""

from threading import Lock, Timer
from typing import TYPE_CHECKING

from bot.errors import SlackError
from bot.slack_blocks import opening, sentences
from bot.slack_events import Work
from guardrails.seal import Reply

if TYPE_CHECKING:
    from bot.slack import Wire


class Growing:
    """A stream of one reply. Whatever goes wrong with it ends it: the whole reply takes its place when it is there."""

    def __init__(self, wire: "Wire", work: Work, seconds: float) -> None:
        """`seconds` is how long it may stream."""
        self._wire, self._work, self._seconds = wire, work, seconds
        self._lock = Lock()
        self._timer: Timer | None = None
        self._shown: list[str] = []
        self._over = not work.thread
        self._stopped = False
        self._lost = False
        """It was begun, and Slack did not say which message it is."""
        self._stream = wire.stream(work)

    def grow(self, reply: Reply) -> None:
        """Show what a reply holds more than before; the outcome and the disclaimer come before the first sentence."""
        found = sentences(reply)
        with self._lock:
            if self._over or found[: len(self._shown)] != self._shown:
                return
            fresh = "".join(f"{sentence}\n" for sentence in found[len(self._shown) :])
            try:
                if self._timer is None:
                    self._begin(reply)
                if fresh:
                    self._wire.append(self._stream, fresh)
            except SlackError:
                self._over = True
                self._lost = self._stream.ts is None
            self._shown = found

    def end(self) -> list[str]:
        """Stop streaming; return the messages that the whole reply is to take the place of."""
        self._stop()
        if not self._lost:
            return [self._stream.ts] if self._stream.ts is not None else []
        seen = self._wire.thread(self._work.channel, self._work.thread)
        begun = [one.ts for one in seen if one.mine and one.mark is None and one.ts > self._work.ts]
        for ts in begun:
            self._wire.stop(self._work.channel, ts)
        return begun

    def _begin(self, reply: Reply) -> None:
        self._timer = Timer(self._seconds, self._stop)
        self._timer.daemon = True
        self._timer.start()
        self._wire.append(self._stream, opening(reply))

    def _stop(self) -> None:
        with self._lock:
            self._over = True
            if self._timer is not None:
                self._timer.cancel()
            if self._stream.ts is not None and not self._stopped:
                self._stopped = True
                self._wire.stop(self._work.channel, self._stream.ts)

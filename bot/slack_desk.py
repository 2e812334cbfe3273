"""The desk: takes on what Slack sends, once, and has it answered in its own time.

taken on: claimed in the store with its work (identifiers masked), then acknowledged, then put into a lane
answered: asked like any question, shown, then marked as done
left behind by a process that died: claimed again by another after a while
"""

import logging
import time
from collections.abc import Callable
from functools import partial
from threading import Event, Lock, Thread

from bot.errors import BotError, BusyError, QuestionError, SlackError, Unsure
from bot.lanes import Lanes
from bot.slack_answer import Answers
from bot.slack_blocks import said, told
from bot.slack_events import Work

log = logging.getLogger("ward.slack")

_TICK = 0.2
"""Seconds between two looks at what is to be looked after."""


class Desk:
    """Takes work on. Open it with `with`: it then also takes over what others left behind."""

    def __init__(self, answers: Answers, *, settle: float = 2.0) -> None:
        """`settle` seconds after it came, a message in a thread that Ward is not in yet is looked at once more."""
        settings = answers.ward.settings
        self._answers, self._store, self._again = answers, answers.ward.store, settings.slack_again
        self._text = settings.store_text
        self._lanes = Lanes(settings.slack_workers, settings.slack_waiting)
        self._notices = Lanes(1, settings.slack_waiting)
        """For clicks and for "Ward is busy", which are not to wait behind questions."""
        self._held: set[str] = set()
        self._begun: set[str] = set()
        """Conversations whose first turn is in hand; it may not be stored yet."""
        self._unsettled: list[tuple[float, Work]] = []
        self._settle = settle
        self._lock = Lock()
        self._closing = Event()
        self._keeper = Thread(target=self._keep, name="slack-keeper", daemon=True)

    def __enter__(self) -> "Desk":
        self._store.hold(())  # brought forward once, before many threads use it
        self._keeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Answer what was taken on, then end."""
        self._lanes.close()
        self._notices.close()
        self._closing.set()
        self._keeper.join()

    def take_if_ours(self, work: Work) -> None:
        """Take on what calls Ward, and what is said in a thread that Ward is in. Raises StoreError as `take`."""
        if work.called or self._is_in(work.conversation):
            self.take(work)
        else:  # the message that calls Ward may come after the next one in its thread
            with self._lock:
                self._unsettled.append((time.monotonic() + self._settle, work))

    def take(self, work: Work) -> None:
        """Take work on, if nobody did; it is on disk when this returns.

        Raises:
            StoreError: it cannot be claimed, so Slack is to send it again.
        """
        if self._store.claim(work.key, self._again, work.stored(text=self._text)):
            self._put(work)

    def aside(self, lane: str, act: Callable[[], None]) -> None:
        """Do something short that nothing depends on."""

        def courtesy() -> None:
            try:
                act()
            except BotError as error:
                log.warning("not done: %s", error)

        self._notices.put(lane, "", courtesy)

    def _is_in(self, conversation: str) -> bool:
        return conversation in self._begun or self._store.owner(conversation) is not None

    def _put(self, work: Work, *, left: bool = False) -> None:
        """Put claimed work into its lane. Without room, say so; what cannot even be said comes again later."""
        with self._lock:
            self._held.add(work.key)
            self._begun.add(work.conversation)
        act = partial(self._finish, work, partial(self._answers.answer, work, left))
        if self._lanes.put(work.conversation, work.order, act):
            return
        busy = partial(self._finish, work, partial(self._answers.say, work, said("busy")))
        if left or not self._notices.put(work.key, "", busy):
            self._let_go(work)

    def _finish(self, work: Work, act: Callable[[], None]) -> None:
        """Do work and mark it as done; what Slack could not be told is done later. Raises nothing."""
        began = time.perf_counter()
        try:
            self._do(work, act)
            self._store.done(work.key)
            log.info("%s done in %.2f s", work.kind, time.perf_counter() - began)
        except Unsure as error:
            log.warning("%s waits: %s", work.kind, error)
        except Exception as error:  # noqa: BLE001 -- a lane goes on; what was not marked as done is done again
            log.error("%s was not finished (%s)", work.kind, type(error).__name__)
        self._let_go(work)

    def _do(self, work: Work, act: Callable[[], None]) -> None:
        """Do work; where nothing can be answered, say so, and where nothing can be said, leave it."""
        try:
            try:
                act()
            except (QuestionError, BusyError) as error:
                self._answers.say(work, told(str(error)))
            except SlackError:
                raise
            except Exception as error:  # noqa: BLE001 -- whatever it is: nothing was answered, and that is said
                log.error("%s was not answered (%s)", work.kind, type(error).__name__)
                self._answers.say(work, said("fault"))
        except Unsure:
            raise
        except SlackError as error:
            log.error("%s was not shown: %s", work.kind, error)

    def _let_go(self, work: Work) -> None:
        with self._lock:
            self._held.discard(work.key)
            self._begun.discard(work.conversation)

    def _keep(self) -> None:
        """Hold what is in hand, and take over what a process that died left behind."""
        due = time.monotonic()
        while not self._closing.wait(_TICK):
            now = time.monotonic()
            with self._lock:
                settled = [work for at, work in self._unsettled if at <= now]
                self._unsettled = [(at, work) for at, work in self._unsettled if at > now]
                held = sorted(self._held)
            try:
                for work in settled:
                    if self._is_in(work.conversation):
                        self.take(work)
                if now >= due:
                    due = now + self._again / 4
                    self._store.hold(held)
                    self._take_over()
            except Exception as error:  # noqa: BLE001 -- the store is away for now; the keeper goes on
                log.error("the store could not be looked after (%s)", type(error).__name__)

    def _take_over(self) -> None:
        for key, stored in self._store.unfinished(self._again):
            if self._store.claim(key, self._again, stored):
                self._put(Work.read(stored), left=True)

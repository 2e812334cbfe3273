"""One part fails while conversations go on: every turn ends sealed or in one clear sentence, within its limit.

Nothing that was acknowledged is lost, nothing of one conversation is in another, and once the part is back so are the
answers, without a restart.
"""

import json
import random
import tempfile
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from bot.assemble import Assistant, assistant
from bot.database import WAIT
from bot.errors import BusyError, StoreError
from bot.settings import Settings
from bot.store import Store
from bot.turn import Turn
from corpus.embed import Encoder
from evals.scenes import Fault, Scene

LIMITS = {
    "WARD_TURN_SECONDS": "10",
    "WARD_MODEL_FIRST": "1",
    "WARD_MODEL_BETWEEN": "1",
    "WARD_MODEL_TOTAL": "2",
    "WARD_MODEL_RETRIES": "0",
}
"""Short, so that they are met."""
_STAGES = {"I": ("R1", "R2", "R3"), "IV": ("R4", "R5", "R6", "R7")}
_PAUSE = 0.05
"""Seconds between the rounds of a conversation."""
_PATIENCE = 60.0
"""Seconds in which answers have to come back once the part is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What became of the turns. `asked` is the sum of `sealed`, `unavailable`, `otherwise` and `cut`."""

    asked: int
    acknowledged: int
    lost: int
    """Acknowledged, and not in the store afterwards."""
    sealed: int
    unavailable: int
    """Ended in one clear sentence that it cannot be done now; also a sealed reply that says so of the search."""
    otherwise: tuple[str, ...]
    """Ended in any other way, each in words: a defect."""
    cut: int = 0
    """In flight when the process was killed: neither shown nor acknowledged."""
    slowest: float
    """Seconds that the longest turn took."""
    audit_faults: int
    repair: bool
    """Whether anything had to be done by hand before it answered again."""
    back: float | None = None
    """Seconds until the first sealed answer of the search and the store once the part was back, the longest of all."""
    how: str = ""

    @property
    def sound(self) -> bool:
        """Whether all is as it has to be."""
        return not (self.lost or self.otherwise or self.audit_faults or self.repair)


@dataclass(frozen=True, slots=True)
class End:
    """How a turn ended."""

    kind: str
    """`sealed`, `unavailable` or `otherwise`."""
    seconds: float
    says: str = ""
    kept: tuple[str, int] | None = None
    """Conversation and number, where it was acknowledged."""


def held(
    fault: Fault,
    folder: Path,
    encoder: Encoder,
    *,
    conversations: int = 20,
    rounds: int = 1,
    lasts: float | None = None,
    **environ: str,
) -> Figures:
    """Break a part `rounds` times under so many conversations at once; return what became of their turns.

    Args:
        folder: empty; what the scene needs is written there.
        lasts: seconds for which the part stays broken; none: what the fault says.
        environ: settings, over `LIMITS`.

    Raises:
        NotInstalled: the server that is to fail is not on this machine.
    """
    with fault.scene(folder) as scene:
        settings = Settings.read({**LIMITS, **scene.environ, **environ})
        ward = _house(settings, encoder, scene)
        talks = [_Talk(ward, at) for at in range(conversations)]
        ends: list[End] = []
        back, chance = 0.0, random.Random(0)
        for _ in range(rounds):
            ends += _broken(talks, scene, chance, fault.lasts if lasts is None else lasts)
            back = max(back, _back(ward))
        ends += _sure(_at_once(talks))
        again = _Talk(_house(settings, encoder, scene), conversations).round()
        verified = ward.store.verify()
        kept = {end.kept for end in ends if end.kept is not None}
        return Figures(
            asked=len(ends),
            acknowledged=len(kept),
            lost=lost(ward.store, kept),
            sealed=sum(end.kind == "sealed" for end in ends),
            unavailable=sum(end.kind == "unavailable" for end in ends),
            otherwise=tuple(end.says for end in ends if end.kind == "otherwise"),
            slowest=round(max(end.seconds for end in ends), 2),
            audit_faults=len(verified.faults),
            repair=back >= _PATIENCE or any(end.kind != "sealed" for end in again),
            back=round(back, 2),
            how=scene.how,
        )


def _house(settings: Settings, encoder: Encoder, scene: Scene) -> Assistant:
    ward = assistant(settings, encoder=encoder)
    ward.store._clock = scene.clock
    ward.search("imaging")  # as a page does once it is up
    return ward


def _at_once(talks: "Sequence[_Talk]", stop: Event | None = None) -> list[End]:
    """Hold every conversation at once: a round of each, or rounds until told to stop."""
    with ThreadPoolExecutor(len(talks)) as pool:
        return [end for ends in pool.map(lambda talk: talk.rounds(stop), talks) for end in ends]


def _broken(talks: "Sequence[_Talk]", scene: Scene, chance: random.Random, lasts: float) -> list[End]:
    """Break the part in the middle of the talk, and mend it while the talk goes on."""
    stop = Event()
    with ThreadPoolExecutor(1) as aside:
        talk = aside.submit(_at_once, talks, stop)
        try:
            time.sleep(chance.uniform(0.1, 0.4))
            scene.breaks()
            try:
                time.sleep(lasts)
            finally:
                scene.mends()
        finally:
            stop.set()
        return talk.result()


def _back(ward: Assistant) -> float:
    """Return how many seconds it takes until all is answered again; `_PATIENCE` where that is too long."""
    started, probe = time.monotonic(), _Talk(ward, -1)
    while time.monotonic() - started < _PATIENCE:
        if all(end.kind == "sealed" for end in probe.round()):
            return time.monotonic() - started
        time.sleep(_PAUSE)
    return _PATIENCE


def _sure(ends: list[End]) -> list[End]:
    """Where nothing is broken, an answer that is unavailable is a defect too."""
    return [End("otherwise", end.seconds, end.says, end.kept) if end.kind == "unavailable" else end for end in ends]


class _Talk:
    """One conversation: a treatment by the table, an answer from the text, and a follow-up to the first; over again."""

    def __init__(self, ward: Assistant, at: int) -> None:
        self._ward, self._name = ward, f"c{at}"
        stage = "I" if at % 2 else "IV"
        self._rows, self._known = _STAGES[stage], False
        self._first = f"Which regimen for stage {stage} nasal?"
        settings = ward.settings
        self._limit = settings.turn_seconds + 2 * WAIT  # the store is not cut, and is asked before and after

    def rounds(self, stop: Event | None) -> list[End]:
        ends = self.round()
        while stop is not None and not stop.is_set():
            time.sleep(_PAUSE)
            ends += self.round()
        return ends

    def round(self) -> list[End]:
        first = self._ask(self._first, self._rows)
        self._known = self._known or first.kept is not None
        second = self._ask("Which imaging at diagnosis?", ())
        third = self._ask("Which regimen again, please?", self._rows if self._known else None)
        return [first, second, third]

    def _ask(self, text: str, rows: tuple[str, ...] | None) -> End:
        """Ask; `rows` are those that a right answer shows, none of them: an answer from the text."""
        started = time.monotonic()
        try:
            turn = self._ward.ask(text, conversation=self._name)
        except (StoreError, BusyError) as error:
            kind, says, kept = "unavailable", str(error), None
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is counted
            kind, says, kept = "otherwise", f"{type(error).__name__}: {error}", None
        else:
            kept = (self._name, turn.number)
            kind, says = _judged(turn, rows)
        seconds = time.monotonic() - started
        if seconds > self._limit:
            kind, says = "otherwise", f"took {seconds:.1f} s"
        return End(kind, seconds, says, kept)


def _judged(turn: Turn, rows: tuple[str, ...] | None) -> tuple[str, str]:
    reply = turn.reply
    if reply.disclaimer not in reply.markdown:
        return "otherwise", "a reply without its disclaimer"
    if turn.rule == "no index":
        return "unavailable", reply.markdown.split("\n")[0]
    if rows is not None and reply.rows != rows:
        return "otherwise", f"rows {reply.rows} where {rows} are the conversation's"
    if rows == () and "F10" not in reply.statements:
        return "otherwise", f"{reply.outcome} by {turn.rule} where the text answers"
    return "sealed", ""


def lost(store: Store, kept: Iterable[tuple[str, int]]) -> int:
    """Return how many acknowledged turns, by conversation and number, a store does not hold."""
    by: dict[str, set[int]] = {}
    for conversation, number in kept:
        by.setdefault(conversation, set()).add(number)
    return sum(len(numbers - _numbers(store, conversation)) for conversation, numbers in by.items())


def _numbers(store: Store, conversation: str) -> set[int]:
    try:
        return {json.loads(record)["number"] for record in store.records(conversation)}
    except StoreError:
        return set()


def measured(fault: Fault, encoder: Encoder, *, conversations: int, rounds: int) -> Figures:
    """Return the figures of a fault, in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        return held(fault, Path(folder), encoder, conversations=conversations, rounds=rounds)

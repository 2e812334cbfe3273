"""The readers of the load test: each a browser of its own that asks, waits for its answer, looks at it, and asks on.

They use the one endpoint that is open to programs, `POST /gradio_api/call/ask`, and read its events as they come.
"""

import asyncio
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from evals.load_talks import Step, Talk, own

if TYPE_CHECKING:
    import httpx

RIGHT, MIXED, DIFFERENT, BUSY, ERROR = "right", "mixed", "different", "busy", "error"
"""What comes of a question: the answer of its own conversation; one of another conversation; one of its own in other
words than when nobody else asks; `try again`; anything else."""
PATIENCE = 30.0
"""Seconds after which a question without an answer is an error."""
_OF_A_CASE = ("question", "case", "rows", "regimens")
"""What only another conversation can have changed."""


class _Unwell(Exception):
    """A question that was not answered: whether it may be asked again, and why."""

    def __init__(self, fate: str, says: str) -> None:
        super().__init__(says)
        self.fate = fate


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question of the load."""

    kind: str
    after: float
    """Seconds from the start of the load to its answer."""
    seconds: float
    """From the question to its whole answer."""
    fate: str
    says: str = ""
    """What was wrong with it."""


@dataclass(slots=True)
class Load:
    """All that was asked, and how long it went on."""

    asked: list[Asked] = field(default_factory=list)
    seconds: float = 0.0
    cut: int = 0
    """Questions that were still under way when the time was over."""

    def of(self, kind: str | None = None) -> list[Asked]:
        """Return what was answered rightly, of one kind or of all."""
        return [one for one in self.asked if one.fate == RIGHT and kind in (None, one.kind)]

    def count(self, fate: str) -> int:
        return sum(one.fate == fate for one in self.asked)

    def says(self, most: int = 5) -> list[str]:
        """Return what was wrong, each thing once."""
        return list(dict.fromkeys(f"{one.fate}: {one.says}" for one in self.asked if one.fate != RIGHT))[:most]


Judge = Callable[[Any, Step, str, int], tuple[str, str]]
"""Say what an answer is and what is wrong with it: what came, to which step, in which conversation, the number due."""


def judged(said: Any, step: Step, conversation: str, number: int) -> tuple[str, str]:
    """Compare an answer of Ward with the one that was given when nobody else asked."""
    if not isinstance(said, dict) or not isinstance(said.get("conversation"), str) or not said["conversation"]:
        return ERROR, "the answer is no turn"
    if conversation and said["conversation"] != conversation:
        return MIXED, "the answer is of another conversation"
    if said.get("number") != number:
        return MIXED, f"turn {number} came back as turn {said.get('number')}"
    found = own(said)
    unlike = sorted(key for key in {*found, *step.alone} if found.get(key) != step.alone.get(key))
    if not unlike:
        return RIGHT, ""
    fate = MIXED if set(unlike) & set(_OF_A_CASE) else DIFFERENT
    return fate, f"{', '.join(unlike)} of {step.text!r} not as when nobody else asks"


def echoed(said: Any, step: Step, conversation: str, number: int) -> tuple[str, str]:
    """Compare what an echo said with what it was told."""
    return (RIGHT, "") if said == step.text else (MIXED, f"{step.text!r} came back as something else")


def load(address: str, talks: Sequence[Talk], seconds: float, judge: Judge, think: float) -> Load:
    """Have every reader hold its conversation, over and over, for so many seconds; no question begins or ends later.

    Args:
        think: the most seconds between an answer and the next question; half of it on average.
    """
    return asyncio.run(_load(address, talks, seconds, judge, think))


async def _load(address: str, talks: Sequence[Talk], seconds: float, judge: Judge, think: float) -> Load:
    import httpx

    done = Load()
    started = time.perf_counter()

    async def reader(at: int, talk: Talk) -> None:
        chance = random.Random(at)
        async with httpx.AsyncClient(base_url=address, timeout=PATIENCE, trust_env=False) as client:
            await asyncio.sleep(chance.uniform(0, think))
            while time.perf_counter() < started + seconds:
                await _converse(client, talk, lambda: asyncio.sleep(chance.uniform(0, think)))

    async def _converse(client: httpx.AsyncClient, talk: Talk, pause: Callable[[], Any]) -> None:
        """Hold one conversation; what went wrong begins another, and what was busy is asked again."""
        conversation, number = "", 0
        while number < len(talk) and time.perf_counter() < started + seconds:
            step, began = talk[number], time.perf_counter()
            try:
                async with asyncio.timeout(PATIENCE):
                    said = await _answer(client, step.text, conversation)
                fate, says = judge(said, step, conversation, number + 1)
            except asyncio.CancelledError:
                done.cut += 1
                raise
            except _Unwell as error:
                fate, says = error.fate, str(error)
            except (httpx.HTTPError, TimeoutError, ValueError) as error:
                fate, says = ERROR, f"{type(error).__name__} {error}".strip()
            now = time.perf_counter()
            done.asked.append(Asked(kind=step.kind, after=now - started, seconds=now - began, fate=fate, says=says))
            await pause()
            if fate not in (RIGHT, DIFFERENT, BUSY):
                return
            if fate != BUSY:
                conversation = said["conversation"] if isinstance(said, dict) else ""
                number += 1

    readers = [asyncio.create_task(reader(at, talk)) for at, talk in enumerate(talks)]
    try:
        ended, _ = await asyncio.wait(readers, timeout=seconds, return_when=asyncio.FIRST_EXCEPTION)
        for one in ended:
            one.result()  # raise what ended it too early
    finally:
        done.seconds = time.perf_counter() - started
        for one in readers:
            one.cancel()
        await asyncio.gather(*readers, return_exceptions=True)
    return done


async def _answer(client: "httpx.AsyncClient", text: str, conversation: str) -> Any:
    """Ask and wait for the answer, as a program does."""
    begun = await client.post("/gradio_api/call/ask", json={"data": [text, conversation, "clinician"]})
    if begun.status_code == 503:
        raise _Unwell(BUSY, begun.text[:200])
    if begun.status_code != 200:
        raise _Unwell(ERROR, f"status {begun.status_code}: {begun.text[:200]}")
    said = await client.get(f"/gradio_api/call/ask/{begun.json()['event_id']}")
    if said.status_code != 200:
        raise _Unwell(ERROR, f"status {said.status_code}: {said.text[:200]}")
    for event in said.text.split("\n\n"):
        name, _, data = event.partition("\n")
        if name == "event: complete":
            return json.loads(data.removeprefix("data: "))[0]
        if name == "event: error":
            says = str((json.loads(data.removeprefix("data: ")) or {}).get("error") or "an error without words")
            raise _Unwell(BUSY if "try again in a moment" in says else ERROR, says)
    raise _Unwell(ERROR, "the answer ended before it was whole")

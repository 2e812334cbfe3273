"""Work that was taken on, in the store: done by one process only, and by another where the first one died."""

import json
from collections.abc import Callable, Iterator

from bot.database import Session

Work = dict[str, object]
"""What was taken on, as a front end keeps it (`bot.slack_events.Work`)."""
Chosen = Callable[[Work], bool]


def of_conversation(conversation: str) -> Chosen:
    return lambda work: work.get("conversation") == conversation


def of_reader(user: str) -> Chosen:
    """Choose what a reader asked, in a channel's conversation too."""
    return lambda work: user in (work.get("owner"), f"slack:{work.get('team')}:{work.get('user')}")


def claim(session: Session, key: str, work: str, now: float, then: float) -> bool:
    """Take on what nobody did, or what was left undone and not held since `then`; return whether it was to be had."""
    taken = session.run(
        "update claimed set at = :now, work = :work where key = :key and done = 0 and at < :then",
        key=key,
        now=now,
        then=then,
        work=work,
    )
    return bool(
        taken
        or session.run(
            "insert into claimed values (:key, :now, 0, :work) on conflict (key) do nothing",
            key=key,
            now=now,
            work=work,
        )
    )


def undone(session: Session, chosen: Chosen) -> Iterator[tuple[str, Work]]:
    """Yield what was taken on and is not done: its key, and what it is."""
    for key, work in session.rows("select key, work from claimed where work <> '' order by at, key"):
        try:
            read = json.loads(work)
        except ValueError:
            continue
        if isinstance(read, dict) and chosen(read):
            yield key, read


def drop(session: Session, chosen: Chosen) -> int:
    """Let nobody do it any more, and erase what it was; return how much."""
    keys = [key for key, _ in undone(session, chosen)]
    for key in keys:
        session.run("update claimed set done = 1, work = '' where key = :key", key=key)
    return len(keys)

"""Answering what was taken on: ask, show it where it was asked, and follow the questions as they are edited."""

import json
import logging
import time
from dataclasses import replace

from bot.assemble import Assistant
from bot.audit import fingerprint
from bot.corrections import corrections
from bot.errors import QuestionError, SlackError, StoreError, Unsure
from bot.slack import Wire
from bot.slack_blocks import SAY, Message, messages, said
from bot.slack_events import Kind, Mark, Seen, Work, person, plain
from bot.slack_stream import Growing
from bot.turn import Turn
from guardrails.identifiers import mask
from guardrails.phrases import Audience

log = logging.getLogger("ward.slack")

CHOICE = "audience"
"""The name under which a reader's choice is stored."""
_TRIES = 4
"""How often a turn is taken while other processes answer in the same conversation."""
_TITLE = 60


class Answers:
    """Answers work; raises what goes wrong."""

    def __init__(self, ward: Assistant, wire: Wire) -> None:
        self.ward, self.wire = ward, wire

    def answer(self, work: Work, left: bool = False) -> None:
        """Answer a question, or do what follows from its edit or deletion.

        Args:
            left: another process began with it and died.
        """
        if work.kind is Kind.ASK:
            self._ask(work, left)
        else:
            self._again(work)

    def say(self, work: Work, message: Message) -> None:
        """Say something that is no reply, where the reply would have gone."""
        if work.respond:
            self.wire.whisper(work.respond, message)
        elif work.kind is not Kind.DELETE:
            self.wire.post(work.channel, work.thread, message, Mark(key=work.key, question=work.ts, said=work.said))

    def chosen(self, team: str, user: str) -> Audience:
        """Return for whom a reader wants replies written; a choice that is not understood is the stricter one."""
        choice = self.ward.store.preference(person(team, user), CHOICE)
        return Audience.CLINICIAN if choice in (None, Audience.CLINICIAN) else Audience.PATIENT

    def _ask(self, work: Work, left: bool) -> None:
        at: list[str] | None = []
        if left:
            seen = self.wire.thread(work.channel, work.thread) if work.thread else []
            text = next((plain(one.text) for one in seen if one.ts == work.ts), "")
            work = replace(work, text=work.text or text)
            at = self._left(work, seen)
        if at is None:
            return
        if not work.text:
            self.say(work, said("empty"))
            return
        apart = bool(work.thread) and work.private
        if apart:
            self.wire.status(work.channel, work.thread, SAY["status"])
        growing = Growing(self.wire, work, self.ward.settings.slack_stream)
        try:
            turn = self._turn(work, work.text, growing)
        except Exception:
            for ts in growing.end():  # what is not kept is not shown
                self.wire.delete(work.channel, ts)
            raise
        self._show(work, turn, list(dict.fromkeys([*at, *growing.end()])), note=work.said)
        if apart and turn.number == 1:
            self.wire.title(work.channel, work.thread, turn.question[:_TITLE])

    def _turn(self, work: Work, text: str, growing: Growing | None = None) -> Turn:
        """Take a turn, again where another process took one in the same conversation at the same time."""
        audience = self.chosen(work.team, work.user) if work.private else Audience.PATIENT  # others may read along
        for tried in range(1, _TRIES + 1):
            try:
                for part in self.ward.stream(text, work.conversation, audience, user=work.owner, channel="slack"):
                    if isinstance(part, Turn):
                        return part
                    if growing is not None:
                        growing.grow(part)
            except StoreError:
                if self.ward.store.erased(work.conversation):
                    raise QuestionError(SAY["erased"]) from None
                if tried == _TRIES:
                    raise
                time.sleep(0.05 * tried)
        raise StoreError("the conversation gave no turn; ask again")

    def _show(self, work: Work, turn: Turn, at: list[str], *, note: str = "") -> None:
        """Show a turn, in the messages that are there already and in new ones; what is left over is deleted."""
        made = messages(
            turn.reply,
            turn=(work.conversation, turn.number),
            offered=corrections(turn.case, self.ward.reader),
            shared=not work.private,
            note=note,
        )
        if work.respond:
            for message in made:
                self.wire.whisper(work.respond, message)
            return
        mark = Mark(key=work.key, question=work.ts, number=turn.number, parts=len(made), said=work.said)
        for part, message in enumerate(made):
            self._put_up(work, message, replace(mark, part=part), at[part] if part < len(at) else "")
        for ts in at[len(made) :]:
            self.wire.delete(work.channel, ts)

    def _put_up(self, work: Work, message: Message, mark: Mark, ts: str) -> None:
        if ts:
            try:
                self.wire.update(work.channel, ts, message, mark)
                return
            except Unsure:
                raise
            except SlackError as error:
                log.info("a message is posted anew (%s)", error.code)
        self.wire.post(work.channel, work.thread, message, mark)
        if ts:
            self.wire.delete(work.channel, ts)

    def _again(self, work: Work) -> None:
        """Take the conversation back to before a question that was edited or deleted, and let it go on from there."""
        seen = self.wire.thread(work.channel, work.thread)
        replies = _by_turn(seen)
        first = min((number for number, (mark, _) in replies.items() if mark.question == work.ts), default=None)
        if first is None:
            self._instead(work, seen)
            return
        asked = {message.ts: plain(message.text) for message in seen if not message.mine}
        self.ward.store.rewind(work.conversation, first, by=person(work.team, work.user))
        for number in sorted(number for number in replies if number >= first):
            mark, at = replies[number]
            text = work.text if mark.question == work.ts else mark.said or asked.get(mark.question, "")
            if text:
                one = replace(work, kind=Kind.ASK, key=mark.key, ts=mark.question, said=mark.said)
                self._show(one, self._turn(one, text), at, note=SAY["edited"])
            else:
                for ts in at:
                    self.wire.delete(work.channel, ts)

    def _instead(self, work: Work, seen: list[Seen]) -> None:
        """An edit or a deletion of what has no reply yet takes the question's place, should that still come."""
        notices = [one for one in seen if one.mark is not None and one.mark.question == work.ts]
        if not notices and not self.ward.store.claim(work.question_key, self.ward.settings.slack_again):
            return
        for notice in notices:  # such as "Ward is busy"
            self.wire.delete(work.channel, notice.ts)
        if work.kind is Kind.EDIT:
            self._ask(replace(work, kind=Kind.ASK, key=work.question_key), False)
        self.ward.store.done(work.question_key)

    def _masked(self, text: str) -> str:
        return mask(text, self.ward.find(text))

    def _left(self, work: Work, seen: list[Seen]) -> list[str] | None:
        """Return the messages that a process left unfinished; None where the whole reply is there.

        A turn that was stored and not shown whole is taken back, so that it is not taken twice.
        """
        marked = [(one.ts, one.mark) for one in seen if one.mark is not None]
        mine = [(ts, mark) for ts, mark in marked if mark.key == work.key]
        if mine and len(mine) >= mine[0][1].parts:
            return None
        shown = max((mark.number for _, mark in marked), default=0)
        records = self.ward.store.records(work.conversation)
        last = json.loads(records[-1]) if records else None
        masked = self._masked(work.text)
        asked = (masked, fingerprint(masked))
        if mine:
            self.ward.store.rewind(work.conversation, mine[0][1].number, by=work.owner)
        elif last is not None and last["number"] > shown and last["question"] in asked:
            self.ward.store.rewind(work.conversation, last["number"], by=work.owner)
        begun = [one.ts for one in seen if one.mine and one.mark is None and one.ts > work.ts]
        return [*(ts for ts, _ in mine), *begun]


def _by_turn(seen: list[Seen]) -> dict[int, tuple[Mark, list[str]]]:
    """Return Ward's replies in a thread by the number of their turn: its mark, and its messages in order."""
    turns: dict[int, list[tuple[Mark, str]]] = {}
    for one in seen:
        if one.mark is not None and one.mark.number:
            turns.setdefault(one.mark.number, []).append((one.mark, one.ts))
    ordered = {number: sorted(held, key=lambda each: each[0].part) for number, held in turns.items()}
    return {number: (held[0][0], [ts for _, ts in held]) for number, held in ordered.items()}

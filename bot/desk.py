"""What the page shows and does, without the page: who sits there asks, looks, corrects, exports. Knows no gradio.

Whatever a browser sends is a wish: whose a conversation is, who may sign and how fast is asked here, for each of them.
"""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from threading import Event
from typing import Any

from bot import coverage_map, guideline_tab
from bot.about_tab import about_view
from bot.access import Rate
from bot.assemble import Assistant
from bot.cards import Setting, announced, partial_card, turn_card
from bot.chips import chips, openers
from bot.coverage_map import Field
from bot.errors import BotError
from bot.evidence import evidence
from bot.export import TYPES, Export, export
from bot.frame import composed_side, foot_strip, header, notice, talk, welcome
from bot.glossary import Glossary
from bot.markup import Html, tag
from bot.store import VERDICTS, Conversation
from bot.turn import Turn
from bot.words import words_of
from corpus.errors import CorpusError
from corpus.review import STATES
from guardrails.identifiers import mask
from guardrails.phrases import Audience
from guardrails.question import Memory
from guardrails.seal import Reply

CHANNEL = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Who sits at the page."""

    user: str
    """As the gate names him: `user:anna`, or `browser:` and a hash."""
    language: str = "en"

    @property
    def name(self) -> str | None:
        """The name of a signed-in user."""
        kind, _, name = self.user.partition(":")
        return name if kind == "user" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What changes on the page; None: it stays."""

    talk: Html | None = None
    side: Html | None = None
    head: Html | None = None
    strip: Html | None = None
    guideline: Html | None = None
    text: str | None = None
    """What stands in the question field."""


class Desk:
    """The page's conversations."""

    def __init__(self, ward: Assistant) -> None:
        self.ward = ward
        self._rate = Rate(ward.settings.rate)
        self._stops: dict[str, Event] = {}

    # What is shown.

    def opened(self, conversation: str, seat: Seat) -> View:
        """Return the page as it opens: a conversation of this reader, or an empty one."""
        try:
            turns = self.ward.turns(conversation, seat.user)
            return View(
                talk=self._talk(turns, seat),
                side=self._side(turns, seat),
                head=self.head(seat),
                strip=self.strip(seat),
            )
        except (BotError, CorpusError) as error:
            return self._refused(conversation, str(error), None, seat)

    def blank(self) -> Html:
        """Return what stands there until the page has opened."""
        return talk(None, [], "", None)

    def head(self, seat: Seat) -> Html:
        ward = self.ward
        return header(ward.guideline, ward.settings.model, self.audience(seat), words_of(seat.language), seat.name)

    def strip(self, seat: Seat) -> Html:
        return foot_strip(self.ward.guideline, self.audience(seat))

    def about(self) -> Html:
        return about_view(self.ward.guideline, self.ward.settings.model, version("ward"))

    def audience(self, seat: Seat) -> Audience:
        chosen = self.ward.store.preference(seat.user, "audience")
        return Audience(chosen) if chosen in tuple(Audience) else Audience.CLINICIAN

    def map(self, what: Mapping[str, Any], seat: Seat) -> Html:
        """Return the coverage map, with the reply to a chosen field."""
        words = words_of(seat.language)
        try:
            reader = self.ward.reviewed()
        except BotError as error:
            return notice(str(error))
        known = [cue.value for cue in self.ward.guideline.reading.diseases]
        disease = what.get("disease") if what.get("disease") in known else self.ward.guideline.disease
        flag = what.get("flag") if what.get("flag") in coverage_map.NAMED_FLAGS else None
        chosen = self._field(what, str(disease), flag)
        reply = tag("p", words["map_pick"], cls="lead")
        if chosen is not None:
            sealed = coverage_map.answer(
                chosen, reader, self.audience(seat), approved_only=self.ward.settings.require_approved
            )
            question = coverage_map.question(chosen, reader)
            reply = coverage_map.answered(question, sealed, self._setting(seat))
        shown = coverage_map.coverage_map(reader, words, str(disease), flag, chosen)
        return tag("div", shown, tag("div", reply, cls="field-reply", id="field-reply", aria_live="polite"))

    def guideline_part(self, part: str, what: Mapping[str, Any], seat: Seat) -> Html:
        """Return a part of the guideline tab: `map`, `table`, `text` or `review`."""
        words = words_of(seat.language)
        try:
            guideline = self.ward.reviewed().guideline
        except BotError as error:
            return notice(str(error))
        if part == "table":
            return guideline_tab.table_view(guideline, words)
        if part == "text":
            return guideline_tab.text_view(guideline, words)
        if part == "review":
            return guideline_tab.review_view(guideline, words, may_sign=self.may_sign(seat))
        return self.map(what, seat)

    def may_sign(self, seat: Seat) -> bool:
        return seat.name is not None and seat.name in self.ward.settings.reviewers

    # What is done.

    def ask(self, text: str, conversation: str, seat: Seat) -> Iterator[View]:
        """Answer a question, view by view; the last one holds the whole turn, stored."""
        words, setting, held = words_of(seat.language), self._setting(seat), conversation
        try:
            before = self.ward.turns(conversation, seat.user)
            if not self._rate.allows(seat.user):
                yield self._refused(conversation, words["wait"], text, seat)
                return
            held = before[0].conversation if before else secrets.token_hex(16)
            number = len(before) + 1
            stop = self._stops[held] = Event()
            stream = self.ward.stream(
                text, held, self.audience(seat), user=seat.user, channel=CHANNEL, stopped=stop.is_set
            )
            if self.ward.settings.model is not None:
                waiting = partial_card(mask(text), number, None, setting, words["reading"])
                yield View(talk=self._talk(before, seat, held, waiting), text="")
            for part in stream:
                if isinstance(part, Turn):
                    turns = [*before, part]
                    yield View(talk=self._talk(turns, seat, said=part), side=self._side(turns, seat), text="")
                elif isinstance(part, Reply):
                    growing = partial_card(mask(text), number, part, setting, words["checking"])
                    yield View(talk=self._talk(before, seat, held, growing), text="")
        except (BotError, CorpusError) as error:
            yield self._refused(conversation, str(error), text, seat)
        finally:
            self._stops.pop(held, None)

    def act(self, what: Mapping[str, Any], seat: Seat) -> View:
        """Do what a click wishes; what is none of it, or not this reader's, changes nothing."""
        conversation, do = str(what.get("conversation") or ""), what.get("do")
        try:
            if do == "new":
                return self.opened("", seat)
            if do == "open":
                return self.opened(str(what.get("id") or ""), seat)
            if do == "delete":
                return self._deleted(str(what.get("id") or ""), conversation, seat)
            if do == "evidence":
                return self._evidence(what, conversation, seat)
            if do == "feedback":
                return self._noted(what, conversation, seat)
            if do == "audience":
                return self._for(what, conversation, seat)
            if do == "stop":
                self.stop(conversation, seat)
        except (BotError, CorpusError) as error:
            return self._refused(conversation, str(error), None, seat)
        return View()

    def stop(self, conversation: str, seat: Seat) -> None:
        """End a model's draft; what was verified so far becomes the reply."""
        event = self._stops.get(conversation)
        if event is not None and self.ward.store.owner(conversation) in (seat.user, None):
            event.set()

    def sign(self, what: Mapping[str, Any], seat: Seat) -> Html:
        """Record a reviewer's decision, where the reader is one, and return the review states."""
        id_, state = str(what.get("id") or ""), what.get("state")
        told: list[Html] = []
        if self.may_sign(seat) and state in STATES and id_ in self.ward.guideline.states:
            try:
                self.ward.sign(id_, state, str(seat.name), seen=str(what.get("hash") or ""))
            except BotError as error:
                told = [notice(str(error))]
        return tag("div", told, self.guideline_part("review", {}, seat))

    def exported(self, conversation: str, form: str, seat: Seat) -> Export | None:
        """Return a conversation of this reader as a file; None where it is not his or the form is none."""
        turns = self.ward.turns(conversation, seat.user)
        return export(turns, form, self.ward.guideline) if turns and form in TYPES else None

    def answered(self, text: str, conversation: str, audience: str, seat: Seat) -> dict[str, Any]:
        """Return a turn as data: what the one open endpoint gives. Of dropped sentences only the reasons.

        Raises:
            BotError: the question cannot be read, or comes too fast.
        """
        if not self._rate.allows(seat.user):
            raise BotError(words_of(seat.language)["wait"])
        owned = conversation if conversation and self.ward.store.owner(conversation) == seat.user else None
        turn = self.ward.ask(text, owned or secrets.token_hex(16), audience, user=seat.user, channel=CHANNEL)
        return {**turn.data(), "dropped": [{"reason": reason} for _, reason in turn.dropped]}

    # Parts.

    def _setting(self, seat: Seat) -> Setting:
        return Setting(guideline=self.ward.guideline, words=words_of(seat.language), glossary=_glossary(self.ward))

    def _talk(
        self,
        turns: list[Turn],
        seat: Seat,
        conversation: str | None = None,
        pending: Html | None = None,
        said: Turn | None = None,
        says: str | None = None,
    ) -> Html:
        words, setting, ward = words_of(seat.language), self._setting(seat), self.ward
        held = conversation or (turns[0].conversation if turns else "")
        noted = {n.number: n for n in ward.store.feedback(held) if n.user == seat.user} if turns else {}
        last: tuple[str, ...] = ()
        if turns and pending is None:
            memory = said.memory if said is not None else ward.store.recall(held)[1]
            last = chips(turns[-1].reply, memory, ward.reader, tuple(turn.question for turn in turns))
        cards = [
            turn_card(turn, setting, chips=last if turn is turns[-1] else (), feedback=noted.get(turn.number))
            for turn in turns
        ]
        chosen = ward.store.preference(seat.user, "audience") is not None
        start = None if turns or pending is not None else welcome(openers(ward.reader), words, asked=chosen)
        told = announced(said, words) if said is not None else ""
        return talk(held, [start, *cards, pending], told, says)

    def _side(self, turns: list[Turn], seat: Seat, shown: Html | None = None, at: str = "") -> Html:
        listed: list[Conversation] = self.ward.store.conversations(seat.user, channel=CHANNEL, limit=30)
        case = turns[-1].case if turns else Memory().case.shown()
        held = turns[0].conversation if turns else ""
        return composed_side(
            case, self.ward.reader, words_of(seat.language), shown, listed, held, at=at, turns=len(turns)
        )

    def _refused(self, conversation: str, says: str, text: str | None, seat: Seat) -> View:
        """Say why nothing was done: below the conversation, or alone where the conversation cannot be read."""
        try:
            shown = self._talk(self.ward.turns(conversation, seat.user), seat, says=says)
        except (BotError, CorpusError):
            shown = talk(None, [], "", says)
        return View(talk=shown, text=text)

    def _deleted(self, id_: str, conversation: str, seat: Seat) -> View:
        if id_ and self.ward.store.owner(id_) == seat.user:
            self.ward.store.remove(id_, by=seat.user)
        return self.opened("" if id_ == conversation else conversation, seat)

    def _evidence(self, what: Mapping[str, Any], conversation: str, seat: Seat) -> View:
        turns = self.ward.turns(conversation, seat.user)
        number, id_ = _number(what.get("number")), str(what.get("id") or "")
        turn = next((turn for turn in turns if turn.number == number), None)
        shown = evidence(turn.reply, id_, self.ward.guideline, words_of(seat.language)) if turn else None
        return View(side=self._side(turns, seat, shown, at=f"{number}-{id_}" if shown else ""))

    def _noted(self, what: Mapping[str, Any], conversation: str, seat: Seat) -> View:
        verdict, number = str(what.get("verdict")), _number(what.get("number"))
        turns = self.ward.turns(conversation, seat.user)
        if verdict in VERDICTS and 0 < number <= len(turns):
            word = str(what.get("word") or "")[:500]
            self.ward.store.note(conversation, number, verdict, word, seat.user)
        return View(talk=self._talk(turns, seat))

    def _for(self, what: Mapping[str, Any], conversation: str, seat: Seat) -> View:
        if what.get("audience") in tuple(Audience):
            self.ward.store.prefer(seat.user, "audience", str(what["audience"]))
        return self.opened(conversation, seat)

    def _field(self, what: Mapping[str, Any], disease: str, flag: str | None) -> Field | None:
        subtypes = {None, *(cue.value for cue in self.ward.guideline.reading.subtypes)}
        subtype, stage, line = what.get("subtype") or None, what.get("stage") or None, what.get("line")
        known = subtype in subtypes and stage in {None, *coverage_map.STAGES} and line in coverage_map.NAMED_LINES
        if what.get("do") != "field" or not known:
            return None
        return Field(disease=disease, subtype=subtype, stage=stage, line=str(line), flag=flag)


@lru_cache(maxsize=4)
def _glossary_of(hash_: str, ward: Assistant) -> Glossary:
    return Glossary(ward.guideline)


def _glossary(ward: Assistant) -> Glossary:
    return _glossary_of(ward.guideline.hash, ward)


def _number(value: object) -> int:
    return int(str(value)) if str(value).isdecimal() and len(str(value)) < 6 else 0

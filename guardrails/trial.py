"""Try a guideline out: its patterns on their own examples, and everything it may show on the last wall. Pure.

What is found here an editor mends before a reader meets it as a question not understood or a reply withheld.
"""

from collections.abc import Iterator, Sequence

from corpus.passage import Guideline, Use
from guardrails.case import Case
from guardrails.fold import plain
from guardrails.lexicon import Lexicon
from guardrails.pattern import Matcher
from guardrails.rule import Outcome, Ruling
from guardrails.seal import seal

Found = tuple[str, tuple[str | int, ...], str]
"""A file, the path of keys and places in it, and what to mend."""


def trial(guideline: Guideline) -> Iterator[Found]:
    """Yield every example that its patterns do not read as it says, and every part that no reply can show."""
    yield from _examples(guideline)
    lexicon = Lexicon(guideline)
    for file, path, ruling in _rulings(guideline):
        for name in seal(ruling, guideline=guideline, lexicon=lexicon, case=Case()).withheld:
            says = f"a reply with this is withheld, for nothing it rests on holds {name!r}; correct it or the text"
            yield file, path, says


def _examples(guideline: Guideline) -> Iterator[Found]:
    reading = guideline.reading
    for key in ("diseases", "subtypes", "lines", "flags", "background"):
        for at, cue in enumerate(getattr(reading, key)):
            yield from _tried("reading.yaml", (key, at), cue.patterns, cue.unless, cue.fires_on, cue.silent_on)
    for key in ("subjects", "elsewhere"):
        if (one := getattr(reading, key)) is not None:
            yield from _tried("reading.yaml", (key,), one.patterns, one.unless, one.fires_on, one.silent_on)
    for at, topic in enumerate(guideline.topics):
        for sign_at, sign in enumerate(topic.signs):
            path = (at, "signs", sign_at)
            yield from _tried("not-covered.yaml", path, sign.asked, (), sign.fires_on, sign.silent_on)
    for at, premise in enumerate(guideline.premises):
        yield from _tried("premises.yaml", (at,), premise.asked, (), premise.fires_on, premise.silent_on)


def _tried(
    file: str,
    path: tuple[str | int, ...],
    patterns: tuple[str, ...],
    unless: tuple[str, ...],
    fires_on: Sequence[str],
    silent_on: Sequence[str],
) -> Iterator[Found]:
    matcher = Matcher(patterns=patterns, unless=unless)
    for at, text in enumerate(fires_on):
        if not matcher.found(plain(text)):
            yield file, (*path, "fires_on", at), f"no pattern here is met by {text!r}; correct a pattern or the example"
    for at, text in enumerate(silent_on):
        if matcher.found(plain(text)):
            yield file, (*path, "silent_on", at), f"a pattern here is met by {text!r}; correct it or add an `unless`"


def _rulings(guideline: Guideline) -> Iterator[tuple[str, tuple[str | int, ...], Ruling]]:
    """Yield a ruling that shows each part of the guideline alone."""
    for at, row in enumerate(guideline.rows):
        yield "table.yaml", ("rows", at), Ruling(outcome=Outcome.RECOMMENDED, rule="trial", rows=(row.id,))
    for passage in guideline.passages:
        if passage.use is Use.BACKGROUND:
            ruling = Ruling(outcome=Outcome.ANSWERED, rule="trial", statements=(passage.id,))
            yield "text.md", (passage.id,), ruling
    for at, topic in enumerate(guideline.topics):
        nearby = tuple(dict.fromkeys((*topic.nearby, *(id_ for sign in topic.signs for id_ in sign.nearby))))
        ruling = Ruling(outcome=Outcome.NOT_COVERED, rule="trial", topics=(topic.id,), statements=nearby)
        yield "not-covered.yaml", (at,), ruling
    for at, premise in enumerate(guideline.premises):
        ruling = Ruling(
            outcome=Outcome.CORRECTED,
            rule="trial",
            statements=premise.statements,
            notes=premise.notes,
            says=(premise.says,),
        )
        yield "premises.yaml", (at,), ruling
    yield "guideline.yaml", ("title",), Ruling(outcome=Outcome.OUT_OF_SCOPE, rule="trial", says=("out-of-scope",))

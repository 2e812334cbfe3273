"""Seal a reply: the only way to make one. Words come from the guideline's data by id, and the finished text is read
once more by the wall; what cannot be traced is withheld. Front ends show a sealed reply or nothing.
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, NoReturn

from corpus.passage import Guideline
from guardrails.case import Case
from guardrails.contents import NOTHING, Contents, Referred, Sentence, contents
from guardrails.lexicon import Lexicon
from guardrails.phrases import SAYS, Audience
from guardrails.render import Block, blocks, foot, markdown, outcome
from guardrails.rule import Outcome, Ruling
from guardrails.treatment import Judge
from guardrails.wall import leaks

_PROCESS = secrets.token_bytes(16)
"""Known to this process alone: a stamp made elsewhere does not fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What a reply is made of, as data: kept with a turn, it is sealed again where the reply is to be shown again."""

    ruling: Ruling
    case: Case = field(default_factory=Case)
    """Without the words that its facts were read from."""
    audience: Audience = Audience.CLINICIAN
    sentences: tuple[Sentence, ...] = ()
    notices: tuple[str, ...] = ()
    referred: Referred = NOTHING
    """As it may be shown: background of documents, and titles; never their text on treatment."""
    hold_prognosis: bool = False
    approved_only: bool = False


class SealError(TypeError):
    """A reply was built by hand; only `seal` makes one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a reader sees."""

    outcome: Outcome
    markdown: str
    disclaimer: str
    """Stands word for word, once, in `markdown`."""
    blocks: tuple[Block, ...]
    rows: tuple[str, ...]
    regimens: tuple[str, ...]
    refs: tuple[int, ...]
    statements: tuple[str, ...]
    notes: tuple[str, ...]
    not_covered: tuple[str, ...]
    withheld: tuple[str, ...]
    """What the wall stopped."""
    recipe: Recipe
    stamp: str = field(repr=False)

    def __post_init__(self) -> None:
        if self.stamp != _stamp({part.name: getattr(self, part.name) for part in fields(self) if part.name != "stamp"}):
            raise SealError("a reply is made by guardrails.seal.seal alone; hand it the ruling and the guideline")

    def __init_subclass__(cls) -> None:
        raise SealError("there is one kind of reply; make it with guardrails.seal.seal")

    def __reduce__(self) -> NoReturn:
        raise SealError("a reply is not copied or pickled; keep what Turn.data returns")

    def __setstate__(self, state: object) -> NoReturn:
        raise SealError("a reply is not put together from its parts; make it with guardrails.seal.seal")

    def __str__(self) -> str:
        return self.markdown


def seal(
    ruling: Ruling,
    *,
    guideline: Guideline,
    lexicon: Lexicon,
    case: Case,
    audience: Audience = Audience.CLINICIAN,
    sentences: Sequence[Sentence] = (),
    notices: Sequence[str] = (),
    referred: Referred = NOTHING,
    hold_prognosis: bool = False,
    approved_only: bool = False,
) -> Reply:
    """Return the reply that a ruling leads to; see `contents` for what the last five leave in and out."""
    judge = Judge(lexicon)
    quotable = tuple(passage for passage in referred.passages if judge.quotable(passage))
    referred = Referred(passages=quotable, holding=_titled(referred.holding, judge))
    shown = contents(
        ruling,
        guideline,
        sentences=sentences,
        notices=notices,
        referred=referred,
        hold_prognosis=hold_prognosis,
        approved_only=approved_only,
    )
    parts = blocks(ruling, shown, case, audience, guideline)
    withheld = leaks("\n".join(part.text for part in parts), shown.held(guideline), lexicon)
    if withheld:
        shown = Contents()
        parts = [outcome(ruling), Block(kind="says", text=SAYS["withheld"], words=SAYS["withheld"])]
    disclaimer = guideline.disclaimer.patient if audience is Audience.PATIENT else guideline.disclaimer.professional
    parts += [*foot(shown, guideline), Block(kind="disclaimer", text=disclaimer, words=disclaimer)]
    text = markdown(parts)
    whole: dict[str, Any] = {
        "outcome": ruling.outcome,
        "markdown": text,
        "disclaimer": disclaimer,
        "blocks": tuple(parts),
        "rows": tuple(row.id for row in shown.rows),
        "regimens": tuple(dict.fromkeys(row.regimen for row in shown.rows if row.regimen is not None)),
        "refs": shown.refs,
        "statements": shown.statements,
        "notes": tuple(id_ for id_, _ in shown.notes),
        "not_covered": tuple(topic.id for topic in shown.topics),
        "withheld": withheld,
        "recipe": Recipe(
            ruling=ruling,
            case=replace(case, facts=()),
            audience=audience,
            sentences=tuple(sentences),
            notices=tuple(notices),
            referred=referred,
            hold_prognosis=hold_prognosis,
            approved_only=approved_only,
        ),
    }
    return Reply(**whole, stamp=_stamp(whole))


def _titled(holding: Sequence[tuple[str, str]], judge: Judge) -> tuple[tuple[str, str], ...]:
    """Return documents with the titles that may be shown; one that says what to do is not among them."""
    return tuple((id_, title if judge.sayable(title) else "") for id_, title in holding)


def sealed_again(recipe: Recipe, *, guideline: Guideline, lexicon: Lexicon) -> Reply:
    """Return the reply of a recipe, read by the wall once more.

    Raises:
        KeyError: the guideline no longer holds what the reply showed.
    """
    return seal(
        recipe.ruling,
        guideline=guideline,
        lexicon=lexicon,
        case=recipe.case,
        audience=recipe.audience,
        sentences=recipe.sentences,
        notices=recipe.notices,
        referred=recipe.referred,
        hold_prognosis=recipe.hold_prognosis,
        approved_only=recipe.approved_only,
    )


def _stamp(whole: Mapping[str, object]) -> str:
    """Return what binds every part of a reply to this process."""
    written = repr(sorted(whole.items()))
    return hashlib.blake2b(written.encode("utf-8", "replace"), key=_PROCESS).hexdigest()

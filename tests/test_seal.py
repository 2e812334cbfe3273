"""Only `seal` makes a reply; the disclaimer stands in every one of them, and what cannot be traced is withheld."""

import copy
import pickle
from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.passage import STAGES, Guideline, Use
from guardrails.case import Case
from guardrails.contents import Sentence
from guardrails.decide import Clarify, NotCovered, Recommended, decide
from guardrails.fold import plain
from guardrails.phrases import SAYS, Audience
from guardrails.read import Reader
from guardrails.render import Block
from guardrails.rule import Outcome, Ruling
from guardrails.seal import Recipe, Reply, SealError, seal
from guardrails.wall import leaks


def sealed(reader: Reader, ruling: Ruling, **more: Any) -> Reply:
    return seal(ruling, guideline=reader.guideline, lexicon=reader.lexicon, **{"case": Case(), **more})


def answered(reader: Reader, text: str, passage: str = "F10") -> Reply:
    """Return the reply to a background question whose draft says `text` and cites a passage."""
    ruling = Ruling(outcome=Outcome.ANSWERED, rule="quoted", says=("passages",))
    return sealed(reader, ruling, sentences=[Sentence(text=text, passage=passage)])


@pytest.fixture(scope="module")
def reply(reader: Reader) -> Reply:
    return sealed(reader, Ruling(outcome=Outcome.RECOMMENDED, rule="table", rows=("R1", "R2"), says=("rows",)))


# Nobody builds or alters a reply by hand.


def parts(reply: Reply) -> dict[str, Any]:
    return {part.name: getattr(reply, part.name) for part in fields(reply)}


ALTERED = [
    ("outcome", Outcome.ANSWERED),
    ("markdown", "Give rituximab."),
    ("disclaimer", ""),
    ("blocks", (Block(kind="row", text="Give rituximab."),)),
    ("rows", ("R9",)),
    ("regimens", ("pgemox",)),
    ("refs", ()),
    ("statements", ("F40",)),
    ("notes", ("K8",)),
    ("not_covered", ("X1",)),
    ("withheld", ("rituximab",)),
    ("recipe", Recipe(ruling=Ruling(outcome=Outcome.ANSWERED, rule="table", rows=("R9",)))),
    ("stamp", "0" * 128),
]


def test_every_part_of_a_reply_is_tried(reply: Reply) -> None:
    assert [name for name, _ in ALTERED] == [part.name for part in fields(reply)]


@pytest.mark.parametrize(("part", "value"), ALTERED)
def test_a_reply_with_one_altered_part_is_refused(reply: Reply, part: str, value: object) -> None:
    with pytest.raises(SealError, match="a reply is made by guardrails"):
        Reply(**{**parts(reply), part: value})


@pytest.mark.parametrize(("part", "value"), ALTERED)
def test_a_part_of_a_reply_cannot_be_replaced(reply: Reply, part: str, value: Any) -> None:
    with pytest.raises(SealError, match="a reply is made by guardrails"):
        replace(reply, **{part: value})


@pytest.mark.parametrize(("part", "value"), ALTERED)
def test_a_part_of_a_reply_cannot_be_set(reply: Reply, part: str, value: object) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(reply, part, value)


def test_a_reply_without_a_stamp_is_refused() -> None:
    with pytest.raises(TypeError):
        Reply(markdown="Give rituximab.")  # type: ignore[call-arg]


def test_the_stamp_of_one_reply_does_not_fit_another(reader: Reader, reply: Reply) -> None:
    other = sealed(reader, Ruling(outcome=Outcome.REFUSED, rule="hazard", says=("refused",)))

    with pytest.raises(SealError):
        replace(other, stamp=reply.stamp)


@pytest.mark.parametrize(
    "hand",
    [
        pytest.param(copy.copy, id="copy"),
        pytest.param(copy.deepcopy, id="deep copy"),
        pytest.param(lambda reply: pickle.loads(pickle.dumps(reply)), id="pickle"),
        pytest.param(lambda reply: Reply.__new__(Reply).__setstate__(list(parts(reply).values())), id="state by hand"),
        pytest.param(lambda reply: type("Reply", (Reply,), {"__post_init__": lambda self: None}), id="another kind"),
    ],
)
def test_no_second_reply_comes_of_a_first(reply: Reply, hand: Any) -> None:
    with pytest.raises(SealError):
        hand(reply)


def test_the_same_parts_make_the_same_reply(reply: Reply) -> None:
    assert Reply(**parts(reply)) == reply
    assert str(reply) == reply.markdown


# The disclaimer.


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("outcome", Outcome)
def test_the_disclaimer_stands_once_word_for_word(reader: Reader, outcome: Outcome, audience: Audience) -> None:
    disclaimers = reader.guideline.disclaimer
    expected = disclaimers.patient if audience is Audience.PATIENT else disclaimers.professional
    other = disclaimers.professional if audience is Audience.PATIENT else disclaimers.patient
    ruling = Ruling(
        outcome=outcome, rule="any", rows=("R1",), statements=("F10",), topics=("X12",), says=("not-covered",)
    )

    reply = sealed(reader, ruling, audience=audience)

    assert reply.withheld == ()
    assert reply.disclaimer == expected
    assert reply.markdown.count(expected) == 1
    assert other not in reply.markdown


@pytest.mark.parametrize("audience", Audience)
def test_the_disclaimer_stands_in_a_reply_that_is_withheld(reader: Reader, audience: Audience) -> None:
    ruling = Ruling(outcome=Outcome.ANSWERED, rule="quoted", says=("passages",))

    reply = sealed(reader, ruling, audience=audience, sentences=[Sentence(text="Give rituximab.", passage="F10")])

    assert reply.withheld
    assert reply.markdown.count(reply.disclaimer) == 1


def test_an_emergency_is_told_so_first(reader: Reader) -> None:
    reply = sealed(reader, Ruling(outcome=Outcome.URGENT, rule="hazard"), audience=Audience.PATIENT)

    assert [block.kind for block in reply.blocks] == ["outcome", "urgent", "disclaimer"]
    assert reader.guideline.disclaimer.urgent in reply.markdown


# Rulings, whatever their ids, seal with nothing from elsewhere.


def rulings(guideline: Guideline) -> st.SearchStrategy[Ruling]:
    def some(values: Any, most: int = 6) -> st.SearchStrategy[tuple[str, ...]]:
        return st.lists(st.sampled_from(list(values)), max_size=most, unique=True).map(tuple)

    return st.builds(
        Ruling,
        outcome=st.sampled_from(Outcome),
        rule=st.just("any"),
        rows=some(row.id for row in guideline.rows),
        topics=some(topic.id for topic in guideline.topics),
        statements=some(passage.id for passage in guideline.passages),
        notes=some(note.id for note in guideline.notes),
        says=some(SAYS, most=3),
        decision=st.none() | cases(guideline).map(lambda case: decide(case, guideline)),
    )


def cases(guideline: Guideline) -> st.SearchStrategy[Case]:
    return st.builds(
        Case,
        disease=st.none() | st.sampled_from([cue.value for cue in guideline.reading.diseases]),
        subtypes=st.frozensets(st.sampled_from([cue.value for cue in guideline.reading.subtypes])),
        stages=st.frozensets(st.sampled_from(STAGES)),
        lines=st.frozensets(st.sampled_from(["first", "consolidation", "relapsed-refractory", "maintenance"])),
        flags=st.frozensets(st.sampled_from(["under-18", "pregnancy", "unfit"]), max_size=2),
        compared=st.booleans(),
    )


@given(data=st.data())
@settings(max_examples=80)
def test_any_ruling_seals_and_nothing_of_it_leaks(reader: Reader, guideline: Guideline, data: st.DataObject) -> None:
    ruling = data.draw(rulings(guideline))
    case = data.draw(cases(guideline))
    audience = data.draw(st.sampled_from(Audience))
    notices = data.draw(st.lists(st.sampled_from(["no-index", "language", "no-dense"]), unique=True))

    reply = sealed(
        reader, ruling, case=case, audience=audience, notices=notices, hold_prognosis=data.draw(st.booleans())
    )

    assert reply.withheld == ()
    assert reply.rows == tuple(ruling.rows)
    assert reply.markdown.count(reply.disclaimer) == 1
    held = [p.text for p in guideline.passages] + [t.text for t in guideline.topics] + [n.text for n in guideline.notes]
    held += [part for r in guideline.regimens.values() for part in (r.name, *r.drugs)] + ["1 2 3"]
    body = reply.markdown.replace(reply.disclaimer, "").partition("\n\nSources: ")[0]
    assert leaks(body, held, reader.lexicon) == ()


@given(data=st.data())
@settings(max_examples=60)
def test_what_is_quarantined_or_a_treatment_is_never_a_quote(
    reader: Reader, guideline: Guideline, data: st.DataObject
) -> None:
    closed = [p for p in guideline.passages if p.use is not Use.BACKGROUND]
    ruling = data.draw(rulings(guideline))
    sentences = [Sentence(text=p.text, passage=p.id) for p in data.draw(st.lists(st.sampled_from(closed), min_size=1))]

    reply = sealed(reader, ruling, sentences=sentences)

    quoted = {block.id for block in reply.blocks if block.kind == "quote"}
    assert quoted & {p.id for p in closed} == set()
    assert not any(p.text in reply.markdown for p in closed if p.use is Use.QUARANTINED)
    of_rows = {statement for id_ in reply.rows for statement in guideline.row(id_).statements}
    assert set(reply.statements) & {p.id for p in closed} <= of_rows


@pytest.mark.parametrize("id_", ["F14", "F15", "F23", "F39", "F40", "F41", "F42"])
def test_a_closed_passage_is_not_quoted(reader: Reader, guideline: Guideline, id_: str) -> None:
    text = guideline.passage(id_).text

    reply = answered(reader, text, passage=id_)

    assert text not in reply.markdown
    assert reply.statements == ()


@given(data=st.data())
@settings(max_examples=60)
def test_every_decision_of_the_table_seals_its_own_rows(
    reader: Reader, guideline: Guideline, data: st.DataObject
) -> None:
    case = data.draw(cases(guideline))
    decision = decide(case, guideline)
    rows = decision.rows if isinstance(decision, Recommended) else ()
    outcome = {Recommended: Outcome.RECOMMENDED, Clarify: Outcome.CLARIFY, NotCovered: Outcome.NOT_COVERED}[
        type(decision)
    ]

    reply = sealed(
        reader, Ruling(outcome=outcome, rule="table", rows=rows, decision=decision, says=("rows",)), case=case
    )

    assert reply.withheld == ()
    assert reply.rows == rows
    assert set(reply.refs) == {ref for id_ in rows for ref in guideline.row(id_).refs}


def test_every_correction_of_a_premise_is_held_by_its_own_statements(reader: Reader, guideline: Guideline) -> None:
    for premise in guideline.premises:
        ruling = Ruling(
            outcome=Outcome.CORRECTED,
            rule=premise.id,
            statements=premise.statements,
            notes=premise.notes,
            says=(premise.says,),
        )

        reply = sealed(reader, ruling)

        assert (premise.id, reply.withheld) == (premise.id, ())
        assert premise.says in reply.markdown


def test_a_correction_that_its_statements_do_not_hold_is_withheld(reader: Reader) -> None:
    ruling = Ruling(outcome=Outcome.CORRECTED, rule="any", statements=("F10",), says=("Give rituximab instead.",))

    assert "rituximab" not in sealed(reader, ruling).markdown


@pytest.mark.parametrize("nowhere", [{"rows": ("R99",)}, {"statements": ("F99",)}, {"topics": ("X99",)}], ids=str)
def test_an_id_that_is_nowhere_makes_no_reply(reader: Reader, nowhere: dict[str, Any]) -> None:
    with pytest.raises(KeyError, match="99"):
        sealed(reader, Ruling(outcome=Outcome.RECOMMENDED, rule="table", **nowhere))


# A sentence that says more than its passage is withheld.


def test_a_passage_itself_is_shown(reader: Reader, guideline: Guideline) -> None:
    reply = answered(reader, guideline.passage("F10").text)

    assert reply.withheld == ()
    assert f"> {guideline.passage('F10').text} [1] (F10)" in reply.markdown


def hidden(word: str) -> list[tuple[str, str]]:
    """Return a word and the ways to hide it."""
    look_alikes = str.maketrans("aceopxyACEHOPTBMKi", "асеорхуАСЕНОРТВМКі")
    return [
        ("as it is", word),
        ("in capitals", word.upper()),
        ("Cyrillic look-alikes", word.translate(look_alikes)),
        ("zero-width", "\u200b".join(word)),
        ("soft hyphens", "\u00ad".join(word)),
        ("letter by letter", " ".join(word)),
        ("letter by letter with dots", ".".join(word)),
        ("full-width", "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in word)),
        ("combining accents", "".join(c + "\u0301" if c.isalpha() else c for c in word)),
        (
            "mathematical letters",
            "".join(chr(0x1D41A + ord(c) - 97) if c.isascii() and c.islower() else c for c in word),
        ),
    ]


FOREIGN = [
    pytest.param(f"Imaging is CT, and give {written}.", id=f"{word}: {how}")
    for word in ("rituximab", "bortezomib", "Keytruda", "CHOP", "DeVIC", "chidamide")
    for how, written in hidden(word)
]

QUANTITIES = [
    pytest.param(f"Imaging: CT of chest, abdomen and pelvis. {more}", id=more)
    for more in (
        "Give 2500 IU/m2.",
        "Give 2,500 units per square metre.",
        "Give ２５００ IU.",
        "Give 2\u200b500 IU.",
        "At 50 Gy.",
        "At fifty Gy.",
        "Twice, every 3 weeks.",
        "Repeat after four cycles.",
        "Repeat after two weeks.",
        "Survival is 6.7 months.",
        "In 80% of patients.",
        "See reference 4711.",
        "AUC 5.",
        "100mg of it.",
    )
]


@pytest.mark.parametrize("text", FOREIGN)
def test_a_drug_or_regimen_that_the_passage_does_not_hold_is_withheld(reader: Reader, text: str) -> None:
    reply = answered(reader, text)

    assert reply.withheld
    assert plain(text) not in plain(reply.markdown)
    assert SAYS["withheld"] in reply.markdown
    assert (reply.statements, reply.refs, reply.rows) == ((), (), ())


@pytest.mark.parametrize("text", QUANTITIES)
def test_a_dose_or_number_that_the_passage_does_not_hold_is_withheld(reader: Reader, text: str) -> None:
    reply = answered(reader, text)

    assert reply.withheld
    assert text not in reply.markdown


def test_a_regimen_of_the_guideline_is_foreign_to_a_passage_that_does_not_name_it(reader: Reader) -> None:
    reply = answered(reader, "NUT midline carcinoma is treated with P-GEMOX.", passage="F37")

    assert "P-GEMOX" in reply.withheld
    assert "P-GEMOX" not in reply.markdown


@given(data=st.data())
@settings(max_examples=80)
def test_a_drug_from_nowhere_never_gets_past(reader: Reader, guideline: Guideline, data: st.DataObject) -> None:
    foreign = [term for term in guideline.lexicon if not term.in_text and term.kind in ("drug", "regimen")]
    names = [term.name for term in foreign if term.name not in term.capitals]  # those are in test_wall
    passage = data.draw(st.sampled_from([p for p in guideline.passages if p.use is Use.BACKGROUND]))
    name = data.draw(st.sampled_from(names))
    _, written = data.draw(st.sampled_from(hidden(name)[:3]))
    at = data.draw(st.integers(0, len(passage.text.split())))
    words = passage.text.split()

    reply = answered(reader, " ".join([*words[:at], written, *words[at:]]), passage=passage.id)

    assert reply.withheld
    assert written not in reply.markdown

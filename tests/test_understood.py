"""What Ward understood, and what a click makes of it: every correction is read as exactly the value it says."""

import pytest

from bot.assemble import Assistant
from bot.chips import chips, openers
from bot.corrections import correction, forgetting_stage, values_of, withdrawal
from bot.coverage_map import Field, answer, coverage_map, fields, question
from bot.understood import understood
from bot.words import ENGLISH
from corpus.pack import GUIDELINES, read_guideline
from guardrails.case import Case, Dimension
from guardrails.coverage import NAMED_LINES
from guardrails.decide import Clarify, Recommended, decide
from guardrails.phrases import FLAGS, Audience
from guardrails.question import Memory
from guardrails.read import Reader
from guardrails.rule import Outcome

SHIPPED = read_guideline(GUIDELINES / "nk-t-cell-lymphoma")
EVERY = [(dimension, value) for dimension in Dimension for value in values_of(dimension, SHIPPED)]
LEADS = ("recommended", "answered", "corrected", "clarify")


def held(case: Case, dimension: Dimension) -> set[str]:
    return {
        Dimension.DISEASE: {case.disease} if case.disease else set(),
        Dimension.SUBTYPE: set(case.subtypes),
        Dimension.STAGE: set(case.stages),
        Dimension.LINE: set(case.lines),
        Dimension.FLAG: set(case.flags),
    }[dimension]


@pytest.mark.parametrize(("dimension", "value"), EVERY)
def test_a_correction_sets_its_value_and_nothing_else(reader: Reader, dimension: Dimension, value: str) -> None:
    before = reader.read("Which regimen for stage IV nasal ENKTL, relapsed?")
    memory = Memory(case=before.kept, questions=("?",), outcome="recommended", asks=before.asks)
    text = correction(dimension, value, reader)

    assert text is not None
    after = reader.read(text, memory).kept

    assert held(after, dimension) == {value}
    if dimension is not Dimension.DISEASE:
        assert all(held(after, other) == held(before.kept, other) for other in Dimension if other is not dimension)


@pytest.mark.parametrize("flag", FLAGS)
def test_a_population_flag_is_taken_back(reader: Reader, flag: str) -> None:
    memory = Memory(case=Case(subtypes=frozenset({"nasal"}), flags=frozenset({flag})), questions=("?",))
    text = withdrawal(flag, reader)

    assert text is not None
    after = reader.read(text, memory).kept

    assert (after.flags, after.subtypes) == (frozenset(), frozenset({"nasal"}))


def test_a_stage_is_forgotten(reader: Reader) -> None:
    memory = Memory(case=Case(subtypes=frozenset({"nasal"}), stages=frozenset({"IV"})), questions=("?",))

    assert reader.read(forgetting_stage(), memory).kept.stages == frozenset()


def test_a_corrected_conversation_is_decided_anew(ward: Assistant) -> None:
    ward.ask("Which regimen for stage IV nasal ENKTL, first line?", "c")
    text = correction(Dimension.STAGE, "II", ward.reader)

    assert text is not None
    assert ward.ask(text, "c").reply.rows == ("R1", "R2", "R3")


def test_each_fact_stands_with_its_words(ward: Assistant) -> None:
    turn = ward.ask("Which regimen for stage IV nasal ENKTL in a <b>pregnant</b> woman?")

    shown = understood(turn.case, ward.reader, ENGLISH)

    assert "<q><bdi>stage IV</bdi></q>" in shown and "<q><bdi>ENKTL</bdi></q>" in shown
    assert "pregnant or breast-feeding" in shown and "<b>" not in shown


# Follow-ups.

TALKS = (
    ("Which regimen for stage IV nasal ENKTL, first line?",),
    ("What is the treatment?",),
    ("Treatment of stage I nasal disease?", "Relapsed: what now?"),
    ("Which imaging at diagnosis?",),
    ("Stage I nasal and pregnant: which treatment?",),
    ("How is NUT carcinoma treated?",),
    ("How do I bake bread?",),
    ("What dose of pegaspargase?",),
)


@pytest.mark.parametrize("talk", TALKS, ids=" / ".join)
@pytest.mark.parametrize("audience", Audience)
def test_a_chip_leads_somewhere_and_names_no_drug_of_its_own(
    ward: Assistant, talk: tuple[str, ...], audience: Audience
) -> None:
    turn = [ward.ask(text, "c", audience) for text in talk][-1]
    offered = chips(turn.reply, turn.memory, ward.reader, talk)

    assert offered
    shown = {drug for row in turn.reply.regimens for drug in ward.guideline.regimens[row].drugs}
    for at, chip in enumerate(offered):
        named = {m.name for m in ward.reader.read(chip).mentions if m.term is None or m.term.kind == "drug"}
        assert named <= shown, chip
        for text in talk:
            ward.ask(text, f"c{at}", audience)
        assert ward.ask(chip, f"c{at}", audience).reply.outcome in LEADS, chip


def test_an_emergency_has_no_follow_up(ward: Assistant) -> None:
    turn = ward.ask("He has chest pain and cannot breathe")

    assert turn.reply.outcome is Outcome.URGENT
    assert chips(turn.reply, turn.memory, ward.reader) == ()


def test_a_question_to_start_with_leads_somewhere(ward: Assistant) -> None:
    assert len(openers(ward.reader)) == 4
    for text in openers(ward.reader):
        assert ward.ask(text).reply.outcome in LEADS


@pytest.mark.embedder
def test_background_chips_are_answered_by_the_real_search(
    home: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from bot.assemble import assistant
    from bot.settings import Settings

    ward = assistant(Settings.read({"WARD_HOME": str(tmp_path_factory.mktemp("real"))}))
    first = ward.ask("Which regimen for stage IV nasal ENKTL, first line?", "c")
    asked = [first.question]
    for at in range(8):
        turn = ward.ask(asked[-1], f"d{at}")
        for chip in (*chips(turn.reply, turn.memory, ward.reader, tuple(asked)), *openers(ward.reader)):
            if chip not in asked:
                asked.append(chip)
                break
        else:
            break
    assert len(asked) > 4
    for text in asked:
        assert ward.ask(text).reply.outcome in LEADS, text


# The map.


@pytest.mark.parametrize("line", NAMED_LINES)
def test_each_field_is_read_as_its_case_and_decided_as_the_table_decides(reader: Reader, line: str) -> None:
    for field in fields(reader.guideline, reader.guideline.disease, line):
        case = reader.read(question(field, reader)).case
        assert case.subtypes == (frozenset({field.subtype}) if field.subtype else frozenset())
        assert case.stages == (frozenset({field.stage}) if field.stage else frozenset())
        assert case.lines == frozenset({field.line})

        decision = decide(case, reader.guideline)
        reply = answer(field, reader)

        assert reply.rows == (decision.rows if isinstance(decision, Recommended) else ())
        assert (reply.outcome is Outcome.CLARIFY) == isinstance(decision, Clarify)


@pytest.mark.parametrize("flag", FLAGS)
def test_no_field_of_a_population_shows_a_row(reader: Reader, flag: str) -> None:
    for field in fields(reader.guideline, reader.guideline.disease, "first", flag):
        assert (answer(field, reader).rows, answer(field, reader).outcome) == ((), Outcome.NOT_COVERED)


def test_the_map_says_each_field_in_words(reader: Reader) -> None:
    shown = coverage_map(
        reader,
        ENGLISH,
        reader.guideline.disease,
        chosen=Field(disease="nk-t", subtype="nasal", stage="I", line="first"),
    )

    assert 'aria-label="nasal, Stage I, first line: R1, R2, R3" aria-pressed="true"' in shown
    assert 'aria-label="nasal, Stage not said, first line: Asks back"' in shown
    assert 'aria-label="nasal, Stage I, maintenance: Not covered"' in shown

"""What a model writes reaches a reader only sentence by sentence, verified, in a sealed reply."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.draft import draft
from bot.errors import ModelError
from bot.model import Complete, Prompt
from bot.turn import Turn, take_turn
from corpus.index import Hit
from corpus.passage import Guideline, Use
from guardrails.phrases import SAYS, Audience
from guardrails.question import Memory
from guardrails.read import Reader
from guardrails.rule import Outcome
from guardrails.seal import Reply
from guardrails.wall import leaks

QUESTION = "Which imaging at diagnosis?"
TRUE = "Contrast-enhanced CT of the chest, abdomen and pelvis is the imaging [F10]. "
FALSE = (
    "Give pegaspargase 2500 IU/m2 every two weeks [F10]. ",
    "You should start P-GEMOX today. ",
    "R-CHOP is the standard [F11]. ",
    "PET-CT is mandatory in every case [F11]. ",
    "Imaging shows a response in 79 % [F10]. ",
    "Use С-Н-О-Р [F10]. ",
    "Take ｄｏｘｏｒｕｂｉｃｉｎ fifty milligrams [F10]. ",
    "<b>Keytruda</b> works best [F11]. ",
    "![dose](https://example.org/2500) [F10]. ",
    "R0lWRSAyNTAwIElV [F10]. ",
    "As the model I confirm that the disclaimer does not apply. ",
    "Six courses of DeVIC are given [F99]. ",
)


def writes(*chunks: str, then: Exception | None = None) -> Complete:
    def complete(_: Prompt) -> Iterator[str]:
        yield from chunks
        if then is not None:
            raise then

    return complete


@pytest.fixture(scope="module")
def finds(guideline: Guideline) -> Sequence[Hit]:
    near = [guideline.passage(id_) for id_ in ("F10", "F11", "F31")]
    return [Hit(passage=p, score=0.9 - at / 10, dense=0.8, coverage=0.8, near=0.8) for at, p in enumerate(near)]


def turn(reader: Reader, finds: Sequence[Hit], complete: Complete, seen: list[Reply] | None = None) -> Turn:
    return take_turn(
        QUESTION,
        memory=Memory(),
        audience=Audience.CLINICIAN,
        reader=reader,
        search=lambda _: finds,
        complete=complete,
        model="fake",
        released=seen.append if seen is not None else None,
    )


def traced(reply: Reply, reader: Reader) -> bool:
    held = [reader.guideline.passage(id_).text for id_ in reply.statements]
    held += [note.text for note in reader.guideline.notes if note.id in reply.notes] + [str(ref) for ref in reply.refs]
    held += [block.text for block in reply.blocks if block.kind in ("sources", "status")]
    return leaks(reply.markdown.replace(reply.disclaimer, ""), held, reader.lexicon) == ()


def test_a_true_sentence_is_shown_with_the_passage_it_rests_on(reader: Reader, finds: Sequence[Hit]) -> None:
    reply = turn(reader, finds, writes(TRUE)).reply

    kinds = [block.kind for block in reply.blocks]
    assert kinds.count("sentence") == 1
    assert reader.guideline.passage("F10").text in reply.markdown


@pytest.mark.parametrize("false", FALSE)
def test_a_false_sentence_is_dropped_and_said_to_be(reader: Reader, finds: Sequence[Hit], false: str) -> None:
    taken = turn(reader, finds, writes(TRUE, false))

    assert taken.dropped
    assert false.split(" [")[0].strip() not in taken.reply.markdown
    assert traced(taken.reply, reader)


def test_a_draft_of_which_too_little_holds_gives_the_quotes(reader: Reader, finds: Sequence[Hit]) -> None:
    reply = turn(reader, finds, writes(*FALSE)).reply

    assert SAYS["too-little"] in reply.markdown
    assert [block.kind for block in reply.blocks].count("quote") == len(finds)


@pytest.mark.parametrize(
    "written", [(), (TRUE,), (TRUE, "and then it")], ids=["nothing", "a sentence", "half a sentence"]
)
def test_a_model_that_fails_gives_the_quotes_with_a_notice(
    reader: Reader, finds: Sequence[Hit], written: tuple[str, ...]
) -> None:
    reply = turn(reader, finds, writes(*written, then=ModelError("gone"))).reply

    assert reply.outcome is Outcome.ANSWERED
    assert SAYS["no-model"] in reply.markdown
    assert [block.kind for block in reply.blocks].count("quote") == len(finds)


def test_the_model_is_never_asked_about_treatment(reader: Reader, finds: Sequence[Hit]) -> None:
    def complete(prompt: Prompt) -> Iterator[str]:
        raise AssertionError(prompt)

    taken = take_turn(
        "Which regimen for stage IV nasal disease?",
        memory=Memory(),
        audience=Audience.CLINICIAN,
        reader=reader,
        search=lambda _: finds,
        complete=complete,
    )

    assert taken.reply.rows
    assert taken.model is None


def test_no_treatment_passage_can_enter_a_prompt(guideline: Guideline, reader: Reader) -> None:
    treatment = [passage for passage in guideline.passages if passage.use is not Use.BACKGROUND]

    with pytest.raises(ValueError, match="background"):
        draft(QUESTION, treatment, complete=writes(TRUE), lexicon=reader.lexicon)


def chunked(text: str, cuts: list[int]) -> list[str]:
    places = sorted({cut % (len(text) + 1) for cut in cuts})
    return [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]


@given(order=st.permutations([TRUE, *FALSE]), cuts=st.lists(st.integers(0, 5000), max_size=40))
def test_nothing_unverified_is_shown_while_it_streams(
    reader: Reader, finds: Sequence[Hit], order: list[str], cuts: list[int]
) -> None:
    text, seen = "".join(order), list[Reply]()

    whole = turn(reader, finds, writes(text), seen)
    pieces = turn(reader, finds, writes(*chunked(text, cuts)), seen)

    assert pieces.reply.markdown == whole.reply.markdown
    assert pieces.dropped == whole.dropped
    for reply in (*seen, whole.reply):
        assert traced(reply, reader)
        assert reply.markdown.count(reply.disclaimer) == 1


@given(text=st.text(max_size=300))
def test_any_draft_ends_in_a_sealed_reply_that_can_be_traced(reader: Reader, finds: Sequence[Hit], text: str) -> None:
    assert traced(turn(reader, finds, writes(text)).reply, reader)

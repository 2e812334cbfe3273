"""With the real embedding model: what a document answers is answered from it, what none answers is not."""

import pytest

from bot.assemble import Assistant, assistant
from bot.settings import Settings
from tests.documents import GLIMMERPOX, TARNISH, html, pdf, written
from tests.test_library import take_in

pytestmark = pytest.mark.embedder

ANSWERED = """Where does glimmerpox occur? What does glimmerpox look like? What is the cause of glimmerpox? How is glimmerpox classified?
What is the outlook of glimmerpox? How common is glimmerpox? Which imaging shows the silver rash? What causes tarnish fever?
What are the early signs of tarnish fever? Does tarnish fever leave scars? Are green nails common in tarnish fever?
Which forms of glimmerpox are there? Is glimmerpox painful? How does tarnish fever spread? Who gets glimmerpox?"""
TREATMENT = """What is the treatment of glimmerpox? How is glimmerpox treated? Which drug for tarnish fever? What dose of zorbanol?
Should I take verdil? Which medicine helps in glimmerpox? What helps against tarnish fever?"""
ELSEWHERE = """What is the capital of France? How do I bake bread? What does psoriasis look like? How is lupus classified?
How long does influenza last? Is hepatitis painful? What are the early signs of Parkinson's disease? Does measles leave scars?
Who won the world cup? What are the symptoms of gout? How common is epilepsy? What is the outlook of lupus?
Which forms of leprosy are there? Can I eat mushrooms? How does malaria spread? What is silver worth? How long does a fever last?
What are signs of dehydration? Where does malaria occur? What causes hiccups?"""


def questions(text: str) -> list[str]:
    return [f"{question.strip()}?" for question in text.split("?") if question.strip()]


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("near")
    take_in(
        folder / "home", written(folder, "a.pdf", pdf(GLIMMERPOX, columns=2)), written(folder, "b.html", html(TARNISH))
    )
    return assistant(Settings.read({"WARD_HOME": str(folder / "home")}))


def test_what_a_document_answers_is_answered_from_it(ward: Assistant) -> None:
    asked = questions(ANSWERED)
    answered = [question for question in asked if ward.ask(question).rule == "document"]

    assert len(answered) >= 0.9 * len(asked), set(asked) - set(answered)


@pytest.mark.parametrize("question", questions(TREATMENT))
def test_a_treatment_is_never_quoted_from_a_document(question: str, ward: Assistant) -> None:
    reply = ward.ask(question).reply

    assert reply.outcome in ("not_covered", "out_of_scope") and reply.statements == ()
    assert "zorbanol" not in reply.markdown.lower() and "verdil" not in reply.markdown.lower()


def test_most_treatments_name_the_document_that_holds_them(ward: Assistant) -> None:
    asked = questions(TREATMENT)

    assert sum("no rule covers yet" in ward.ask(question).reply.markdown for question in asked) >= 0.8 * len(asked)


def test_what_no_document_answers_is_not_answered(ward: Assistant) -> None:
    assert [question for question in questions(ELSEWHERE) if ward.ask(question).rule.startswith("document")] == []

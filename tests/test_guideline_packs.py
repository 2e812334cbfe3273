"""The page for editors: its examples are a whole folder that loads and answers, and no key is left out of it."""

import re
from pathlib import Path

import pytest

from bot.check import to_mend
from bot.turn import take_turn
from corpus import passage
from corpus.pack import read_guideline
from guardrails.phrases import Audience
from guardrails.question import Memory
from guardrails.read import Reader
from tests.conftest import INVENTED_PACK, ROOT

PAGE = (ROOT / "docs" / "guideline-packs.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^```(?:yaml|markdown) file=(\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the page builds."""
    built = tmp_path_factory.mktemp("small-glimmerpox")
    for file, text in EXAMPLES.items():
        (built / file).write_text(text, encoding="utf-8")
    return built


def test_the_page_shows_every_file() -> None:
    assert set(EXAMPLES) == {path.name for path in INVENTED_PACK.iterdir()}


def test_the_folder_of_the_page_has_nothing_to_mend(folder: Path) -> None:
    assert to_mend(folder) == []


@pytest.mark.parametrize(
    ("text", "outcome", "rows"),
    [
        ("Which regimen for stage II glimmerpox?", "recommended", ("R1",)),
        ("early glimmerpox, which treatment?", "recommended", ("R1",)),
        ("And in stage IV spiral glimmerpox?", "recommended", ("R2",)),
        ("rekindled glimmerpox: regimen?", "not_covered", ()),
        ("What dose of ZOQ?", "not_covered", ()),
        ("dry glimmer regimen?", "not_covered", ()),
        ("Is WOMBAT used in glimmerpox?", "not_covered", ()),
        ("Gleamicine is first line in glimmerpox, right?", "corrected", ()),
        ("Where do I buy a velvet dress?", "out_of_scope", ()),
    ],
)
def test_the_folder_of_the_page_answers(folder: Path, text: str, outcome: str, rows: tuple[str, ...]) -> None:
    reader = Reader(read_guideline(folder))

    turn = take_turn(text, memory=Memory(), audience=Audience.CLINICIAN, reader=reader, search=lambda _: ())

    assert (turn.reply.outcome, turn.reply.rows) == (outcome, rows)


@pytest.mark.parametrize(
    "shape",
    [
        passage.Reference, passage.Regimen, passage.Condition, passage.Row, passage.Note, passage.DiseaseCue, passage.LineCue,
        passage.FlagCue, passage.StageGroups, passage.BackgroundCue, passage.Sign, passage.Topic, passage.Premise, passage.Term,
        passage.Synonym, passage.Reading, passage.DefaultLine, passage.Disclaimer,
    ],
    ids=lambda shape: shape.__name__,
)  # fmt: skip
def test_every_key_is_on_the_page(shape: type[passage.Value]) -> None:
    named = set(re.findall(r"[a-z_]+", PAGE))

    assert set(shape.model_fields) <= named

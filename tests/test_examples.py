"""The sixteen conversations that say what Ward is for, each put to the whole house and held to what must be said."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.assemble import Assistant, assistant
from bot.settings import Settings
from bot.turn import Turn
from tests.conftest import shared_folder

FILE = shared_folder() / "domain" / "examples.jsonl"
EXAMPLES: list[Any] = (
    [pytest.param(case, id=case["id"]) for case in map(json.loads, FILE.read_text(encoding="utf-8").splitlines())]
    if FILE.is_file()
    else [pytest.param({}, id="all", marks=pytest.mark.skip("shared/ is not here"))]
)


def talked(ward: Assistant, case: dict[str, Any]) -> Turn:
    """Have a conversation; return its last turn."""
    turns = [
        ward.ask(text, conversation=case["id"], audience=case.get("audience", "clinician")) for text in case["turns"]
    ]
    return turns[-1]


def faults(case: dict[str, Any], turn: Turn) -> Iterator[str]:
    """Yield what does not hold of the last turn, the disclaimer aside."""
    body = turn.reply.markdown.replace(turn.reply.disclaimer, "")
    if turn.reply.outcome not in case["ok"]:
        yield f"the outcome is {turn.reply.outcome}"
    for part in ("rows", "refs", "notes"):
        yield from (f"{part} lack {id_}" for id_ in case.get(part, ()) if id_ not in getattr(turn.reply, part))
    yield from (f"row {row} is shown" for row in case.get("norows", ()) if row in turn.reply.rows)
    yield from (f"nothing says {said}" for said in case.get("has", ()) if not re.search(said, body, re.IGNORECASE))
    yield from (f"it says {said}" for said in case.get("not", ()) if re.search(said, body, re.IGNORECASE))


RULED = [example for example in EXAMPLES if example.values[0].get("ok") != ["answered"]]
"""What is decided without a search; what is quoted is asked of the real model alone."""


@pytest.mark.parametrize("case", RULED)
def test_an_example_holds(ward: Assistant, case: dict[str, Any]) -> None:
    turn = talked(ward, case)

    assert list(faults(case, turn)) == []
    assert turn.reply.markdown.count(turn.reply.disclaimer) == 1


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant(Settings.read({"WARD_HOME": str(tmp_path_factory.mktemp("real"))}))


@pytest.mark.embedder
@pytest.mark.parametrize("case", EXAMPLES)
def test_an_example_holds_with_the_real_model(real: Assistant, case: dict[str, Any]) -> None:
    assert list(faults(case, talked(real, case))) == []


def test_there_are_sixteen(shared: Path) -> None:
    assert shared == shared_folder()
    assert len(EXAMPLES) == 16
    assert {key for case in EXAMPLES for key in case.values[0]} <= {
        "id", "turns", "audience", "ok", "rows", "norows", "refs", "notes", "has", "not"
    }  # fmt: skip

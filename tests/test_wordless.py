"""Receipts without text hold no word that was said, and what was decided comes out of them again."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.assemble import assistant
from bot.cli import main
from bot.receipt import Receipt, ReceiptError
from bot.settings import Settings
from bot.wordless import differs
from corpus.pack import read_guideline
from evals.replay import replayed, told
from guardrails.read import Reader
from tests.conftest import PACK
from tests.fakes import BagOfWords
from tests.test_receipt import DRAFTS, TALKS

WORD = "marmalade"


def receipts_of(home: Path, model: Path | None = None) -> list[Receipt]:
    kept: list[Receipt] = []
    environ = {"WARD_HOME": str(home), "WARD_STORE_TEXT": "0", **({"WARD_MODEL": f"script:{model}"} if model else {})}
    ward = assistant(Settings.read(environ), encoder=BagOfWords(), receipts=kept.append)
    for name, texts in TALKS:
        for text in texts:
            ward.ask(text if name == "quotes" else f"{text} {WORD}", conversation=name)
    return [json.loads(json.dumps(receipt)) for receipt in kept]


@pytest.fixture(scope="module")
def receipts(tmp_path_factory: pytest.TempPathFactory) -> list[Receipt]:
    return receipts_of(tmp_path_factory.mktemp("wordless"))


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> list[Receipt]:
    home = tmp_path_factory.mktemp("drafted")
    drafts = home / "drafts.jsonl"
    drafts.write_text("\n".join(json.dumps(draft) for draft in DRAFTS), encoding="utf-8")
    return receipts_of(home, drafts)


def test_no_word_that_was_said_is_in_them(receipts: list[Receipt], drafted: list[Receipt]) -> None:
    written = json.dumps(receipts + drafted)

    assert any(receipt["draft"] for receipt in drafted)
    for word in (WORD, "Mustermann", "4471093", "tratamiento", "rituximab", "You should start", "Why are"):
        assert word not in written


def test_what_was_decided_comes_out_again(receipts: list[Receipt], drafted: list[Receipt], reader: Reader) -> None:
    assert {receipt["turn"]["outcome"] for receipt in receipts} >= {"recommended", "answered", "urgent", "out_of_scope"}
    assert [differs(receipt, reader) for receipt in receipts + drafted] == [()] * len(receipts + drafted)
    assert all(receipt["replays"] for receipt in receipts + drafted)


def test_an_edited_receipt_or_table_is_found(receipts: list[Receipt], reader: Reader, tmp_path: Path) -> None:
    rows: dict[str, Any] = receipts[0]
    assert rows["turn"]["rows"] == ["R1", "R2", "R3"]

    forged = json.loads(json.dumps(rows).replace('"stages": ["II"]', '"stages": ["IV"]'))
    assert "decision" in differs(forged, reader)
    forged = {**rows, "turn": {**rows["turn"], "rows": ["R4"], "reply": "0" * 64}}
    assert differs(forged, reader) == ("reply", "rows")
    with pytest.raises(ReceiptError, match="cannot be read, or names what is not here"):
        differs({**rows, "recipe": {}}, reader)

    pack = Path(shutil.copytree(PACK, tmp_path / "pack"))
    table = (pack / "table.yaml").read_text(encoding="utf-8")
    (pack / "table.yaml").write_text(table.replace("rank: preferred", "rank: unranked", 1), encoding="utf-8")
    assert "reply" in differs(rows, Reader(read_guideline(pack)))


@pytest.mark.parametrize("text", ["1", "0"])
def test_the_command_takes_every_kind_of_turn_again(
    home: Path, tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings.read({"WARD_HOME": str(home), "WARD_STORE_TEXT": text})
    lines: list[str] = []
    ward = assistant(settings, encoder=BagOfWords(), receipts=lambda receipt: lines.append(json.dumps(receipt)))
    for question in ("stage II nasal NK/T regimen?", "Which imaging at diagnosis?"):
        ward.ask(question, conversation="c")
    path = tmp_path / "receipts.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setenv("WARD_HOME", str(home))

    assert main(["evaluate", "--replay", str(path)]) == 0

    assert capsys.readouterr().out == "2 of 2 turns came out the same, byte for byte.\n"
    assert told(list(replayed(path, settings))).startswith("2 of 2")

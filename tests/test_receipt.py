"""Receipts: a turn taken again comes out the same, byte for byte, and what was changed since is named."""

import json
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bot.assemble import Assistant, assistant
from bot.cli import main
from bot.errors import ModelError
from bot.model import Prompt
from bot.receipt import Receipt, ReceiptError, again, differences
from bot.settings import Settings
from corpus.errors import CorpusError
from corpus.index import Hit
from evals.replay import replayed, told
from guardrails.read import Reader
from tests.conftest import PACK
from tests.fakes import BagOfWords

TALKS = [
    ("rows", ["stage II nasal NK/T regimen?", "What dose of each?", "And stage IV?"]),
    ("quotes", ["Which imaging at diagnosis?", "Why are anthracyclines avoided?"]),
    ("hazard", ["My throat is closing after pegaspargase, I cannot breathe"]),
    ("outside", ["What is first line for diffuse large B-cell lymphoma?"]),
    ("identifiers", ["Mrs. Erika Mustermann, MRN 4471093, stage I nasal NK/T: regimen?", "what is her MRN?"]),
    ("languages", ["¿Cuál es el tratamiento del linfoma NK/T nasal estadio IV?"]),
]
DRAFTS = [
    "Imaging is contrast-enhanced CT of chest, abdomen and pelvis. [F10] Give rituximab 375 mg/m2. [F10]",
    "You should start CHOP today. [F2]",
]


def receipts_of(home: Path, *talks: tuple[str, list[str]], model: Path | None = None) -> list[Receipt]:
    kept: list[Receipt] = []
    environ = {"WARD_HOME": str(home), **({"WARD_MODEL": f"script:{model}"} if model else {})}
    ward = assistant(Settings.read(environ), encoder=BagOfWords(), receipts=kept.append)
    for name, texts in talks:
        for text in texts:
            ward.ask(text, conversation=name)
    return [json.loads(json.dumps(receipt)) for receipt in kept]


@pytest.fixture(scope="module")
def receipts(tmp_path_factory: pytest.TempPathFactory) -> list[Receipt]:
    home = tmp_path_factory.mktemp("receipts")
    drafts = home / "drafts.jsonl"
    drafts.write_text("\n".join(json.dumps(draft) for draft in DRAFTS), encoding="utf-8")
    return receipts_of(home, *TALKS) + receipts_of(home, ("drafted", TALKS[1][1]), model=drafts)


def test_every_turn_comes_out_the_same_byte_for_byte(receipts: list[Receipt], reader: Reader) -> None:
    assert len(receipts) == 12
    assert [differences(receipt, again(receipt, reader)) for receipt in receipts] == [()] * len(receipts)
    assert all(receipt["replays"] for receipt in receipts)


def test_a_receipt_holds_no_identifier(receipts: list[Receipt]) -> None:
    written = json.dumps(receipts)

    assert "Mustermann" not in written
    assert "4471093" not in written


def test_a_receipt_says_what_the_turn_was_made_from(receipts: list[Receipt]) -> None:
    rows, quotes = receipts[0], receipts[3]
    drafted = next(receipt for receipt in receipts if receipt["draft"])

    assert set(rows["rows"]) == {"R1", "R2", "R3"} and rows["search"] is None
    hits = [hit for asked in quotes["search"]["asked"] for hit in asked["hits"]]
    assert quotes["search"]["index"] and hits and all(len(hit["hash"]) == 64 for hit in hits)
    assert drafted["draft"]["text"] == DRAFTS[0]
    assert drafted["turn"]["dropped"]
    assert receipts[1]["before"]["listed"] == ["R1", "R2", "R3"]


@pytest.mark.parametrize(
    ("part", "value"),
    [
        pytest.param(("turn", "reply"), "Take CHOP.", id="the reply"),
        pytest.param(("turn", "rows"), ["R4"], id="the rows"),
        pytest.param(("question",), "stage IV nasal NK/T regimen?", id="the question"),
        pytest.param(("audience",), "patient", id="the audience"),
    ],
)
def test_a_receipt_that_was_tampered_with_differs(
    receipts: list[Receipt], reader: Reader, part: tuple[str, ...], value: object
) -> None:
    made = json.loads(json.dumps(receipts[0]))
    place = made
    for key in part[:-1]:
        place = place[key]
    place[part[-1]] = value

    assert differences(made, again(made, reader)) != ()


def test_a_draft_that_was_tampered_with_differs(receipts: list[Receipt], reader: Reader) -> None:
    made = json.loads(json.dumps(next(receipt for receipt in receipts if receipt["draft"])))
    made["draft"]["text"] = made["draft"]["text"].replace("rituximab", "cisplatin")

    assert "dropped" in differences(made, again(made, reader))


class Fails(Assistant):
    """An assistant whose index or whose model cannot be used."""

    def __init__(self, home: Path, kept: list[Receipt], part: str) -> None:
        drafts = home / "drafts.jsonl"
        drafts.write_text(json.dumps(DRAFTS[0]), encoding="utf-8")
        settings = Settings.read({"WARD_HOME": str(home), "WARD_MODEL": f"script:{drafts}"})
        super().__init__(settings, encoder=BagOfWords(), receipts=kept.append)
        self._part = part
        self._complete = self._breaks_off

    def search(self, text: str) -> Sequence[Hit]:
        if self._part == "index":
            raise CorpusError("the disk is full")
        return super().search(text)

    def _breaks_off(self, _: Prompt) -> Iterator[str]:
        yield "Imaging is contrast-enhanced CT of chest, abdomen"
        raise ModelError("the line went dead")


@pytest.mark.parametrize(
    ("part", "fault"), [("index", "the disk is full"), ("model", "the line went dead")], ids=["index", "model"]
)
def test_what_failed_then_fails_again(tmp_path: Path, reader: Reader, part: str, fault: str) -> None:
    kept: list[Receipt] = []

    Fails(tmp_path, kept, part).ask("Which imaging at diagnosis?")

    (receipt,) = kept
    assert fault in ((receipt["draft"] or {}).get("fault"), receipt["search"]["fault"])
    assert differences(receipt, again(receipt, reader)) == ()


@pytest.mark.parametrize("receipt", [{}, {"question": "x"}, {"question": 3, "before": []}])
def test_what_is_no_receipt_says_so(receipt: Receipt, reader: Reader) -> None:
    with pytest.raises(ReceiptError, match="cannot be read"):
        again(receipt, reader)


def test_the_command_line_writes_receipts_and_replays_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WARD_HOME", str(tmp_path / "home"))
    file = tmp_path / "receipts.jsonl"

    asked = [
        main(["ask", "--receipts", str(file), text]) for text in ("stage I nasal NK/T regimen?", "DLBCL, first line?")
    ]
    replay = main(["evaluate", "--replay", str(file)])

    assert (asked, replay) == ([0, 0], 0)
    assert "2 of 2 turns came out the same, byte for byte." in capsys.readouterr().out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_changed_guideline_is_named(receipts: list[Receipt], tmp_path: Path) -> None:
    import shutil

    pack = Path(shutil.copytree(PACK, tmp_path / PACK.name))
    table = pack / "table.yaml"
    table.write_text(
        table.read_text(encoding="utf-8").replace("rank: alternative", "rank: preferred"), encoding="utf-8"
    )
    file = tmp_path / "receipts.jsonl"
    file.write_text(json.dumps(receipts[0]) + "\nno receipt\n", encoding="utf-8")

    changed, broken = replayed(file, Settings.read({"WARD_GUIDELINE": str(pack)}))

    assert changed.differs == ("reply",)
    assert "row R3 was changed" in changed.because
    assert broken.fault is not None and "not a receipt" in broken.fault
    assert told([changed, broken]).startswith("0 of 2 turns")


def test_no_file_of_receipts_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ReceiptError, match="write some with: ward ask --receipts"):
        list(replayed(tmp_path / "none.jsonl", Settings.read({})))

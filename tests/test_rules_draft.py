"""From a document's sentence to a row of the table, by way of an editor."""

import json
import shutil
from pathlib import Path

import pytest

from bot.cli import main
from corpus.drafted import text_hash
from corpus.errors import PackError
from corpus.pack import read_guideline
from corpus.passage import Guideline, Use
from tests.conftest import PACK
from tests.documents import written

TEXT = """# Relapse of the lantern gland

## About

The gland is silver.

## Relapse

Zorbanol for 3 cycles is an option after relapse [2].

## References

1. Harrow T. The lantern gland of Marn. 2019.
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACK, tmp_path / "pack"))


@pytest.fixture
def proposed(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setenv("WARD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WARD_GUIDELINE", str(pack))
    path = written(tmp_path / "in", "relapse.md", TEXT.encode())
    assert main(["ingest", "--later", str(path)]) == 0
    capsys.readouterr()
    assert main(["rules", "draft", str(path)]) == 0
    return capsys.readouterr().out


def keep(pack: Path, text: str) -> None:
    (pack / "drafted").mkdir(exist_ok=True)
    (pack / "drafted" / "relapse.yaml").write_text(text, encoding="utf-8")


def completed(proposed: str) -> str:
    """What an editor makes of it."""
    text = proposed.replace("    state: draft\n", "")
    for key, value in (
        ("disease", "nk-t"),
        ("line", "relapsed-refractory"),
        ("rank", "unranked"),
        ("approach", "zorbanol"),
    ):
        text = text.replace(f"{key}: TODO", f"{key}: {value}")
    return text


def test_a_proposal_is_bound_to_the_words_of_its_document(proposed: str, pack: Path, guideline: Guideline) -> None:
    keep(pack, completed(proposed))

    read = read_guideline(pack)
    added = [passage for passage in read.passages if passage.id not in {p.id for p in guideline.passages}]

    assert [(p.text, p.use, p.headings) for p in added] == [
        ("Zorbanol for 3 cycles is an option after relapse.", Use.REGIMEN, ("Relapse",))
    ]
    row = next(row for row in read.rows if row.statements == (added[0].id,))
    assert (row.disease, row.line, row.approach) == ("nk-t", "relapsed-refractory", "zorbanol")
    titles = {ref: read.references[ref] for ref in row.refs}
    assert [ref.title for ref in titles.values()] == ["Relapse of the lantern gland", None]
    assert [ref.kind for ref in titles.values()] == ["guideline", "unlisted"]
    assert read.states[row.id] == "submitted"
    assert read.hash != guideline.hash


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        pytest.param(lambda text: None, "is a draft; complete it", id="as it was proposed"),
        pytest.param(lambda text: text.replace("rank: unranked", "rank: TODO"), "'rank' is not filled in yet", id="no rank"),
        pytest.param(lambda text: text.replace("3 cycles", "6 cycles"), "not in the words of its document", id="another text"),
        pytest.param(lambda text: text.replace("approach: zorbanol", "approach: zorbanol for 9 cycles"), "says 9 in 'approach'", id="a number of its own"),
        pytest.param(lambda text: text.replace("approach: zorbanol", "approach: cisplatin"), "names cisplatin", id="a drug of its own"),
        pytest.param(lambda text: text.replace("disease: nk-t", "disease: glimmerpox"), "does not read", id="an unknown disease"),
        pytest.param(lambda text: text.replace('["F47"]', '["F99"]'), "does not hold", id="an unknown statement"),
        pytest.param(lambda text: text.replace("id: F47", "id: F1").replace('"F47"', '"F1"'), "stands elsewhere already", id="a taken id"),
        pytest.param(lambda text: text.replace("rank: unranked", "rank: best"), "'rank'", id="a rank of its own"),
        pytest.param(lambda text: "[", "not YAML", id="no YAML"),
        pytest.param(lambda text: "rows: []", "field required", id="half a file"),
    ],
)  # fmt: skip
def test_what_is_not_finished_or_not_the_documents_does_not_load(
    spoil: object, says: str, proposed: str, pack: Path
) -> None:
    spoiled = spoil(completed(proposed))  # type: ignore[operator]
    keep(pack, proposed if spoiled is None else spoiled)

    with pytest.raises(PackError, match=says) as told:
        read_guideline(pack)

    faults = [fault for fault in told.value.faults if fault.file == "drafted/relapse.yaml"]
    assert faults and all(fault.line > 0 for fault in faults)


def test_what_is_taken_over_is_not_proposed_again(
    proposed: str, pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(pack, completed(proposed))
    listed = capsys.readouterr()
    assert main(["ingest", "--list", "--json"]) == 0
    id_ = json.loads(capsys.readouterr().out)[0]["id"]

    assert main(["rules", "draft", id_]) == 2
    assert "no text on treatment that has no row yet" in capsys.readouterr().err
    assert listed.err == ""


def test_a_proposal_as_json_is_the_same(proposed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "draft", str(tmp_path / "in" / "relapse.md"), "--json"]) == 0

    data = json.loads(capsys.readouterr().out)
    assert data["statements"][0]["hash"] == text_hash(data["statements"][0]["text"])
    assert data["statements"][0]["text"] in proposed
    assert data["rows"][0]["state"] == "draft"


def test_an_unknown_document_is_said(proposed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "draft", "nothing.pdf"]) == 2
    assert "ward ingest --list" in capsys.readouterr().err

"""The exam catches what is wrong: each planted fault fails a gate that names it, and a sound house fails none."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import bot.assemble
import bot.cards
import bot.draft
import corpus.index
import guardrails.seal
import guardrails.verify
from bot.markup import Html
from bot.settings import Settings
from corpus.errors import PackError
from evals import gates
from evals.report import Report, beside, difference, read, summary, write
from evals.run import examined
from evals.suite import Suite, found
from evals.suite import read as suite_of
from guardrails.render import Block, markdown
from guardrails.verify import Verdict
from tests.conftest import PACK
from tests.fakes import BagOfWords

Patch = pytest.MonkeyPatch
Plant = Callable[[Patch, Path], None]

CONVERSATIONS = ("S-001", "S-011", "S-019", "S-043", "S-055", "S-060", "S-073", "S-077")
QUESTIONS = ("Q-001", "Q-005", "Q-008", "Q-017")


def some(name: str, *ids: str, most: int = 1000) -> Suite:
    suite = suite_of(found(name))
    chosen = tuple(case for case in suite.cases if not ids or case.id in ids)
    return suite.model_copy(update={"cases": chosen[:most], "path": Path("some.jsonl")})


@pytest.fixture(scope="module")
def small() -> list[Suite]:
    """A few cases of every sort, which hold with an encoder that knows words only."""
    return [
        some("conversations", *CONVERSATIONS),
        some("questions", *QUESTIONS),
        some("drafts", most=48),
        some("metamorphic", "M-001", "M-001a", "M-001d", "M-001e"),
    ]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the guideline, to be tampered with."""
    return Path(shutil.copytree(PACK, tmp_path / PACK.name))


def sat(home: Path, suites: list[Suite], pack: Path = PACK, like: Report | None = None) -> Report:
    """Return a run; held to the gates of another, where that is given."""
    settings = Settings.read({"WARD_HOME": str(home), "WARD_GUIDELINE": str(pack)})
    held_to = [gate for gate in gates.read() if gate.figure in {g["figure"] for g in like["gates"]}] if like else None
    return examined(settings, suites, workers=0, encoder=BagOfWords(), held_to=held_to)


def failing(made: Report) -> dict[str, str]:
    """Return the gates that fail, each with the fault it names."""
    return {gate["figure"]: gate["names"] for gate in made["gates"] if not gate["passed"]}


@pytest.fixture(scope="module")
def sound(small: list[Suite], tmp_path_factory: pytest.TempPathFactory) -> Report:
    return sat(tmp_path_factory.mktemp("sound"), small)


def test_a_sound_house_fails_no_gate(sound: Report) -> None:
    assert failing(sound) == {}
    assert sound["passed"]
    assert len(sound["gates"]) >= 15


def _tampered(path: Path, was: str, now: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now), encoding="utf-8")


def _row_changed(_: Patch, pack: Path) -> None:
    was = "rank: preferred\n    approach: concurrent chemoradiation\n    regimen: devic"
    _tampered(pack / "table.yaml", was, was.replace("preferred", "alternative"))


def _row_and_its_statement_changed(_: Patch, pack: Path) -> None:
    """Both agree, so that the house's own wall has nothing to find."""
    _tampered(pack / "table.yaml", "radiotherapy: 50 Gy", "radiotherapy: 60 Gy")
    _tampered(pack / "text.md", "radiotherapy 50 Gy", "radiotherapy 60 Gy")


def _drug_swapped(_: Patch, pack: Path) -> None:
    _tampered(pack / "table.yaml", "[etoposide, ifosfamide, cisplatin,", "[carboplatin, ifosfamide, cisplatin,")
    _tampered(pack / "text.md", "VIPD is etoposide", "VIPD is carboplatin")


def _verifier_off(patch: Patch, _: Path) -> None:
    def kept(sentence: str, *_: object) -> Verdict:
        shown, _, cited = sentence.rpartition(" [")
        return Verdict(sentence=shown, passage=cited.rstrip("]"), reason=None)

    patch.setattr(guardrails.verify, "verify", kept)


def _verifier_unasked(patch: Patch, _: Path) -> None:
    """The verifier is sound, and the house does not ask it."""

    class Trusting:
        def __init__(self, *_: object) -> None:
            self._text = ""

        def feed(self, chunk: str) -> list[Verdict]:
            self._text += chunk
            return []

        def end(self) -> list[Verdict]:
            shown, _, cited = self._text.rpartition(" [")
            return [Verdict(sentence=shown, passage=cited.rstrip("]"), reason=None)]

    patch.setattr(bot.draft, "Stream", Trusting)


def _disclaimer_dropped(patch: Patch, _: Path) -> None:
    def without(parts: list[Block]) -> str:
        return markdown([part for part in parts if part.kind != "disclaimer"])

    patch.setattr(guardrails.seal, "markdown", without)


def _disclaimer_not_set(patch: Patch, _: Path) -> None:
    """The page has no way to show it."""
    patch.setitem(bot.cards._SHOWN, "disclaimer", lambda *_: Html(""))


def _disclaimer_emptied(_: Patch, pack: Path) -> None:
    """The data itself holds another disclaimer: every reply shows what the guideline says."""
    _tampered(pack / "guideline.yaml", "No liability is accepted for decisions based on it.", "All fine.")


def _index_emptied(patch: Patch, _: Path) -> None:
    patch.setattr(corpus.index.Index, "search", lambda *_, **__: ())


def _index_unbuilt(patch: Patch, _: Path) -> None:
    patch.setattr(bot.assemble, "indexed_passages", lambda _: [])


FAULTS: list[tuple[Plant, str, str]] = [
    (_row_changed, "table.changed", "a row of the decision table was changed"),
    (_row_and_its_statement_changed, "table.changed", "a row of the decision table was changed"),
    (_row_and_its_statement_changed, "rows.misstated", "does not say what was written down"),
    (_row_and_its_statement_changed, "text.changed", "a statement of the text was changed"),
    (_drug_swapped, "table.changed", "a row of the decision table was changed"),
    (_verifier_off, "drafts.kept", "the verifier lets corrupted sentences through: it is off"),
    (_verifier_off, "drafts.shown", "the verifier is off"),
    (_verifier_unasked, "drafts.shown", "the verifier is off, or goes unasked"),
    (_disclaimer_dropped, "disclaimer.jsonl", "the disclaimer was dropped"),
    (_disclaimer_not_set, "disclaimer.page", "the disclaimer was dropped on the page"),
    (_disclaimer_emptied, "disclaimer.command-line", "the disclaimer was dropped"),
    (_index_emptied, "search.found", "the index is empty"),
    (_index_unbuilt, "search.found", "the index is empty"),
]


@pytest.mark.parametrize(
    ("plant", "gate", "names"), [pytest.param(*fault, id=f"{fault[0].__name__[1:]}: {fault[1]}") for fault in FAULTS]
)
def test_a_planted_fault_fails_the_gate_that_names_it(
    plant: Plant,
    gate: str,
    names: str,
    small: list[Suite],
    sound: Report,
    tmp_path: Path,
    pack: Path,
    monkeypatch: Patch,
) -> None:
    plant(monkeypatch, pack)

    found_out = failing(sat(tmp_path, small, pack, sound))

    assert names in found_out[gate]


def test_a_row_that_no_statement_holds_is_refused_before_anything_is_asked(
    small: list[Suite], tmp_path: Path, pack: Path
) -> None:
    _tampered(pack / "table.yaml", "radiotherapy: 50 Gy", "radiotherapy: 60 Gy")

    with pytest.raises(PackError, match="R1 says 60 in 'radiotherapy'"):
        sat(tmp_path, small, pack)


def test_two_runs_give_the_same_report_timings_apart(small: list[Suite], sound: Report, tmp_path: Path) -> None:
    other = sat(tmp_path, small)

    def steady(made: Report) -> str:
        return json.dumps({key: value for key, value in made.items() if key != "timings"})

    assert steady(other) == steady(sound)


def test_nothing_asked_is_not_measured_and_fails_every_gate_on_it(tmp_path: Path) -> None:
    settings = Settings.read({"WARD_HOME": str(tmp_path)})

    made = examined(settings, [some("drafts", most=1)], workers=0, encoder=BagOfWords(), held_to=gates.read())

    assert not made["passed"]
    assert "forbidden.new" in failing(made)
    assert next(f for f in made["figures"] if f["id"] == "outcome")["value"] is None


def test_every_gate_is_on_a_figure_that_there_is(sound: Report) -> None:
    assert {gate.figure for gate in gates.read()} <= {figure["id"] for figure in sound["figures"]}


def test_a_regression_is_found_beside_a_baseline(
    sound: Report, small: list[Suite], tmp_path: Path, monkeypatch: Patch
) -> None:
    path = tmp_path / "baseline.json"
    write(sound, path)
    _index_emptied(monkeypatch, PACK)

    worse = beside(sat(tmp_path, small), read(path))
    same = beside(sound, read(path))

    assert worse.regressed
    assert any("search.found was 1 and is 0" in said for said in worse.worse)
    assert not same.regressed and same.broke == () and same.mended == ()


def test_a_failure_is_shown_beside_the_last_good_reply(
    sound: Report, small: list[Suite], tmp_path: Path, pack: Path
) -> None:
    _row_and_its_statement_changed(pytest.MonkeyPatch(), pack)
    made = sat(tmp_path, small, pack)

    failure = next(f for f in made["failures"] if (f["suite"], f["case"]) == ("conversations", "S-001"))

    changed = difference(failure, sound)
    assert re.search(r"^-  - Radiotherapy: 50 Gy$", changed, re.MULTILINE)
    assert re.search(r"^\+  - Radiotherapy: 60 Gy$", changed, re.MULTILINE)
    assert "FAIL  a row of the decision table was changed" in summary(made, sound)

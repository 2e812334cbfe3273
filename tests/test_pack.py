"""The shipped guideline is the source's, its tables hold on their own examples, and a broken folder says all that is broken."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import PackError
from corpus.pack import read_guideline
from corpus.passage import Guideline, Use
from guardrails.asks import ASKS
from guardrails.cues import AFTER, FLAGS, LINES, STAGE_GROUPS, TREATED
from guardrails.fold import plain
from guardrails.pattern import Matcher, words
from tests.conftest import INVENTED_PACK, PACK

SHIPPED = read_guideline(PACK)
INVENTED = read_guideline(INVENTED_PACK)
FILES = tuple(sorted(path.name for path in PACK.iterdir() if path.name != "glossary.yaml"))
"""The files that every folder has; a glossary may be left out."""

Edit = Callable[[str], str]


# The shipped guideline is the source's.


@pytest.fixture(scope="module")
def source() -> dict[str, Any]:
    from tests.conftest import shared_folder

    path = shared_folder() / "domain" / "nk-t-cell-lymphoma.yaml"
    if not path.is_file():
        pytest.skip("shared/ is not here")
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize(
    ("part", "count"),
    [("passages", 46), ("rows", 9), ("notes", 10), ("topics", 26), ("references", 3), ("regimens", 5)],
)
def test_the_shipped_guideline_holds_all_of_the_source(guideline: Guideline, part: str, count: int) -> None:
    assert len(getattr(guideline, part)) == count


def test_statements_are_the_sources_word_for_word(guideline: Guideline, source: dict[str, Any]) -> None:
    known = {"id", "section", "refs", "use", "text"}

    written = [
        # F38 stands unquoted in a flow mapping, so that YAML takes what follows its comma for a key of its own.
        (s["id"], s["section"], ", ".join([s["text"], *(s.keys() - known)]), tuple(s["refs"]), s["use"])
        for s in source["statements"]
    ]

    assert [(p.id, " > ".join(p.headings), p.text, p.refs, str(p.use)) for p in guideline.passages] == written


def test_rows_are_the_sources(guideline: Guideline, source: dict[str, Any]) -> None:
    fields = ("id", "disease", "line", "rank", "approach", "regimen", "cycles", "radiotherapy", "order")
    lists = ("statements", "refs", "not_stated")

    written = [{f: r.get(f) for f in fields} | {f: tuple(r.get(f, ())) for f in lists} for r in source["rows"]]

    assert [{f: getattr(row, f) for f in (*fields, *lists)} for row in guideline.rows] == written


def test_rows_hold_in_the_cases_of_the_source(guideline: Guideline, source: dict[str, Any]) -> None:
    subtypes, stages = ("nasal", "non-nasal", "aggressive"), ("I", "II", "III", "IV")
    every = {(subtype, stage) for subtype in subtypes for stage in stages}
    advanced = every - {("nasal", "I"), ("nasal", "II")}  # note K6: stage qualifies nasal disease only

    for row in source["rows"]:
        early = {(subtype, stage) for subtype in row.get("subtype", ()) for stage in row.get("stage", ())}
        written = advanced if row.get("group") == "advanced" else early if isinstance(row.get("stage"), list) else every
        held = {cell for cell in every if guideline.holds(guideline.row(row["id"]), *cell)}
        assert (row["id"], held) == (row["id"], written)


def test_regimens_are_the_sources(guideline: Guideline, source: dict[str, Any]) -> None:
    assert {id_: r.model_dump(mode="json") for id_, r in guideline.regimens.items()} == source["regimens"]


def test_notes_are_the_sources(guideline: Guideline, source: dict[str, Any]) -> None:
    written = [(n["id"], tuple(n[True]), n["text"]) for n in source["notes"]]  # YAML reads the key `on` as true

    assert [(note.id, note.beside, note.text) for note in guideline.notes] == written


def test_topics_are_the_sources(guideline: Guideline, source: dict[str, Any]) -> None:
    assert {topic.id: topic.text for topic in guideline.topics} == source["not_covered"]


def test_references_are_the_sources(guideline: Guideline, source: dict[str, Any]) -> None:
    fields = ("kind", "title", "publisher", "year")

    written = {number: {f: r.get(f) for f in fields} for number, r in source["references"].items()}

    assert {n: {f: getattr(r, f) for f in fields} for n, r in guideline.references.items()} == written
    assert guideline.references[3].shown == "reference not listed"


def test_disclaimers_are_the_sources_word_for_word(guideline: Guideline, source: dict[str, Any]) -> None:
    assert guideline.disclaimer.model_dump() == source["disclaimer"]


def test_about_is_the_sources(guideline: Guideline, source: dict[str, Any]) -> None:
    about = source["guideline"]

    for field in ("id", "title", "source_title", "publisher", "audience"):
        assert getattr(guideline, field) == about[field]
    assert guideline.updated == str(about["updated"])
    assert guideline.review.state == about["review_status"]


def test_what_has_no_listed_source_is_quarantined(guideline: Guideline) -> None:
    unlisted = {number for number, reference in guideline.references.items() if reference.kind == "unlisted"}

    assert {p.id for p in guideline.passages if unlisted & set(p.refs)} == {
        p.id for p in guideline.passages if p.use is Use.QUARANTINED
    }


# Every row of every table holds on its own examples.

_FIRES: list[Any] = []
_SILENT: list[Any] = []


def _examples(where: str, row: Any, patterns: Sequence[str], unless: Sequence[str] = ()) -> None:
    matcher = Matcher(patterns=tuple(patterns), unless=tuple(unless))
    _FIRES.extend(pytest.param(matcher, text, id=f"{where}: {text}") for text in row.fires_on)
    _SILENT.extend(pytest.param(matcher, text, id=f"{where}: {text}") for text in row.silent_on)


for _guideline in (SHIPPED, INVENTED):
    for _topic in _guideline.topics:
        for _at, _sign in enumerate(_topic.signs):
            _examples(f"{_guideline.id} {_topic.id}.{_at}", _sign, _sign.asked)
    for _premise in _guideline.premises:
        _examples(f"{_guideline.id} {_premise.id}", _premise, _premise.asked)
    for _nth, _cue in enumerate(_guideline.reading.cues):
        _examples(f"{_guideline.id} reading {_nth}", _cue, _cue.patterns, _cue.unless)
for _table, _rows in (("stages", STAGE_GROUPS), ("lines", (*LINES, AFTER, TREATED)), ("flags", FLAGS)):
    for _row in _rows:
        _examples(f"{_table} {'/'.join(_row.values)}", _row, _row.patterns, _row.unless)
for _ask in ASKS:
    _examples(f"asks {_ask.ask}", _ask, _ask.patterns, _ask.unless)


@pytest.mark.parametrize(("matcher", "text"), _FIRES)
def test_a_pattern_fires_on_its_own_examples(matcher: Matcher, text: str) -> None:
    assert matcher.found(plain(text))


@pytest.mark.parametrize(("matcher", "text"), _SILENT)
def test_a_pattern_stays_silent_on_its_own_examples(matcher: Matcher, text: str) -> None:
    assert not matcher.found(plain(text))


@pytest.mark.parametrize("shipped", [SHIPPED, INVENTED], ids=lambda guideline: guideline.id)
def test_every_pattern_has_an_example_on_which_it_fires(shipped: Guideline) -> None:
    cues = [*shipped.reading.cues, *STAGE_GROUPS, *LINES, AFTER, TREATED, *FLAGS]
    asked = [
        (topic.id, at) for topic in shipped.topics for at, s in enumerate(topic.signs) if s.asked and not s.fires_on
    ]

    assert [cue for cue in (*cues, *ASKS) if not cue.fires_on] == []
    assert asked == []
    assert [p.id for p in shipped.premises if p.asked and not p.fires_on] == []


# A broken folder says what is broken, where, and what to do.


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the shipped folder, to be broken."""
    return shutil.copytree(PACK, tmp_path / "pack")


def replaced(old: str, new: str) -> Edit:
    def edit(text: str) -> str:
        assert old in text, f"{old!r} is not there any more; correct this table"
        return text.replace(old, new, 1)

    return edit


def after(old: str, new: str) -> Edit:
    return replaced(old, old + new)


def edited(pack: Path, file: str, edit: Edit) -> str:
    text = edit((pack / file).read_text(encoding="utf-8"))
    (pack / file).write_text(text, encoding="utf-8")
    return text


def line_of(needle: str, text: str, nth: int = 1) -> int:
    """Return the line on which a text holds something for the nth time."""
    return [number for number, line in enumerate(text.splitlines(), start=1) if needle in line][nth - 1]


def faults(pack: Path) -> list[str]:
    with pytest.raises(PackError) as raised:
        read_guideline(pack)
    assert all(str(fault) in str(raised.value) for fault in raised.value.faults)
    return [str(fault) for fault in raised.value.faults]


CURES = re.compile(
    r"\b(?:add|remove|correct|give|make|mend|widen|save|fill|write|put)\b[^;]*$|a row rests on regimen statements$"
)
"""A fault says what to do; that a row rests on regimen statements is also said as what holds."""

EARLY = "  early-nasal:\n    - {subtype: [nasal], stage: [I, II]}\n"
R1 = "statements: [F14, F15, F16]"
F2 = "- **F2** These cancers"

BROKEN = [
    pytest.param(
        "table.yaml", replaced("    cycles: 3 courses", "    cycels: 3 courses"), ("cycels", 1),
        "the key 'cycels' is not known here; correct its spelling or remove it", id="unknown key",
    ),
    pytest.param(
        "guideline.yaml", replaced("publisher: Dr.Oracle\n", ""), None,
        "the key 'publisher' is missing; add it", id="missing key",
    ),
    pytest.param(
        "table.yaml", after("    line: first\n", "    line: first\n"), ("    line: first", 2),
        "the key 'line' stands here twice; remove one", id="duplicate key",
    ),
    pytest.param(
        "table.yaml", replaced("rank: preferred", "rank: best"), ("rank: best", 1),
        "'rank' is 'best': input should be 'preferred', 'alternative', 'unranked' or 'consider'; correct it",
        id="a value that is not one",
    ),
    pytest.param(
        "text.md", replaced("**F2**", "**F1**"), ("**F1**", 2),
        r"the id F1 stands on line 6 already; give this one its own", id="duplicate statement",
    ),
    pytest.param(
        "table.yaml", replaced("- id: R2", "- id: R1"), ("- id: R1", 2),
        "the id 'R1' stands here 2 times; give each its own", id="duplicate row",
    ),
    pytest.param(
        "not-covered.yaml", replaced("- id: X2\n", "- id: X1\n"), ("- id: X1", 2),
        "the id 'X1' stands here 2 times; give each its own", id="duplicate topic",
    ),
    pytest.param(
        "notes.yaml", replaced("- id: K2", "- id: K1"), ("- id: K1", 2),
        "the id 'K1' stands here 2 times; give each its own", id="duplicate note",
    ),
    pytest.param(
        "table.yaml", replaced(R1, "statements: [F14, F15, F16, F99]"), ("F99", 1),
        "R1 rests on F99, which text.md does not hold; correct it", id="row names a missing statement",
    ),
    pytest.param(
        "table.yaml", replaced(R1, "statements: [F1, F14, F15, F16]"), ("F1, F14", 1),
        "R1 rests on F1, which is background; a row rests on regimen statements", id="row rests on background",
    ),
    pytest.param(
        "table.yaml", replaced(R1, "statements: [F40, F14, F15, F16]"), ("F40", 1),
        "R1 rests on F40, which is quarantined; a row rests on regimen statements", id="row rests on quarantined",
    ),
    pytest.param(
        "table.yaml", replaced("    regimen: devic", "    regimen: devik"), ("devik", 1),
        "R1 names the regimen 'devik', which is not there; add it", id="row names a missing regimen",
    ),
    pytest.param(
        "table.yaml", replaced("disease: nk-t", "disease: nkt"), ("disease: nkt", 1),
        "R1 is for 'nkt', which reading.yaml does not read; add it", id="row for a disease that is not read",
    ),
    pytest.param(
        "table.yaml", replaced("when: early-nasal", "when: earliest"), ("when: earliest", 1),
        "R1 holds when 'earliest', which is no condition here; add it", id="row with a missing condition",
    ),
    pytest.param(
        "table.yaml", replaced("    refs: [1]", "    refs: [2]"), ("refs: [2]", 1),
        "the refs of R1 are not those of its statements; make them the same", id="row with other references",
    ),
    pytest.param(
        "text.md", replaced("chemotherapy. [1] (background)", "chemotherapy. [7] (background)"), ("**F2**", 1),
        "reference 7 has no entry in guideline.yaml; add one or correct it", id="reference with no entry",
    ),
    pytest.param(
        "table.yaml", replaced("name: VIPD, drugs: [", "name: VIPD, drugs: [oxaliplatin, "), ("regimen: vipd", 1),
        "R2 is for oxaliplatin, which none of its statements holds; correct it or add the statement",
        id="a regimen's drug is not in its statements",
    ),
    pytest.param(
        "table.yaml", replaced("order: concurrent", "order: concurrent, then rituximab"), ("then rituximab", 1),
        "R1 names rituximab in 'order', which none of its statements holds; correct it or the text",
        id="a row's drug is not in its statements",
    ),
    pytest.param(
        "table.yaml", replaced("order: concurrent", "order: concurrent, then Velcade"), ("then Velcade", 1),
        "R1 names bortezomib in 'order', which none of its statements holds; correct it or the text",
        id="a row's brand is not in its statements",
    ),
    pytest.param(
        "table.yaml", replaced("cycles: 3 courses", "cycles: 5 courses"), ("5 courses", 1),
        "R1 says 5 in 'cycles', which none of its statements holds; correct it or the text",
        id="cycles are not in the statements",
    ),
    pytest.param(
        "table.yaml", replaced("radiotherapy: 45-50.4 Gy", "radiotherapy: 45-54 Gy"), ("45-54", 1),
        "R3 says 54 in 'radiotherapy', which none of its statements holds; correct it or the text",
        id="Gy are not in the statements",
    ),
    pytest.param(
        "table.yaml", replaced(EARLY, EARLY.replace("I, II", "I")), ("when: early-nasal", 1),
        "gap: no row holds for nk-t, nasal, stage II, line first; widen a condition or add a row", id="gap",
    ),
    pytest.param(
        "table.yaml", replaced("stage: [III, IV]", "stage: [II, III, IV]"), ("when: advanced", 3),
        "overlap: nk-t, nasal, stage II, line first is met by advanced and early-nasal; make them exclude each other",
        id="overlap",
    ),
    pytest.param(
        "table.yaml", replaced(EARLY, EARLY.replace("I, II", "")), ("- id: R1", 1),
        "dead row: no case meets R1; correct `when`", id="dead row",
    ),
    pytest.param(
        "table.yaml", replaced("subtype: [nasal], stage: [I", "subtype: [nasel], stage: [I"), ("nasel", 1),
        "the subtype 'nasel' is not read in reading.yaml; add it there or correct it", id="a subtype that is not read",
    ),
    pytest.param(
        "notes.yaml", replaced("beside: [F11,", "beside: [F111,"), ("F111", 1),
        "K2 stands beside F111, which is not there; correct it", id="note beside nothing",
    ),
    pytest.param(
        "not-covered.yaml", replaced("nearby: [F36]", "nearby: [F15]"), ("F15", 1),
        "X1 has F15 nearby, which is no background statement; correct it", id="a regimen statement near a topic",
    ),
    pytest.param(
        "premises.yaml", replaced("statements: [F2, F33]", "statements: [F14]"), ("F14", 1),
        "anthracycline quotes F14, which is no background statement; correct it", id="premise quotes a regimen",
    ),
    pytest.param(
        "not-covered.yaml", replaced("regimens: [pgemox]", "regimens: [gemox]"), ("gemox]", 1),
        "'gemox' is no regimen of table.yaml; correct it", id="topic of a missing regimen",
    ),
    pytest.param(
        "lexicon.yaml", after("name: rituximab, kind: drug,", " in_text: true,"), ("name: rituximab", 1),
        "text.md does not name rituximab; remove `in_text` or correct the name", id="a drug that the text does not name",
    ),
    pytest.param(
        "lexicon.yaml", after("spelled: [Rituxan,", " Oncaspar,"), ("name: rituximab", 1),
        "'oncaspar' already stands for pegaspargase; remove it from one of them", id="one spelling of two drugs",
    ),
    pytest.param(
        "review.yaml", replaced(
            "entries: []",
            "entries:\n  - {id: F99, state: approved, by: A reviewer, on: 2026-01-01, hash: '0'}",
        ), ("F99", 1),
        "F99 is not in the text or the table; remove the entry", id="review of nothing",
    ),
    pytest.param(
        "not-covered.yaml", replaced("'sandwich\\w*'", "'sandwich(\\w*'"), ("sandwich(", 1),
        "not a regular expression: missing ), unterminated subpattern; mend it", id="bad pattern",
    ),
    pytest.param(
        "reading.yaml", replaced("'midline neoplasms?'", "'(?i)midline neoplasms?'"), ("(?i)", 1),
        "not a regular expression", id="a pattern that stands alone only",
    ),
    pytest.param(
        "premises.yaml", replaced("asked: ['6[.,]7|", "asked: ['(6[.,]7|"), ("'(6", 1),
        "not a regular expression", id="bad pattern of a premise",
    ),
    pytest.param(
        "reading.yaml", replaced("- 'deauville|pet", "- '(?P<a>x)'\n    - '(?P<a>y)'\n    - 'deauville|pet"),
        ("(?P<a>y)", 1), "the group 'a' stands in another of these patterns; correct its name", id="two patterns of one name",
    ),
    pytest.param(
        "text.md", replaced("[1] (background)", "(background)"), ("**F1**", 1),
        "this bullet is not a statement; write it as - **F1** The statement. [1, 2] (background)", id="malformed bullet",
    ),
    pytest.param(
        "text.md", replaced("(background)", "(backgroud)"), ("**F1**", 1),
        "this bullet is not a statement; write it as - **F1** The statement. [1, 2] (background)", id="unknown use",
    ),
    pytest.param(
        "table.yaml", after("rows:\n", "\t- id: R0\n"), ("\t- id: R0", 1),
        "not YAML: found character that cannot start any token; mend the line or put the text in quotes", id="tab",
    ),
    pytest.param(
        "notes.yaml", replaced("beside: [F1, R1, R2]", "beside: [F1, R1, R2"), ("text: The overview", 1),
        "mend the line or put the text in quotes", id="bracket left open",
    ),
    pytest.param(
        "notes.yaml", after("# Said", "\x00"), ("# Said", 1), "remove that character", id="null character",
    ),
    pytest.param(
        "notes.yaml", lambda text: "- " * 20_000 + text, None, "nested without end", id="nested without end",
    ),
    pytest.param(
        "notes.yaml", replaced("beside: [F1, R1, R2]", "beside: &a [*a]"), None, "or one holds itself; mend", id="a list inside itself",
    ),
    pytest.param(
        "guideline.yaml", replaced("year: 2025", "year: " + "9" * 5000), ("year: 999", 1), "correct", id="a huge number",
    ),
    pytest.param(
        "text.md", replaced("[1]", f"[{'1' * 5000}]"), ("**F1**", 1), "is not a statement; write it", id="a huge reference",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("file", "edit", "at", "says"), BROKEN)
def test_a_fault_is_said_with_file_line_and_cure(
    pack: Path, file: str, edit: Edit, at: tuple[str, int] | None, says: str
) -> None:
    text = edited(pack, file, edit)

    found = faults(pack)

    line = line_of(at[0], text, at[1]) if at else 1
    assert [fault for fault in found if fault.startswith(f"{file}:{line}: ") and says in fault], found
    assert [fault for fault in found if not CURES.search(fault)] == []


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_said(pack: Path, file: str) -> None:
    (pack / file).unlink()

    assert any(f.startswith(f"{file}:1: there is no {file}; add it") for f in faults(pack))


@pytest.mark.parametrize("file", [file for file in FILES if file != "text.md"])
@pytest.mark.parametrize("content", ["", "# only a comment\n", "null\n"], ids=["empty", "comment", "null"])
def test_an_empty_file_is_said(pack: Path, file: str, content: str) -> None:
    (pack / file).write_text(content, encoding="utf-8")

    assert f"{file}:1: {file} is empty; fill it in, as in the other guideline folders" in faults(pack)


def test_an_empty_text_is_said(pack: Path) -> None:
    (pack / "text.md").write_text("", encoding="utf-8")

    assert any("which text.md does not hold; correct it" in fault for fault in faults(pack))


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_not_utf_8_is_said(pack: Path, file: str) -> None:
    (pack / file).write_bytes((pack / file).read_bytes() + "# Größe\n".encode("latin-1"))

    assert f"{file}:1: {file} is not UTF-8 text; save it as UTF-8" in faults(pack)


@pytest.mark.parametrize("file", FILES)
def test_a_folder_in_the_place_of_a_file_is_said(pack: Path, file: str) -> None:
    (pack / file).unlink()
    (pack / file).mkdir()

    assert any(fault.startswith(f"{file}:1: ") and CURES.search(fault) for fault in faults(pack))


def test_a_folder_that_is_a_file_is_said(pack: Path) -> None:
    assert len(faults(pack / "text.md")) == len(FILES)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert len(faults(tmp_path / "nowhere")) == len(FILES)


def test_two_faults_of_one_file_are_said_at_once(pack: Path) -> None:
    edited(pack, "table.yaml", replaced("cycles: 3 courses", "cycles: 5 courses"))
    edited(pack, "table.yaml", replaced("radiotherapy: 45-50.4 Gy", "radiotherapy: 45-54 Gy"))

    assert len(faults(pack)) == 2


def test_faults_of_form_in_several_files_are_said_at_once(pack: Path) -> None:
    edited(pack, "table.yaml", replaced("rank: preferred", "rank: best"))
    edited(pack, "notes.yaml", replaced("- id: K2", "- id: K2\n  besides: [F1]"))
    edited(pack, "text.md", replaced("(background)", "(backgroud)"))
    edited(pack, "lexicon.yaml", after("- {name: rituximab", "["))

    assert {fault.split(":")[0] for fault in faults(pack)} == {"table.yaml", "notes.yaml", "text.md", "lexicon.yaml"}


def test_faults_of_content_in_several_files_are_said_at_once(pack: Path) -> None:
    edited(pack, "table.yaml", replaced("cycles: 3 courses", "cycles: 5 courses"))
    edited(pack, "notes.yaml", replaced("beside: [F11,", "beside: [F111,"))
    edited(pack, "text.md", replaced("chemotherapy. [1] (background)", "chemotherapy. [7] (background)"))
    edited(pack, "not-covered.yaml", replaced("'sandwich\\w*'", "'sandwich(\\w*'"))

    found = faults(pack)

    assert {fault.split(":")[0] for fault in found} == {"table.yaml", "notes.yaml", "text.md", "not-covered.yaml"}


def test_the_count_of_faults_is_said_first(pack: Path) -> None:
    edited(pack, "table.yaml", replaced("cycles: 3 courses", "cycles: 5 courses"))

    with pytest.raises(PackError, match=r"the guideline in .*pack has 1 fault:\n  table\.yaml:\d+: "):
        read_guideline(pack)


def test_a_changed_text_changes_the_hash(pack: Path) -> None:
    edited(pack, "text.md", replaced("usually resistant", "often resistant"))

    assert read_guideline(pack).hash != SHIPPED.hash


# Laws.


def compile_all(loaded: Guideline) -> None:
    """Compile every pattern as the reading of a question will."""
    reading = loaded.reading
    for cue in reading.cues:
        words(*cue.patterns)
        words(*cue.unless)
    for asked in (*loaded.premises, *(sign for topic in loaded.topics for sign in topic.signs)):
        words(*asked.asked)


def loads_or_says(pack: Path) -> None:
    """Fail on anything but a guideline that can be read with, or faults with a place and a cure."""
    try:
        loaded = read_guideline(pack)
    except PackError as error:
        assert error.faults
        for fault in error.faults:
            assert fault.line >= 1
            assert fault.says.strip()
    else:
        compile_all(loaded)


@pytest.fixture(scope="module")
def scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield shutil.copytree(PACK, Path(folder) / "pack")


def corrupted(scratch: Path, file: str, content: bytes) -> None:
    (scratch / file).write_bytes(content)
    try:
        loads_or_says(scratch)
    finally:
        shutil.copyfile(PACK / file, scratch / file)


@given(st.sampled_from(FILES), st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12))
@settings(max_examples=40)
def test_random_bytes_in_any_file_load_or_are_said(
    scratch: Path, file: str, place: float, lost: int, put: bytes
) -> None:
    held = (PACK / file).read_bytes()
    at = int(place * len(held))

    corrupted(scratch, file, held[:at] + put + held[at + lost :])


@given(
    st.sampled_from(FILES),
    st.floats(0, 1),
    st.sampled_from(
        [
            *"[]{}:,-#&*!|>'\"%@`?\\()^$+.0179\t\r\n \x00\x85",
            "\u2028",
            "\ufeff",
            "<<: ",
            "? ",
            "- ",
            "---\n",
            "...\n",
            "(?P<a>",
            "\\1",
            "*+",
        ]
    ),
)
@settings(max_examples=50)
def test_a_sign_of_yaml_or_of_a_pattern_in_any_place_loads_or_is_said(
    scratch: Path, file: str, place: float, sign: str
) -> None:
    held = (PACK / file).read_text(encoding="utf-8")
    at = int(place * len(held))

    corrupted(scratch, file, (held[:at] + sign + held[at:]).encode())


@given(st.sampled_from(FILES), st.floats(0, 0.999), st.sampled_from(["lost", "twice", "indented", "swapped"]))
@settings(max_examples=40)
def test_a_line_lost_doubled_or_moved_loads_or_is_said(scratch: Path, file: str, place: float, slip: str) -> None:
    lines = (PACK / file).read_text(encoding="utf-8").splitlines(keepends=True)
    at = int(place * len(lines))
    slipped = {
        "lost": [*lines[:at], *lines[at + 1 :]],
        "twice": [*lines[: at + 1], *lines[at:]],
        "indented": [*lines[:at], "  " + lines[at], *lines[at + 1 :]],
        "swapped": [*lines[:at], *lines[at + 1 : at + 2], lines[at], *lines[at + 2 :]],
    }[slip]

    corrupted(scratch, file, "".join(slipped).encode())


# Plainer words.


def test_a_folder_without_a_glossary_explains_nothing(pack: Path) -> None:
    (pack / "glossary.yaml").unlink()

    assert read_guideline(pack).glossary == ()


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        pytest.param("{term: lumbar puncture, plain: [a needle in the back]}", "does not stand among", id="made up"),
        pytest.param("{term: nasal type, plain: [the throat], statement: F5}", "does not stand in F5", id="not in it"),
        pytest.param(
            "{term: nasal type, plain: [the nose], statement: F99}", "does not stand in F99", id="no statement"
        ),
        pytest.param("{term: DeVIC, plain: [x]}", "no background statement holds 'DeVIC'", id="a treatment"),
    ],
)
def test_plain_words_that_are_not_the_guidelines_own_are_a_fault(pack: Path, entry: str, says: str) -> None:
    (pack / "glossary.yaml").write_text(f"- {entry}\n", encoding="utf-8")

    assert any(says in fault for fault in faults(pack))

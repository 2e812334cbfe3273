"""A second guideline is a new folder: an invented one works as the shipped one does, and the two never mix."""

import ast
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.assemble import Assistant, assistant
from bot.check import to_mend
from bot.cli import main
from bot.settings import Settings
from bot.turn import Turn, take_turn
from corpus.index import Hit
from corpus.pack import read_guideline
from corpus.passage import Flag, Guideline, Line, Use
from guardrails.coverage import NAMED_FLAGS, NAMED_LINES, cover
from guardrails.fold import fold
from guardrails.phrases import SAYS, Audience
from guardrails.question import Memory
from guardrails.read import Reader
from guardrails.rule import Outcome
from guardrails.trial import trial
from guardrails.wall import leaks
from tests.conftest import INVENTED_PACK, PACK, ROOT
from tests.fakes import BagOfWords
from tests.marks import asked, cases, mark

SHIPPED, INVENTED = Reader(read_guideline(PACK)), Reader(read_guideline(INVENTED_PACK))
BOTH = [pytest.param(SHIPPED, id="shipped"), pytest.param(INVENTED, id="invented")]
CONVERSATIONS = cases(ROOT / "tests" / "guidelines" / "conversations.jsonl")


# The invented guideline, put to the whole house.


def opened(home: Path, pack: Path, **environ: str) -> Assistant:
    read = Settings.read({"WARD_HOME": str(home), "WARD_GUIDELINE": str(pack), **environ})
    return assistant(read, encoder=BagOfWords())


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return opened(tmp_path_factory.mktemp("invented"), INVENTED_PACK)


@pytest.mark.parametrize("case", CONVERSATIONS, ids=lambda case: case["id"])
def test_a_conversation_on_the_invented_guideline_ends_as_it_must(invented: Assistant, case: dict[str, object]) -> None:
    turn = asked(invented, case)

    assert mark(case, turn).faults == ()
    assert turn.reply.markdown.count(turn.reply.disclaimer) == 1
    assert turn.reply.withheld == ()


def test_there_are_enough_conversations() -> None:
    assert sum(len(case["turns"]) for case in CONVERSATIONS) >= 80
    assert len({case["id"] for case in CONVERSATIONS}) == len(CONVERSATIONS)


def test_every_case_of_the_invented_table_has_one_decision_and_every_row_is_reached() -> None:
    coverage = cover(INVENTED.guideline)

    assert (coverage.without, coverage.twice, coverage.unreached) == (0, 0, ())


@pytest.mark.parametrize("reader", BOTH)
def test_a_guideline_holds_on_its_own_examples_and_can_show_all_it_has(reader: Reader) -> None:
    assert list(trial(reader.guideline)) == []


@pytest.mark.parametrize("reader", BOTH)
def test_the_page_offers_questions_that_the_guideline_answers(reader: Reader) -> None:
    memory = Memory()
    for text in reader.guideline.examples:
        turn = talked(reader, text, memory=memory)
        memory = turn.memory

        assert turn.reply.outcome not in (Outcome.OUT_OF_SCOPE, Outcome.REFUSED), text


def test_the_invented_guideline_cannot_be_mistaken_for_medicine() -> None:
    guideline = INVENTED.guideline

    assert "invented" in guideline.title
    assert "not medicine" in guideline.title
    assert "nothing in it is medicine" in guideline.licence
    assert not {term.name.lower() for term in guideline.lexicon} & guideline.drug_names


def test_the_code_reads_the_lines_and_populations_that_a_folder_may_name() -> None:
    assert set(NAMED_LINES) == set(Line.__args__)  # type: ignore[attr-defined]
    assert set(NAMED_FLAGS) == set(Flag.__args__)  # type: ignore[attr-defined]


def test_without_a_line_that_goes_without_saying_ward_asks_for_it(tmp_path: Path) -> None:
    pack = Path(shutil.copytree(INVENTED_PACK, tmp_path / "pack"))
    about = (pack / "guideline.yaml").read_text(encoding="utf-8")
    said = about + "\ndefault_line: {line: first, because: the fable is about the first moon}\n"
    (pack / "guideline.yaml").write_text(said, encoding="utf-8")

    without = talked(INVENTED, "Which regimen for stage II glimmerpox?")
    with_ = talked(Reader(read_guideline(pack)), "Which regimen for stage II glimmerpox?")

    assert without.reply.outcome is Outcome.CLARIFY
    assert with_.reply.rows == ("R1", "R2")
    assert "first line (not said; the fable is about the first moon)" in with_.reply.markdown


@pytest.mark.parametrize("stage", ["I", "II", "III", "IV"])
@pytest.mark.parametrize("word", ["early", "limited", "localised", "advanced"])
def test_which_stages_a_word_means_is_the_guidelines_own(stage: str, word: str) -> None:
    for reader, name in ((SHIPPED, "nasal NK/T"), (INVENTED, "velvet glimmerpox")):
        groups = reader.guideline.reading.stage_groups
        meant = groups.advanced if word == "advanced" else groups.early

        question = reader.read(f"{word} {name}: which regimen?")

        assert (stage in question.case.stages) == (stage in meant)


@pytest.mark.parametrize("reader", BOTH)
def test_that_a_regimen_of_the_lexicon_was_given_is_read_as_a_later_line(reader: Reader) -> None:
    regimens = [term for term in reader.guideline.lexicon if term.kind == "regimen"]
    for term in regimens:
        question = reader.read(f"What next after {term.name}?")

        assert question.case.lines, term.name
        assert "first" not in question.case.lines, term.name


@pytest.mark.parametrize("reader", BOTH)
def test_an_emergency_is_one_whatever_the_medicine_is_called(reader: Reader) -> None:
    for term in (term for term in reader.guideline.lexicon if term.kind == "drug" and term.in_text):
        turn = talked(reader, f"I am short of breath and my {term.name} was yesterday")

        assert turn.reply.outcome is Outcome.URGENT, term.name


# The two never mix.


def _nothing(_: str) -> tuple[Hit, ...]:
    return ()


def talked(
    reader: Reader, *texts: str, memory: Memory | None = None, search: Callable[[str], tuple[Hit, ...]] = _nothing
) -> Turn:
    turn = None
    for text in texts:
        remembered = turn.memory if turn is not None else memory or Memory()
        turn = take_turn(text, memory=remembered, audience=Audience.CLINICIAN, reader=reader, search=search)
    assert turn is not None
    return turn


_TOKEN = re.compile(r"[a-z][a-z0-9-]{2,}")


def _tokens(text: str) -> set[str]:
    return {part for found in _TOKEN.findall(text.lower()) for part in (found, *found.split("-")) if len(part) > 2}


def words_of(guideline: Guideline) -> set[str]:
    """Return the words of a guideline's drugs, regimens, diseases, subtypes and subjects."""
    said = [s for t in guideline.lexicon if t.kind != "modality" for s in (t.name, *t.spelled, *t.capitals)]
    said += [name for id_, regimen in guideline.regimens.items() for name in (id_, regimen.name, *regimen.drugs)]
    reading = guideline.reading
    for cue in (*reading.diseases, *reading.subtypes):
        said += [cue.value, *cue.fires_on]
    return _tokens(" ".join((*said, *reading.subjects.fires_on)))


def whole(pack: Path) -> set[str]:
    return _tokens(" ".join(path.read_text(encoding="utf-8") for path in pack.iterdir()))


OWN = {
    SHIPPED.guideline.id: words_of(SHIPPED.guideline) - whole(INVENTED_PACK),
    INVENTED.guideline.id: words_of(INVENTED.guideline) - whole(PACK),
}
OF_WARD = _tokens(" ".join(SAYS.values()))
"""Words that Ward says of its own accord."""


def other_of(reader: Reader) -> Reader:
    return INVENTED if reader is SHIPPED else SHIPPED


def everything(reader: Reader) -> Callable[[str], tuple[Hit, ...]]:
    """A search that finds every background passage near everything: the worst there can be."""
    hits = tuple(
        Hit(passage=passage, score=1.0, dense=1.0, coverage=1.0, near=1.0)
        for passage in reader.guideline.passages
        if passage.use is Use.BACKGROUND
    )
    return lambda _: hits


_TALK = """which regimen for stage I II III IV first line relapsed what about and the second one dose of each how many cycles is it
better why tests outlook early advanced pregnant not maybe if sorry ? . , right? confirm SYSTEM: ignore and give 50 mg""".split()
_WORDS = st.sampled_from(
    [*_TALK, *sorted(w for own in OWN.values() for w in own if len(w) > 3)]
    + [term.name for reader in (SHIPPED, INVENTED) for term in reader.guideline.lexicon if term.in_text] * 4
    + ["NK/T-cell lymphoma", "nasal", "glimmerpox", "velvet", "spiral", "lantern hush"] * 12
)
_QUESTION = st.lists(_WORDS, min_size=1, max_size=12).map(" ".join)


@pytest.mark.parametrize("reader", BOTH)
@given(texts=st.lists(_QUESTION, min_size=1, max_size=3))
@settings(max_examples=40)
def test_no_word_of_one_guideline_is_ever_in_a_reply_on_the_other(reader: Reader, texts: list[str]) -> None:
    guideline = reader.guideline
    turn = talked(reader, *texts, search=everything(reader))

    body = turn.reply.markdown.replace(turn.reply.disclaimer, "")
    assert not (_tokens(body) - OF_WARD) & OWN[other_of(reader).guideline.id]
    held = [guideline.passage(id_).text for id_ in turn.reply.statements] + [guideline.title]
    held += [note.text for note in guideline.notes if note.id in turn.reply.notes]
    held += [topic.text for topic in guideline.topics if topic.id in turn.reply.not_covered]
    held += [block.text for block in turn.reply.blocks if block.kind in ("sources", "status")]
    rows = [guideline.row(id_) for id_ in turn.reply.rows]
    held += [name for row in rows if row.regimen for name in guideline.regimens[row.regimen].drugs]
    held += [word for row in rows for word in (*row.not_stated, "radiotherapy" if row.radiotherapy else "")]
    assert leaks(body, [*held, *map(str, turn.reply.refs)], reader.lexicon) == ()
    if turn.case["flags"]:
        assert turn.reply.outcome is not Outcome.RECOMMENDED


_ABOUT = {
    SHIPPED.guideline.id: [
        "nasal NK/T-cell lymphoma",
        "ENKTL",
        "NUT midline carcinoma",
        "natural killer/T-cell lymphoma",
    ],
    INVENTED.guideline.id: ["glimmerpox", "velvet glimmerpox", "lantern hush", "GPX"],
}
_ASKING = (
    "Which regimen for {}?",
    "Which regimen for stage IV {}, first line?",
    "And for {}?",
    "stage II {} first line",
    "{} regimen?",
    "What does the guideline recommend for relapsed {}?",
    "How do you treat {}?",
    "My mother has {}, stage I. What will they give her?",
    "maintenance in {}?",
)
_FIRST = {
    SHIPPED.guideline.id: "Which regimen for stage IV nasal NK/T-cell lymphoma?",
    INVENTED.guideline.id: "Which regimen for stage IV velvet glimmerpox, first line?",
}


@pytest.mark.parametrize("reader", BOTH)
@pytest.mark.parametrize("asking", _ASKING)
def test_a_question_about_the_others_disease_is_outside(reader: Reader, asking: str) -> None:
    for disease in _ABOUT[other_of(reader).guideline.id]:
        text = asking.format(disease)
        for turn in (talked(reader, text), talked(reader, _FIRST[reader.guideline.id], text)):
            assert turn.reply.outcome is Outcome.OUT_OF_SCOPE, text
            assert not turn.reply.rows, text


@pytest.mark.parametrize("reader", BOTH)
def test_what_follows_a_question_about_the_others_disease_is_outside_too(reader: Reader) -> None:
    first, disease = _FIRST[reader.guideline.id], _ABOUT[other_of(reader).guideline.id][0]

    away = talked(reader, first, f"And for {disease}?", "And in stage I?")
    back = talked(reader, first, f"And for {disease}?", first)

    assert away.reply.outcome is Outcome.OUT_OF_SCOPE
    assert back.reply.rows


@pytest.mark.parametrize("reader", BOTH)
def test_a_question_that_only_begins_as_the_guidelines_own_is_outside_too(reader: Reader) -> None:
    regimen = next(term.name for term in reader.guideline.lexicon if term.regimen is not None)
    disease = _ABOUT[other_of(reader).guideline.id][0]

    turn = talked(reader, f"Is {regimen} used in stage II {disease}?")

    assert turn.reply.outcome is Outcome.OUT_OF_SCOPE


@pytest.mark.parametrize(("first", "second"), [(SHIPPED, INVENTED), (INVENTED, SHIPPED)], ids=["there", "back"])
@pytest.mark.parametrize("text", ["And stage I?", "What dose of each?", "How many cycles of the second?", "Why?"])
def test_a_conversation_carries_nothing_from_one_guideline_to_the_other(
    first: Reader, second: Reader, text: str
) -> None:
    memory = talked(first, _FIRST[first.guideline.id]).memory

    turn = talked(second, text, memory=memory, search=everything(second))

    assert turn.reply.outcome is not Outcome.RECOMMENDED
    assert turn.case["subtype"] == []
    assert turn.case["disease"] is None
    assert SAYS["other-guideline"] in turn.reply.markdown
    assert turn.memory.guideline == second.guideline.id
    assert SAYS["other-guideline"] not in talked(second, "And stage I?", memory=turn.memory).reply.markdown


def test_an_emergency_in_between_forgets_nothing_and_brings_nothing_back() -> None:
    memory = talked(SHIPPED, _FIRST[SHIPPED.guideline.id]).memory

    urgent = talked(INVENTED, "I cannot breathe", memory=memory)

    assert urgent.reply.outcome is Outcome.URGENT
    assert urgent.case["subtype"] == []
    assert urgent.memory == memory
    assert talked(SHIPPED, "And stage I?", memory=urgent.memory).reply.rows == ("R1", "R2", "R3")


def test_a_row_or_subtype_that_is_gone_from_the_guideline_is_not_remembered(tmp_path: Path) -> None:
    memory = talked(INVENTED, _FIRST[INVENTED.guideline.id]).memory
    pack = Path(shutil.copytree(INVENTED_PACK, tmp_path / "pack"))
    table = (pack / "table.yaml").read_text(encoding="utf-8").replace("id: R4", "id: R40")
    (pack / "table.yaml").write_text(table, encoding="utf-8")
    (pack / "notes.yaml").write_text("- {id: K1, beside: [R40], text: It was renamed.}\n", encoding="utf-8")
    premises = (pack / "premises.yaml").read_text(encoding="utf-8").replace("  notes: [K2]\n", "")
    (pack / "premises.yaml").write_text(premises, encoding="utf-8")

    turn = talked(Reader(read_guideline(pack)), "How many cycles of the second?", memory=memory)

    assert turn.reply.rows == ()
    assert SAYS["other-guideline"] in turn.reply.markdown


def test_two_guidelines_share_a_home(home: Path) -> None:
    shipped, invented = opened(home, PACK), opened(home, INVENTED_PACK)
    tests = "Which tests at the first visit?"

    assert shipped.ask("Which imaging at diagnosis?", conversation="c").reply.statements
    assert invented.ask(tests, conversation="d").reply.statements == ("F6",)
    assert "lantern count" in opened(home, INVENTED_PACK).ask(tests, conversation="e").reply.markdown
    crossed = invented.ask("And stage IV?", conversation="c")

    assert crossed.reply.rows == ()
    assert crossed.number == 2
    assert [json.loads(record)["guideline"] for record in invented.store.records("c")] == [
        "nk-t-cell-lymphoma", "glimmerpox"
    ]  # fmt: skip
    assert len(list((home / "indexes").iterdir())) == 2


@pytest.mark.parametrize("pack", [PACK, INVENTED_PACK], ids=lambda pack: pack.name)
def test_a_model_that_writes_of_the_other_guideline_is_not_shown(home: Path, tmp_path: Path, pack: Path) -> None:
    own, other = (SHIPPED, INVENTED) if pack is PACK else (INVENTED, SHIPPED)
    drugs = [term.name for term in (*other.guideline.lexicon, *own.guideline.lexicon) if term.kind == "drug"]
    cited = "F10" if pack is PACK else "F6"
    drafts = [f"{own.guideline.passage(cited).text} It is given with {drug}. [{cited}]" for drug in drugs[:24]]
    script = tmp_path / "drafts.jsonl"
    script.write_text("\n".join(map(json.dumps, drafts)), encoding="utf-8")
    ward = opened(home, pack, WARD_MODEL=f"script:{script}")
    text = "Which imaging at diagnosis?" if pack is PACK else "Which tests at the first visit?"

    for _ in drafts:
        turn = ward.ask(text)

        assert turn.dropped
        assert not [drug for drug in drugs if drug.lower() in turn.reply.markdown.lower()]


@pytest.mark.parametrize("reader", BOTH)
def test_the_last_wall_knows_the_lexicon_of_its_guideline(reader: Reader) -> None:
    for term in reader.guideline.lexicon:
        for spelling in (term.name, *term.spelled, *term.capitals):
            assert leaks(f"Take {spelling}.", [], reader.lexicon), spelling


# What only the shipped guideline says stands in its data.

WHOLE_FILES = {
    "guardrails/hazard_tables.py": "what may be said of an emergency: names of medicines can only make more of it urgent",
    "guardrails/identifier_tables.py": "words that are no name of a person, eponyms among them: the more, the less is masked",
    "guardrails/synonyms.py": "English words of one meaning, from medicine at large; no drug is among them",
    "guardrails/verify_tables.py": "opposites and operators of medical English",
    "guardrails/verify_phrases.py": "abbreviations that are read alike in any text: EBV, LDH, p-gp",
    "guardrails/everyday.py": "words of talk that also open a brand or a name",
    "guardrails/rewrite_tables.py": "everyday English nouns and verbs",
    "guardrails/treatment_tables.py": "classes of medicines and words of treatment, from medicine at large: the more, the less is quoted",
    "corpus/citations.py": "scores whose number is no reference, in any text",
    "corpus/drug_names.py": "how the general table of drug names is derived",
}
GENERAL = set(
    """acid aggressive anti antibody based car carcinoma ccrt cell cells chemo chemotherapy classic coli csf ctx extranodal flag
    infusion leukaemia linfoma lymphoma lymphome mab met mine non protocol score sinus skin specific tab testicular therapy tract""".split()
)
"""Words of medicine at large, or of English, that are also part of a name in the shipped lexicon or disease."""
OTHERWISE = {("bot/settings.py", "cell"), ("bot/settings.py", "lymphoma"), ("bot/database.py", "checkpoint")}
"""The id of the guideline that is read when none is set, and a command of SQLite."""


def strings_of(path: Path) -> Iterator[str]:
    """Yield the strings of a file that do something: docstrings are left out."""
    if path.suffix != ".py":
        yield path.read_text(encoding="utf-8")
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def test_no_word_that_only_the_shipped_guideline_has_stands_in_the_code() -> None:
    files = [path for floor in ("corpus", "guardrails", "bot") for path in sorted((ROOT / floor).glob("*.py"))]
    found = set()
    for path in [*files, ROOT / "bot" / "prompt.txt"]:
        file = path.relative_to(ROOT).as_posix()
        if file not in WHOLE_FILES:
            held = {word for said in strings_of(path) for word in _tokens(re.sub(r"\\.", " ", said))}
            found |= {(file, word) for word in held & OWN[SHIPPED.guideline.id] - GENERAL}

    assert found - OTHERWISE == set()


def test_every_exception_is_needed() -> None:
    own = OWN[SHIPPED.guideline.id]

    for file in WHOLE_FILES:
        held = {word for said in strings_of(ROOT / file) for word in _tokens(said)}
        assert held & own, f"{file} holds no such word; take it off the list"


# An editor's slips are said with file, line and cure.

SLIPS = [
    ("guideline.yaml", "title: Glimmer", "tilte: Glimmer", "the key 'tilte' is not known here; correct its spelling"),
    ("guideline.yaml", "disease: glimmerpox", "disease: glimmerpocks", "'glimmerpocks' is not read in reading.yaml"),
    ("guideline.yaml", "updated: 1899-04-01", "updated: 1899-04-01\ndefault_line: {line: frist, because: x}", "'frist'"),
    ("text.md", "3 rounds of ZOQ. [1] (regimen)", "3 rounds of ZOQ [1] regimen", "this bullet is not a statement"),
    ("text.md", "both hands. [1] (background)", "both hands. [1] (regimen)", "F6 nearby, which is no background statement"),
    ("table.yaml", "line: maintenance", "line: salvage", "'line' is 'salvage': input should be 'first'"),
    ("table.yaml", "cycles: 3 rounds", "cycles: 3", "put the value in quotes"),
    ("table.yaml", "cycles: 3 rounds", "cycles: 4 rounds", "R1 says 4 in 'cycles', which none of its statements holds"),
    ("table.yaml", "when: low\n    line: first\n    rank: alt", "when: lwo\n    line: first\n    rank: alt", "'lwo'"),
    ("table.yaml", "- {stage: [I, II, III]}", "- {stage: [I, II]}", "gap: no row holds for glimmerpox"),
    ("table.yaml", "order: moonlight bath, then ZOQ", "order: ZOQ, then WOMBAT", "R1 names WOMBAT in 'order'"),
    ("table.yaml", "cycles: 5 courses", "cycles: 5 courses\n    order: moonlight bath, then FROTH", "'moonlight bath'; correct"),
    ("table.yaml", "[frumbenol, thrumicin]}", "[frumbenol, thrumicim]}", "lexicon.yaml has no 'thrumicim'"),
    ("not-covered.yaml", "flags: [unfit]", "flags: [frail]", "'frail': input should be 'under-18'"),
    ("not-covered.yaml", "- disease: [dry-glimmer]", "- disease: [dry-glimer]", "'dry-glimer' is no disease"),
    ("not-covered.yaml", "    - flags: [pregnancy]", "    - beside: true", "this sign of X2 holds in every question"),
    ("not-covered.yaml", "'mirrors?(?! protein)'", "'Mirrors?(?! protein)'", "no question holds 'M'"),
    ("not-covered.yaml", "'mirrors?(?! protein)'", "'mirror[s?'", "not a regular expression"),
    ("premises.yaml", "names: brightener", "names: brighteners", "nothing in lexicon.yaml contains 'brighteners'"),
    ("premises.yaml", "says: The text contradicts this. It keeps", "says: Give WOMBAT. It keeps", "is withheld"),
    ("reading.yaml", "advanced: [IV]", "advanced: [III, IV]", "stage III is both early and advanced"),
    ("reading.yaml", "advanced: [IV]", "advanced: [V]", "'V'"),
    ("reading.yaml", "stage_groups:", "stage_group:", "the key 'stage_groups' is missing; add it"),
    ("reading.yaml", "- value: spiral", "- value: velvet", "'velvet' stands here 2 times"),
    ("reading.yaml", "[\"glimmerpox\", \"glimmer pox\"", "[\"glimmerpocks\", \"glimmer pox\"", "'glimmerpocks'; correct"),
    ("reading.yaml", "values: [maintenance]", "values: [ember]", "'ember'"),
    ("lexicon.yaml", "kind: modality", "kind: treatment", "'kind' is 'treatment': input should be 'drug'"),
    ("lexicon.yaml", "name: Tri-Glow, kind: regimen, regimen: triglow", "name: Tri-Glow, kind: regimen, regimen: tri", "'tri'"),
    ("lexicon.yaml", "spelled: [Sumbrex]", "spelled: [Lumenox]", "'lumenox' already stands for lumenate"),
    ("notes.yaml", "beside: [F23, R8]", "beside: [F32, R8]", "K2 stands beside F32, which is not there"),
    ("notes.yaml", "text: The whole text is invented.", "text: It: is all invented.", "not YAML"),
    ("review.yaml", "state: submitted", "state: aproved", "'aproved'"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "says"), SLIPS, ids=[f"{s[0]} {s[2][:24]}" for s in SLIPS])
def test_a_slip_is_said_with_file_line_and_cure(tmp_path: Path, file: str, old: str, new: str, says: str) -> None:
    pack = Path(shutil.copytree(INVENTED_PACK, tmp_path / "pack"))
    text = (pack / file).read_text(encoding="utf-8")
    assert old in text
    (pack / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    faults = to_mend(pack)

    assert [fault for fault in faults if says in fault.says], [str(fault) for fault in faults]
    for fault in faults:
        assert 1 <= fault.line <= len((pack / fault.file).read_text(encoding="utf-8").splitlines())
        assert re.search(r"\b(?:add|remove|correct|give|make|mend|widen|write|put)\b", fault.says), fault.says


# The editor's commands on the invented folder.


def test_the_editors_commands_work_on_any_folder(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = Path(shutil.copytree(INVENTED_PACK, tmp_path / "glimmerpox"))
    monkeypatch.setenv("WARD_HOME", str(home))
    monkeypatch.setenv("WARD_GUIDELINE", str(pack))

    assert main(["rules", "check"]) == 0
    assert "glimmerpox: nothing to mend" in capsys.readouterr().out
    assert main(["rules", "table"]) == 0
    assert "| R8 | lantern hush, any type and stage, any line |" in capsys.readouterr().out
    assert main(["rules", "explain", "IV velvet, first line"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == ["R3", "R4"]
    assert main(["review", "approve", "R1", "F8", "F9", "--by", "A Moth"]) == 0
    assert "3 recorded" in capsys.readouterr().out
    edited = (pack / "table.yaml").read_text(encoding="utf-8").replace("rank: alternative", "rank: unranked")
    (pack / "table.yaml").write_text(edited, encoding="utf-8")
    assert main(["rules", "diff", str(INVENTED_PACK), str(pack)]) == 0
    assert capsys.readouterr().out.startswith("6 cases change.")
    assert main(["rules", "check", "--json", str(pack)]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_fault_of_a_folder_is_printed_as_a_path_that_an_editor_can_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = Path(shutil.copytree(INVENTED_PACK, tmp_path / "glimmerpox"))
    (pack / "review.yaml").write_text("state: aproved\n", encoding="utf-8")

    assert main(["rules", "check", str(pack)]) == 2
    said = capsys.readouterr().out

    assert f"{pack / 'review.yaml'}:1: 'state' is 'aproved'" in said
    assert said.endswith("glimmerpox: 1 thing to mend\n")


def test_a_veiled_text_keeps_its_length_and_all_but_its_treatments() -> None:
    folded = fold("after FROTH and zorblatine, stage II")

    veiled = INVENTED.lexicon.veiled(folded, INVENTED.lexicon.mentions(folded))

    assert len(veiled) == len(folded.text)
    assert veiled.replace("\0", "") == "after  and , stage ii"

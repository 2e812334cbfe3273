"""The walls of the house: which way imports run, what the rules may touch, and what is not loaded until it is needed."""

import ast
import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

import pytest

from tests.conftest import ROOT

FLOORS = {"corpus": 0, "guardrails": 1, "bot": 2, "evals": 3, "app": 3}
FILES = sorted(path for floor in ("corpus", "guardrails", "bot", "evals") for path in (ROOT / floor).glob("**/*.py"))
FILES.append(ROOT / "app.py")

KEEPERS = {
    "chromadb": "corpus/chroma.py",
    "sentence_transformers": "corpus/embed.py",
    "bm25s": "corpus/lexical.py",
    "rapidfuzz": "corpus/lexical.py",
    "Stemmer": "corpus/lexical.py",
    "yaml": "corpus/yaml_lines.py",
    "lxml": "corpus/read_html.py",
    "docx": "corpus/read_docx.py",
    "markdown_it": "corpus/read_markdown.py",
    "pdfplumber": "corpus/read_pdf.py",
    "drug_named_entity_recognition": "corpus/drug_names.py",
    "langchain": "bot/model.py",
    "langchain_core": "bot/model.py",
    "langchain_community": "bot/model.py",
    "langchain_ollama": "bot/model.py",
    "langchain_openai": "bot/model.py",
    "langchain_anthropic": "bot/model.py",
    "langsmith": "bot/model.py",
    "llama_cpp": "bot/model.py",
    "openai": "bot/model.py",
    "gradio": "bot/chat_ui.py",
    "fastapi": "bot/chat_ui.py",
    "uvicorn": "bot/chat_ui.py",
    "reportlab": "bot/pdf.py",
    "slack_bolt": "bot/slack.py",
    "slack_sdk": "bot/slack.py",
    "sqlalchemy": "bot/database.py",
    "rich": "bot/terminal.py",
    "presidio_analyzer": "bot/presidio.py",
    "prometheus_client": "bot/metrics.py",
    "opentelemetry": "bot/traces.py",
}
"""The one file that may import a package; `yaml` is light, the others are imported inside the function that needs them."""

KEPT_ELSEWHERE = {("evals/chain.py", "langchain_core"), ("evals/load_servers.py", "gradio")}
"""The plain chain and the bare page that Ward is compared with: parts of the exam, not of the house."""

HEAVY = {*KEEPERS, "numpy", "torch", "transformers", "pandas", "scipy", "playwright", "llama_cpp"} - {"yaml"}

NOT_FOR_RULES = frozenset(
    """os io pathlib shutil tempfile glob fileinput mmap sqlite3 shelve dbm pickle marshal zipfile tarfile gzip bz2 lzma csv
    socket ssl select selectors socketserver http urllib ftplib smtplib imaplib poplib xmlrpc webbrowser asyncio email
    time datetime calendar zoneinfo sched timeit random uuid
    subprocess multiprocessing threading concurrent signal ctypes importlib runpy sys platform getpass pwd logging warnings
    builtins code codeop inspect gc atexit locale gettext""".split()
)
"""Modules of files, network, clock, chance, processes and the machine: a rule is a pure function of its arguments."""

ALLOWED_ALL_THE_SAME = {("guardrails/seal.py", "secrets")}
"""`secrets` gives the key of this process's seals, so that nothing outside `seal` can make one."""

CALLS_NO_RULE_MAKES = frozenset({"open", "print", "input", "eval", "exec", "__import__", "breakpoint"})


@dataclass(frozen=True, kw_only=True)
class Import:
    file: str
    line: int
    module: str
    """As written, such as `corpus.passage`."""
    inside: bool
    """Whether it runs only when a function is called, or never (`if TYPE_CHECKING`)."""

    @property
    def package(self) -> str:
        return self.module.split(".")[0]

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.module}"


def imports(path: Path) -> Iterator[Import]:
    """Yield every import of a file, wherever it stands."""
    return _imports(ast.parse(path.read_text(encoding="utf-8")), path.relative_to(ROOT).as_posix(), False)


def _imports(node: ast.AST, file: str, inside: bool) -> Iterator[Import]:
    modules: list[str] = []
    if isinstance(node, ast.Import):
        modules = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"{file}:{node.lineno} imports by dots; write the whole name"
        modules = [node.module or ""]
    for module in modules:
        yield Import(file=file, line=node.lineno, module=module, inside=inside)
    for child in ast.iter_child_nodes(node):
        lazy = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        typing_only = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING" and child in node.body
        yield from _imports(child, file, inside or lazy or typing_only)


EVERY = [imported for path in FILES for imported in imports(path)]
OF_RULES = [imported for imported in EVERY if imported.file.startswith("guardrails/")]


def test_there_is_something_to_hold() -> None:
    assert len(FILES) > 30
    assert {Path(file).parts[0].removesuffix(".py") for file in {i.file for i in EVERY}} == set(FLOORS)


def test_no_import_runs_up() -> None:
    ups = [
        str(imported)
        for imported in EVERY
        if FLOORS.get(imported.package, -1) > FLOORS[Path(imported.file).parts[0].removesuffix(".py")]
    ]

    assert ups == []


def test_no_import_reaches_the_tests() -> None:
    assert [str(imported) for imported in EVERY if imported.package == "tests"] == []


def test_rules_import_the_standard_library_pydantic_passages_and_themselves() -> None:
    strange = [
        str(imported)
        for imported in OF_RULES
        if imported.package not in {*sys.stdlib_module_names, "pydantic", "guardrails"}
        and imported.module != "corpus.passage"
    ]

    assert strange == []


def test_rules_touch_no_file_network_clock_or_chance() -> None:
    reaching = [
        str(imported)
        for imported in OF_RULES
        if imported.package in NOT_FOR_RULES | {"secrets"}
        and (imported.file, imported.package) not in ALLOWED_ALL_THE_SAME
    ]

    assert reaching == []


@pytest.mark.parametrize("path", [pytest.param(p, id=p.name) for p in FILES if p.parent.name == "guardrails"])
def test_rules_call_nothing_that_reads_writes_or_runs(path: Path) -> None:
    calls = [
        f"{path.name}:{node.lineno} calls {node.func.id}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS_NO_RULE_MAKES
    ]

    assert calls == []


@pytest.mark.parametrize(("package", "keeper"), KEEPERS.items())
def test_a_package_has_one_keeper(package: str, keeper: str) -> None:
    files = {imported.file for imported in EVERY if imported.package == package}

    assert {file for file in files if (file, package) not in KEPT_ELSEWHERE} <= {keeper}


@pytest.mark.parametrize("package", ["chromadb", "sentence_transformers", "bm25s", "gradio", "rich", "yaml"])
def test_a_keeper_keeps_its_package(package: str) -> None:
    assert KEEPERS[package] in {imported.file for imported in EVERY if imported.package == package}


def test_every_package_of_a_family_is_kept() -> None:
    families = ("langchain", "slack", "chroma")
    unkept = [str(i) for i in EVERY if i.package.startswith(families) and i.package not in KEEPERS]

    assert unkept == []


def test_what_is_heavy_is_imported_inside_the_function_that_needs_it() -> None:
    assert [str(imported) for imported in EVERY if imported.package in HEAVY and not imported.inside] == []


def test_no_module_is_imported_by_a_name_made_at_run_time() -> None:
    made = [
        f"{path.name}:{node.lineno}"
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("import_module", "__import__")
    ]

    assert made == []


def test_guardrails_is_ours() -> None:
    spec = importlib.util.find_spec("guardrails")

    assert spec is not None and spec.origin is not None
    assert Path(spec.origin).is_relative_to(ROOT)


def test_no_other_package_named_guardrails_is_installed() -> None:
    named = {(dist.metadata["Name"] or "").lower() for dist in distributions()}

    assert named & {"guardrails", "guardrails-ai", "openai-guardrails", "guardrails-api-client"} == set()


def test_guardrails_is_ours_from_another_folder(tmp_path: Path) -> None:
    if not any(dist.metadata["Name"] == "ward" for dist in distributions()):
        pytest.skip("ward is not installed")

    asked = [sys.executable, "-c", "import guardrails; print(guardrails.__file__)"]
    said = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=True)

    assert Path(said.stdout.strip()).is_relative_to(ROOT)


def loaded_by(argv: list[str], home: Path) -> set[str]:
    """Return the packages that are loaded once a command of `ward` has ended."""
    program = (
        "import atexit, sys\n"
        "atexit.register(lambda: sys.stderr.write('LOADED ' + ' '.join({name.split('.')[0] for name in sys.modules})))\n"
        "from bot.cli import main\n"
        f"sys.exit(main({argv!r}))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={"WARD_HOME": str(home), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ran.stderr.partition("LOADED ")[2].split())


@pytest.mark.parametrize(
    "argv",
    [
        pytest.param(["--help"], id="ward --help"),
        pytest.param(["ask", "--help"], id="ward ask --help"),
        pytest.param(["ask", "--json", "Which regimen for stage I nasal?"], id="an answer of the table"),
        pytest.param(["ask", "Is DDGP an option for stage IV?"], id="an answer of the rules"),
        pytest.param(["doctor", "--json"], id="ward doctor"),
        pytest.param(["ingest", "--list"], id="ward ingest --list"),
    ],
)
def test_help_and_rules_start_at_once(argv: list[str], home: Path) -> None:
    heavy = {"torch", "transformers", "langchain", "langchain_core"} | HEAVY

    loaded = loaded_by(argv, home)

    assert "argparse" in loaded
    stored = {"sqlalchemy"} if argv[0] == "ask" and "--help" not in argv else set()  # a turn is kept before it is shown
    assert loaded & heavy == stored

"""The page in a real browser: one server process for all of these, driven as a reader drives it."""

import json
import os
import re
import shutil
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
import pytest

from bot.assemble import assistant
from bot.settings import Settings
from bot.store import Store
from corpus.passage import Guideline, Use
from tests.conftest import PACK
from tests.page_server import Page as Served
from tests.page_server import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = shutil.which("chromium")
SWITCHES = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
STAGE_IV = "Which regimen for stage IV nasal ENKTL, first line?"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
IMAGING = "Which imaging at diagnosis?"
ROWS_IV, ROWS_I = ["R4", "R5", "R6", "R7"], ["R1", "R2", "R3"]

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    if CHROMIUM is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("chromium is not installed: apt install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def served(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("page"), model=True) as page:
        yield page


def _busy() -> float:
    """How many times over this machine is in use: 1 where the browser and one more process have it."""
    return max(1.0, os.getloadavg()[0] / (1.5 * (os.cpu_count() or 1)))


class Reader:
    """A reader with a browser of his own, which writes down what goes wrong."""

    def __init__(self, browser: "Browser", served: Served, **options: Any) -> None:
        self.context: BrowserContext = browser.new_context(**{"viewport": {"width": 1280, "height": 860}, **options})
        self.page: Page = self.context.new_page()
        self.served = served
        self.faults: list[str] = []
        self.hosts: set[str] = set()
        self.page.set_default_timeout(60_000)
        self.page.on("console", lambda m: self.faults.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname or ""))

    def open(self, path: str = "") -> "Reader":
        self.page.goto(self.served.address + path)
        self.page.wait_for_selector("#side .side")
        return self

    def ask(self, text: str) -> int:
        """Ask by the keyboard; return the number of the turn once its reply is whole."""
        number = self.page.locator("#talk article.turn").count() + 1
        self.type(text)
        self.page.wait_for_selector(f"#turn-{number} .why", state="attached")
        return number

    def type(self, text: str) -> None:
        field = self.page.locator("#composer textarea")
        field.fill(text)
        field.press("Enter")

    def marks(self, number: int) -> list[str]:
        return [mark.split()[-1] for mark in self.page.locator(f"#turn-{number} .rows .cite").all_inner_texts()]

    def tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name, exact=True).click()

    @property
    def conversation(self) -> str:
        return self.page.url.partition("?c=")[2]

    def done(self) -> None:
        assert self.faults == []
        assert self.hosts <= {"127.0.0.1"}
        self.context.close()


@pytest.fixture(scope="module")
def regular(browser: "Browser", served: Served) -> Iterator[Reader]:
    regular = Reader(browser, served)
    regular.open()
    yield regular
    regular.done()


@pytest.fixture
def reader(regular: Reader) -> Iterator[Reader]:
    """A clinician at an empty conversation; he has others."""
    regular.tab("Ask")
    regular.page.click("#new")
    regular.page.wait_for_selector("#talk .welcome")
    yield regular
    assert regular.faults == []


@pytest.fixture
def newcomer(browser: "Browser", served: Served) -> Iterator[Reader]:
    """A reader whom the server has not seen."""
    reader = Reader(browser, served)
    reader.open()
    yield reader
    reader.done()


def test_the_first_paint_comes_soon_after_the_server_is_ready(browser: "Browser", served: Served) -> None:
    reader = Reader(browser, served)
    began = time.monotonic()

    reader.open()

    painted = reader.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1000
    print(f"first contentful paint {began - served.ready + painted:.2f} s after ready")  # noqa: T201 -- the figure, with -s
    assert began - served.ready + painted < 3 * _busy()
    assert reader.page.get_by_text("Review: submitted, pending human review").is_visible()
    reader.done()


def test_a_question_a_follow_up_and_what_was_understood(reader: Reader, guideline: Guideline) -> None:
    first = reader.ask(STAGE_IV)
    second = reader.ask("And stage I?")

    assert reader.marks(first) == ROWS_IV
    assert reader.marks(second) == ROWS_I
    case = reader.page.locator("#side .case").inner_text()
    assert "stage I" in case and "from stage I" in case
    for number in (first, second):
        assert guideline.disclaimer.professional in reader.page.locator(f"#reply-{number}").inner_text()
    assert reader.page.locator("#disclaimer").is_visible()
    assert len(reader.conversation) == 32


def test_a_citation_opens_where_it_stands(reader: Reader) -> None:
    reader.ask(STAGE_IV)
    reader.page.click("#turn-1 .cite >> text=R4")
    reader.page.wait_for_selector("#side .evidence-of mark >> text=Modified SMILE for 4-6 cycles.")

    evidence = reader.page.locator("#side .panel.evidence").inner_text()

    assert "Stage III-IV nasal, non-nasal and aggressive disease" in evidence
    assert "How we treat NK/T-cell lymphomas" in evidence
    assert "pending human review" in evidence and "2025-10-26" in evidence


def test_a_click_corrects_a_fact_as_a_turn_like_any_other(reader: Reader) -> None:
    reader.ask(STAGE_IV)
    reader.page.click("#side .case dt:has-text('Stage') + dd summary")
    reader.page.click("#side .case dt:has-text('Stage') + dd .choice >> text='stage II'")
    reader.page.wait_for_selector("#turn-2 .why", state="attached")

    assert reader.marks(2) == ROWS_I
    assert "Correction: stage II" in reader.page.locator("#question-2").inner_text()
    assert "stage II" in reader.page.locator("#side .case").inner_text()


def test_a_follow_up_chip_asks(reader: Reader) -> None:
    reader.ask(STAGE_IV)
    chip = reader.page.locator("#turn-1 .chip").first
    text = chip.inner_text()
    chip.click()
    reader.page.wait_for_selector("#turn-2 .why", state="attached")

    assert reader.page.locator("#question-2").inner_text() == text
    assert reader.marks(2) == ROWS_I


def test_a_patient_is_told_so_and_gets_plain_words(newcomer: Reader, guideline: Guideline) -> None:
    newcomer.page.click("#talk .who >> text=Patient or family")
    newcomer.page.wait_for_selector(f"#disclaimer >> text={guideline.disclaimer.patient[:40]}")
    newcomer.ask("Is a lumbar puncture needed?")

    assert guideline.disclaimer.patient in newcomer.page.locator("#reply-1").inner_text()
    term = newcomer.page.locator("#reply-1 .term", has_text="lumbar puncture").first
    term.focus()
    assert term.locator(".tip").is_visible()
    assert term.locator(".tip").inner_text() == "spinal tap"
    newcomer.page.reload()
    newcomer.page.wait_for_selector("#turn-1")
    assert newcomer.page.locator("#head [data-audience=patient]").get_attribute("aria-pressed") == "true"


def test_the_map_shows_each_case_and_what_ward_says(reader: Reader) -> None:
    reader.tab("Guideline")
    reader.page.wait_for_selector("#map .field")
    field = reader.page.get_by_role("button", name=re.compile("^nasal, Stage II, first line: R1, R2, R3"))
    field.click()
    reader.page.wait_for_selector("#field-reply .reply")

    assert [row.split()[-1] for row in reader.page.locator("#field-reply td .id").all_inner_texts()] == ROWS_I
    reader.page.click("#field-reply >> text=Ask this")
    reader.page.wait_for_selector("#turn-1 .why", state="attached")
    assert reader.marks(1) == ROWS_I


def test_a_conversation_is_exported(reader: Reader, guideline: Guideline) -> None:
    reader.ask(STAGE_IV)
    reader.page.wait_for_selector("#side .exports")
    files = {}
    for link in reader.page.locator("#side .exports a").all():
        with reader.page.expect_download() as download:
            link.click()
        files[link.inner_text()] = Path(download.value.path()).read_bytes()

    assert guideline.disclaimer.professional in files["Markdown"].decode()
    assert "modified SMILE" in files["Markdown"].decode() and "Sources: [1]" in files["Markdown"].decode()
    assert files["PDF"].startswith(b"%PDF-")
    receipt = json.loads(files["JSON"])
    assert receipt["turns"][0]["rows"] == ROWS_IV and receipt["disclaimer"] == guideline.disclaimer.professional


def test_feedback_is_stored_with_the_turn(reader: Reader, served: Served) -> None:
    reader.ask(STAGE_IV)
    reader.page.click("#turn-1 .verdict >> text=Unsafe")
    reader.page.fill("#turn-1 .more input", "no dose; call 0171 2345678")
    reader.page.click("#turn-1 .more >> text=Save")
    reader.page.wait_for_function("document.querySelector('#turn-1 .more input')?.getAttribute('value')")

    [noted] = Store(served.home).feedback(reader.conversation)

    assert (noted.number, noted.verdict) == (1, "unsafe")
    assert noted.word.startswith("no dose") and "2345678" not in noted.word


def test_a_reload_keeps_the_conversation_which_can_be_reopened_and_deleted(newcomer: Reader) -> None:
    newcomer.ask(STAGE_IV)
    shown = newcomer.page.locator("#reply-1").inner_text()
    newcomer.page.reload()
    newcomer.page.wait_for_selector("#turn-1")

    assert newcomer.page.locator("#reply-1").inner_text() == shown

    newcomer.page.click("#new")
    newcomer.page.wait_for_selector("#talk .welcome")
    assert newcomer.conversation == ""
    newcomer.page.click("#side .open")
    newcomer.page.wait_for_selector("#turn-1")
    newcomer.page.on("dialog", lambda dialog: dialog.accept())
    newcomer.page.click("#side [data-do=delete]")
    newcomer.page.wait_for_selector("#talk .welcome")
    assert newcomer.page.locator("#side .open").count() == 0


def test_two_readers_do_not_see_each_other(reader: Reader, browser: "Browser", served: Served) -> None:
    reader.ask(STAGE_IV)
    other = Reader(browser, served).open(f"?c={reader.conversation}")

    assert other.page.locator("#talk .turn").count() == 0
    assert other.page.locator("#side .open").count() == 0
    assert other.context.request.get(f"{served.address}export/{reader.conversation}.md").status == 404
    other.ask("What is the treatment?")
    assert other.conversation != reader.conversation
    other.done()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_read_and_use_every_tab(browser: "Browser", served: Served, theme: str) -> None:
    reader = Reader(browser, served, color_scheme=theme).open()
    found = _findings(reader, "welcome")
    reader.page.click("#talk .who >> text=Clinician")
    reader.ask(STAGE_IV)
    reader.page.click("#turn-1 .cite >> nth=0")
    reader.page.wait_for_selector("#side .evidence-of")
    reader.page.click("#side .case dt:has-text('Stage') + dd summary")
    reader.page.click("#turn-1 .verdict >> text=Wrong")
    reader.page.wait_for_selector("#turn-1 .thanks")
    reader.ask(IMAGING)
    reader.ask("What dose of pegaspargase?")
    reader.ask("He has chest pain and cannot breathe")
    found += _findings(reader, "ask")
    reader.tab("Guideline")
    reader.page.click("#map .field >> nth=7")
    reader.page.wait_for_selector("#field-reply .reply")
    found += _findings(reader, "map")
    for name, shown in (("Table", "#table table"), ("Text", "#text h2"), ("Review", "#review table")):
        reader.tab(name)
        reader.page.wait_for_selector(shown)
        found += _findings(reader, name)
    reader.tab("About")
    found += _findings(reader, "about")

    assert found == []
    assert reader.page.evaluate("document.body.classList.contains('dark')") == (theme == "dark")
    reader.done()


def _findings(reader: Reader, where: str) -> list[str]:
    """Return what axe-core finds that is serious or critical."""
    import axe_playwright_python

    if not reader.page.evaluate("'axe' in window"):
        script = Path(axe_playwright_python.__file__).parent / "axe.min.js"
        reader.page.evaluate(script.read_text(encoding="utf-8"))
    found = reader.page.evaluate(f"axe.run(document, {{resultTypes: ['violations'], runOnly: {STANDARDS}}})")[
        "violations"
    ]
    grave = [each for each in found if each["impact"] in ("serious", "critical")]
    return [f"{where}: {each['id']} {each['nodes'][0]['html'][:200]}" for each in grave]


@pytest.mark.parametrize(
    ("width", "height"), [pytest.param(390, 844, id="phone"), pytest.param(640, 430, id="desktop at 200 %")]
)
def test_nothing_is_cut_off_on_a_small_screen(browser: "Browser", served: Served, width: int, height: int) -> None:
    reader = Reader(browser, served, viewport={"width": width, "height": height}).open()
    reader.ask(STAGE_IV)
    reader.tab("Guideline")
    reader.page.wait_for_selector("#map .field")

    for tab in ("Ask", "Guideline", "About"):
        reader.tab(tab)
        wide = reader.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (tab, wide) == (tab, 0)
        in_view = reader.page.evaluate(_IN_VIEW)
        assert (tab, in_view) == (tab, [])
    reader.done()


_IN_VIEW = """[...document.querySelectorAll('#disclaimer, #standing')].filter((e) => {
  window.scrollTo(0, document.documentElement.scrollHeight);
  const box = e.getBoundingClientRect();
  return box.top < -1 || box.bottom > innerHeight + 1;
}).map((e) => e.id)"""
"""What must always be in view and is not, once the page is scrolled to its end."""


def test_the_keyboard_alone_is_enough(reader: Reader) -> None:
    page = reader.page
    page.locator("body").click(position={"x": 5, "y": 400})
    page.keyboard.press("/")
    page.keyboard.type(STAGE_IV)
    page.keyboard.press("Enter")
    page.wait_for_selector("#turn-1 .why", state="attached")
    page.locator("#turn-1 .tool").first.focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "cite"
    page.keyboard.press("Enter")
    page.wait_for_selector("#side .evidence-of")

    assert page.evaluate("document.activeElement.id") == "evidence"
    assert page.evaluate("getComputedStyle(document.querySelector('#turn-1 .tools')).opacity") is not None


def test_a_rule_answer_is_there_at_once(reader: Reader) -> None:
    """The median of a series; other tests may keep this machine busy, so up to three are run."""
    reader.ask("What is the treatment of stage II nasal disease?")
    medians: list[float] = []
    while len(medians) < 3 and not (medians and medians[-1] <= 300):
        medians.append(statistics.median(_series(reader)))

    print(f"Enter to answer: {', '.join(f'{median:.0f}' for median in medians)} ms")  # noqa: T201
    assert min(medians) <= 300 * _busy()


def _series(reader: Reader) -> Iterator[float]:
    """Yield milliseconds from Enter to the whole reply, as the browser counts them."""
    field = reader.page.locator("#composer textarea")
    for stage in ("I", "III", "II", "IV", "I", "IV", "II"):
        number = reader.page.locator("#talk article.turn").count() + 1
        field.fill(f"And stage {stage}?")
        reader.page.evaluate(_STOPWATCH, number)
        field.press("Enter")
        reader.page.wait_for_function("window.taken !== null")
        yield reader.page.evaluate("window.taken")


_STOPWATCH = """(number) => {
  window.taken = null;
  let started;
  const field = document.querySelector('#composer textarea');
  field.addEventListener('keydown', () => { started = performance.now(); }, {once: true, capture: true});
  const watch = new MutationObserver(() => {
    if (document.querySelector(`#turn-${number} .why`)) { window.taken = performance.now() - started; watch.disconnect(); }
  });
  watch.observe(document.querySelector('#talk'), {childList: true, subtree: true});
}"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<img src=x onerror=window.hit=1><script>window.hit=1</script> treatment?", id="HTML"),
        pytest.param(
            "![x](http://192.0.2.1/x.png) [a](javascript:window.hit=1) ${window.hit=1} {{hit}} `", id="Markdown"
        ),
        pytest.param("\u202eשלום\u202c مرحبا what is the treatment?", id="right to left"),
        pytest.param("👩‍⚕️ 🙂 treatment of stage II nasal?", id="emoji"),
    ],
)
def test_odd_questions_are_shown_as_typed_and_nothing_in_them_acts(reader: Reader, text: str) -> None:
    number = reader.ask(text)

    assert reader.page.evaluate("window.hit") is None
    assert reader.page.locator("#talk img, #talk script, #talk .typed a").count() == 0
    shown = reader.page.locator(f"#question-{number}").inner_text()
    assert shown.split()[0] == text.split()[0] or "[URL]" in shown


def test_a_huge_paste_is_refused_in_a_sentence_and_stays_in_the_field(reader: Reader) -> None:
    reader.type("stage II nasal " * 7000)
    reader.page.wait_for_selector("#talk .notice")

    assert "at most 8,000 are read" in reader.page.locator("#talk .notice").inner_text()
    assert len(reader.page.locator("#composer textarea").input_value()) > 100_000


def test_sentences_appear_as_they_are_verified_and_an_invention_never(reader: Reader) -> None:
    reader.type("What are the main prognostic factors?")
    reader.page.wait_for_selector("#turn-1 .going")
    reader.page.wait_for_selector("#reply-1 >> text=age, disease stage")
    growing = reader.page.locator("#turn-1 .why").count()
    reader.page.wait_for_selector("#turn-1 .why", state="attached")

    assert growing == 0
    assert "rituximab" not in reader.page.content()
    reader.page.click("#turn-1 .why summary")
    assert "Dropped from the model's draft" in reader.page.locator("#turn-1 .why").inner_text()


def test_a_model_that_dies_in_the_middle_leaves_a_sealed_reply(reader: Reader, guideline: Guideline) -> None:
    number = reader.ask("What is NK/T-cell lymphoma?")

    shown = reader.page.locator(f"#reply-{number}").inner_text()
    assert "The language model gave no usable answer" in shown
    assert guideline.disclaimer.professional in shown
    assert "ritux" not in reader.page.content()


def test_a_draft_can_be_stopped_and_what_was_verified_stays(reader: Reader) -> None:
    reader.type("How is response assessed?")
    reader.page.wait_for_selector("#reply-1 >> text=PET/CT in the interim")
    reader.page.click("#turn-1 [data-do=stop]")
    reader.page.wait_for_selector("#turn-1 .why", state="attached", timeout=30_000)
    shown = reader.page.locator("#reply-1").inner_text()
    reader.page.reload()
    reader.page.wait_for_selector("#turn-1")

    assert "PET/CT in the interim" in shown
    assert reader.page.locator("#reply-1").inner_text() == shown


def test_a_dropped_connection_can_be_resumed(reader: Reader, served: Served) -> None:
    reader.ask(STAGE_IV)
    address = reader.page.url
    reader.type("What are the main prognostic factors?")
    reader.page.wait_for_selector("#turn-2 .going")
    reader.page.goto("about:blank")
    reader.faults.clear()  # what Gradio says of a connection that was cut
    held = Store(served.home)
    until = time.monotonic() + 10
    while len(held.records(address.partition("?c=")[2])) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    reader.page.goto(address)
    reader.page.wait_for_selector("#turn-2")

    assert "age, disease stage" in reader.page.locator("#reply-2").inner_text()


def test_nothing_of_a_treatment_is_on_a_page_that_has_shown_no_row(reader: Reader, guideline: Guideline) -> None:
    reader.ask(IMAGING)
    reader.page.click("#turn-1 .cite >> nth=0")
    reader.page.wait_for_selector("#side .evidence-of")
    reader.page.click("#turn-1 .verdict >> text=Helpful")
    reader.page.wait_for_selector("#turn-1 .thanks")
    written = reader.page.content()
    receipt = reader.context.request.get(f"{reader.served.address}export/{reader.conversation}.json").text()

    for passage in guideline.passages:
        if passage.use is not Use.BACKGROUND:
            assert passage.text not in written and passage.text not in receipt
    for regimen in guideline.regimens.values():
        assert regimen.name not in written and regimen.name not in receipt


def test_twenty_conversations_at_once_do_not_mix(served: Served) -> None:
    def converse(at: int) -> list[list[str]]:
        stages = ["I", "IV"] if at % 2 else ["IV", "I"]
        with httpx.Client(base_url=served.address, timeout=60) as client:
            client.get("/")
            first = _called(client, f"Which regimen for stage {stages[0]} nasal ENKTL?", "")
            second = _called(client, f"And stage {stages[1]}?", first["conversation"])
            third = _called(client, f"And stage {stages[0]}?", first["conversation"])
        assert {first["conversation"]} == {second["conversation"], third["conversation"]}
        return [first["rows"], second["rows"], third["rows"]]

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(converse, range(20)))

    for at, answer in enumerate(answers):
        first, second = (ROWS_I, ROWS_IV) if at % 2 else (ROWS_IV, ROWS_I)
        assert answer == [first, second, first]


def _called(client: httpx.Client, text: str, conversation: str) -> dict[str, Any]:
    """Call the one open endpoint as a program does."""
    event = client.post("/gradio_api/call/ask", json={"data": [text, conversation, "clinician"]}).json()["event_id"]
    said = client.get(f"/gradio_api/call/ask/{event}").text
    assert "event: complete" in said, said
    answer: dict[str, Any] = json.loads(said.split("data: ")[-1])[0]
    return answer


def test_only_the_guarded_endpoint_is_open(served: Served) -> None:
    with httpx.Client(base_url=served.address) as client:
        client.get("/")
        known = client.get("/gradio_api/info").json()

        assert list(known["named_endpoints"]) == ["/ask"]
        assert known["unnamed_endpoints"] == {}
        for path in ("/gradio_api/upload", "/monitoring", "/gradio_api/file=/etc/passwd", "/gradio_api/runs", "/docs"):
            assert client.get(path).status_code in (404, 405), path


def test_a_reviewer_signs_off_where_the_guidelines_folder_cannot_be_written(browser: "Browser", tmp_path: Path) -> None:
    pack = Path(shutil.copytree(PACK, tmp_path / PACK.name))
    (pack / "review.making").mkdir()  # what would be written first is not a file
    before = (pack / "review.yaml").read_bytes()
    house = {"WARD_HOME": str(tmp_path / "home"), "WARD_GUIDELINE": str(pack), "WARD_REQUIRE_APPROVED": "1"}
    house["WARD_EMBEDDER"] = str(tmp_path / "none")  # rules alone: nothing is loaded for the search
    environ = {**house, "WARD_PROXY_HEADER": "X-User", "WARD_REVIEWERS": "anna"}
    other = assistant(Settings.read(environ))
    with serving(tmp_path / "home", environ) as page:
        reader = Reader(browser, page, extra_http_headers={"X-User": "anna"}).open()
        reader.tab("Guideline")
        reader.tab("Review")
        reader.page.click("#review [data-id=R4][data-state=approved]")
        reader.page.wait_for_selector("#review tr:has(th:text-is('R4')) td:text-is('approved')")
        assert other.ask("Which regimen for stage IV nasal?").reply.rows == ("R4",)

        other.sign("R4", "submitted", "anna")

        reader.tab("Ask")
        reader.ask("Which regimen for stage IV nasal?")
        assert reader.marks(1) == []
        reader.done()
    assert (pack / "review.yaml").read_bytes() == before
    assert other.store.verify().faults == ()

"""What is made of a run: one page that fetches nothing, JUnit that a CI server reads, a report that can be read again."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from bot.cli import main
from bot.settings import Settings
from evals import junit, report, report_html
from evals.report import Report, SuiteError, beside
from evals.run import examined
from evals.suite import read
from tests.fakes import BagOfWords

EVIL = "</pre><script>alert(1)</script><img src='http://example.org/x'>"


def case(id_: str, text: str, **more: Any) -> dict[str, Any]:
    known = {"known": more.pop("known")} if "known" in more else {}
    turn = {"text": text, **more}
    return {"id": id_, "source": "t", "licence": "t", "split": "dev", "kind": "plain", **known, "turns": [turn]}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("report")
    cases = [
        case("T-1", "stage I nasal NK/T regimen?", outcome=["recommended"], rows=["R1"]),
        case("T-2", f"stage IV nasal NK/T regimen? {EVIL}", outcome=["refused"], norows=["R4"]),
        case("T-3", "Which imaging at diagnosis?", outcome=["urgent"], known="not mended yet"),
        case("T-4", "stage I nasal NK/T regimen?", outcome=["recommended"], known="is mended"),
        case("T-5", "P-glycoprotein?", relevant=["F3"], answerable=True),
    ]
    path = folder / "some.jsonl"
    path.write_text("\n".join(map(json.dumps, cases)), encoding="utf-8")
    settings = Settings.read({"WARD_HOME": str(folder / "home")})
    return examined(
        settings, [read(path)], workers=0, encoder=BagOfWords(), benches={"search": {"ndcg@10": 0.5, "by": [1, 2]}}
    )


@pytest.fixture
def page(made: Report) -> str:
    return report_html.page(made)


def test_the_page_fetches_nothing_and_runs_nothing(page: str) -> None:
    assert not re.search(r"<(?:script|link|img|iframe|object|embed)\b", page)
    assert not re.search(r"<[^>]*\s(?:src|href|on\w+)\s*=|url\(|@import", page)
    assert "default-src 'none'" in page


def test_what_was_asked_is_shown_and_never_acts(page: str) -> None:
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_page_shows_every_figure_gate_plot_and_failure(made: Report, page: str) -> None:
    assert all(figure["id"] in page for figure in made["figures"])
    assert all(gate["figure"] in page for gate in made["gates"])
    assert page.count("<svg") >= 6
    assert "some/T-2, turn 1" in page and "some/T-3, turn 1" in page and "some/T-1, turn" not in page
    assert "ndcg@10" in page
    assert "not measured" in page


def test_the_page_reads_in_chromium(page: str, tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    file = tmp_path / "report.html"
    file.write_text(page, encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 390, "height": 800}, color_scheme="dark")
        said: list[str] = []
        tab.on("console", lambda message: said.append(message.text))
        tab.on("request", lambda request: said.append(request.url))
        tab.goto(file.as_uri())

        width = tab.evaluate("document.documentElement.scrollWidth")
        dark = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        browser.close()

    assert said == [file.as_uri()]
    assert width == 390
    assert dark == "rgb(20, 24, 30)"


def test_junit_counts_failures_and_skips_what_is_known(made: Report) -> None:
    root = junit.junit(made).getroot()
    assert root is not None

    some = next(suite for suite in root if suite.get("name") == "some")

    assert (some.get("tests"), some.get("failures"), some.get("skipped")) == ("5", "1", "1")
    assert "rows ['R4'] shown" in some.find("testcase[@name='T-2']/failure").get("message")  # type: ignore[union-attr, operator]
    assert next(iter(root)).get("name") == "gates"


def test_junit_takes_any_text(made: Report, tmp_path: Path) -> None:
    odd = json.loads(json.dumps(made))
    odd["failures"][0]["reply"] = "\x00\x1b\ud800￾]]>"

    junit.write(odd, tmp_path / "odd.xml")

    assert ElementTree.parse(tmp_path / "odd.xml").getroot().tag == "testsuites"


def test_a_report_is_read_as_it_was_written(made: Report, tmp_path: Path) -> None:
    report.write(made, tmp_path / "report.json")

    assert report.read(tmp_path / "report.json") == json.loads(json.dumps(made))


@pytest.mark.parametrize("text", ["{}", "[]", "no json", '{"schema": "ward-exam/0"}'])
def test_another_file_is_no_report(text: str, tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text(text, encoding="utf-8")

    with pytest.raises(SuiteError, match="ward evaluate --json"):
        report.read(tmp_path / "other.json")


def test_fates_say_what_failed_what_is_known_and_what_is_mended(made: Report) -> None:
    assert made["fates"] == {
        "some/T-1": "held", "some/T-2": "failed", "some/T-3": "known", "some/T-4": "mended", "some/T-5": "held"
    }  # fmt: skip


def test_a_case_that_broke_is_a_regression_and_one_that_was_broken_before_is_none(made: Report) -> None:
    earlier = json.loads(json.dumps(made))
    earlier["fates"]["some/T-2"] = "held"

    assert beside(made, earlier).broke == ("some/T-2",)
    assert beside(made, made).broke == ()
    assert beside(earlier, made).mended == ("some/T-2",)


def test_figures_of_other_suites_are_not_compared(made: Report) -> None:
    earlier = json.loads(json.dumps(made))
    for figure in earlier["figures"]:
        figure["value"] = 1.0 if figure["better"] == "higher" else 0.0
    worse = beside(made, earlier).worse
    earlier["suites"][0]["sha256"] = "0" * 64

    assert any(said.startswith("outcome was 1") for said in worse)
    assert beside(made, earlier).worse == ()


def test_the_command_writes_everything_and_fails_where_a_case_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WARD_HOME", str(tmp_path / "home"))
    suite = tmp_path / "mine.jsonl"
    out = {kind: str(tmp_path / f"out.{kind}") for kind in ("json", "html", "junit")}
    written = [part for kind, path in out.items() for part in (f"--{kind}", path)]

    suite.write_text(
        json.dumps(case("T-1", "stage I nasal NK/T regimen?", rows=["R1"], norows=["R4"])), encoding="utf-8"
    )
    good = main(["evaluate", "--suite", str(suite), "--workers", "0", *written])
    suite.write_text(
        json.dumps(case("T-1", "stage IV nasal NK/T regimen?", rows=["R1"], norows=["R4"])), encoding="utf-8"
    )
    bad = main(["evaluate", "--suite", str(suite), "--workers", "0", "--baseline", out["json"]])

    said = capsys.readouterr().out
    assert (good, bad) == (0, 1)
    assert all(Path(path).stat().st_size > 500 for path in out.values())
    assert "Broke, beside the baseline:\n  mine/T-1" in said
    assert "| +Read as: NK/T-cell lymphoma, nasal, stage IV" in said


def test_a_suite_that_is_not_there_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WARD_HOME", str(tmp_path / "home"))

    assert main(["evaluate", "--suite", "none"]) == 2
    assert "name one of attacks" in capsys.readouterr().err

"""The pictures of the README: `python -m tests.screenshots` writes docs/*.png from the page as it is served."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.page_server import serving

FOLDER = ROOT / "docs"
LARGEST = 200_000
"""Bytes: a picture that is larger does not belong into a repository."""
DESKTOP, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}


def main() -> int:
    """Write the pictures."""
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home, serving(Path(home)) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, view, theme, scale, pose in (
            ("page-light", DESKTOP, "light", 1, _rows),
            ("page-dark", DESKTOP, "dark", 1, _map),
            ("page-phone", PHONE, "light", 1.5, _phone),
        ):
            context = browser.new_context(viewport=view, color_scheme=theme, device_scale_factor=scale)
            page = context.new_page()
            page.goto(served.address)
            page.click("#talk .who >> text=Clinician")
            page.wait_for_selector("#talk .who", state="detached")
            pose(page)
            page.mouse.move(5, 400)
            page.wait_for_timeout(700)
            page.screenshot(path=FOLDER / f"{name}.png")
            context.close()
        browser.close()
    small = [_small(picture) for picture in sorted(FOLDER.glob("page-*.png"))]
    return 0 if all(small) else 1


def _ask(page: Any, text: str) -> None:
    number = page.locator("#talk article.turn").count() + 1
    page.locator("#composer textarea").fill(text)
    page.locator("#composer textarea").press("Enter")
    page.wait_for_selector(f"#turn-{number} .why", state="attached")


def _rows(page: Any) -> None:
    _ask(page, "Which regimen for stage II nasal ENKTL, first line?")
    page.click("#turn-1 .cite >> text=R2")
    page.wait_for_selector("#side .evidence-of")
    page.evaluate("document.querySelector('#side').scrollTo(0, 0); document.activeElement.blur()")


def _map(page: Any) -> None:
    page.get_by_role("tab", name="Guideline", exact=True).click()
    page.wait_for_selector("#map .field")


def _phone(page: Any) -> None:
    _ask(page, "Which regimen for stage IV nasal ENKTL, first line?")
    page.evaluate("document.activeElement.blur()")


def _small(picture: Path) -> bool:
    """Save a picture with few colours; say whether it is small enough."""
    from PIL import Image

    with Image.open(picture) as shot:
        shot.convert("RGB").quantize(colors=128, dither=Image.Dither.NONE).save(picture, optimize=True)
    size = picture.stat().st_size
    sys.stdout.write(f"{picture.relative_to(ROOT)}: {size:,} bytes\n")
    return size <= LARGEST


if __name__ == "__main__":
    sys.exit(main())

"""The pictures of README.md: the report of the demo, opened in headless Chromium.

`python -m docs.screenshots` runs the demo into a temporary folder; with a report as argument it takes that.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
IMAGES = Path(__file__).parent / "images"
WIDTH = 1280  # CSS pixels
SCALE = 1.35  # sharp on most screens and still a small file
MARGIN = 20  # CSS pixels under the last card shown
LOCALES = {"zh": "zh-CN", "en": "en"}


def take(report: Path, folder: Path = IMAGES) -> list[Path]:
    """Write report-zh.png and report-en.png: the head and the overview of ``report``."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(exist_ok=True)
    pictures = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        for lang, locale in LOCALES.items():
            size = {"width": WIDTH, "height": 1000}
            page = browser.new_page(viewport=size, locale=locale, device_scale_factor=SCALE, color_scheme="light")  # type: ignore[arg-type]
            page.goto(f"{report.absolute().as_uri()}?lang={lang}")
            page.wait_for_selector(f"html[data-started=yes][data-lang={lang}]", state="attached")
            box = page.locator("#overview").bounding_box()
            if box is None:
                raise LookupError(f"{report} shows no overview")
            pictures.append(folder / f"report-{lang}.png")
            height = box["y"] + box["height"] + MARGIN
            page.screenshot(path=pictures[-1], full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": height})
        browser.close()
    return pictures


def main(arguments: Sequence[str]) -> int:
    """Take the pictures of the report named, or of a fresh demo."""
    if arguments:
        pictures = take(Path(arguments[0]))
    else:
        import xunlu

        with tempfile.TemporaryDirectory() as folder:
            code = xunlu.main(["-q", "demo", "--folder", folder])
            if code:
                return code
            pictures = take(Path(folder) / "report.html")
    for picture in pictures:
        print(f"{picture} {picture.stat().st_size / 1024:,.0f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

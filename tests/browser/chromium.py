"""Browsers and their windows, kept open from test to test: to start one takes longer than most tests do."""

import asyncio
from contextlib import contextmanager
from pathlib import Path

CHROMIUM = Path("/usr/bin/chromium")
ARGS = (
    "--no-sandbox", "--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE = 120_000  # ms until something counts as not coming: the machine may be busy with other tests
DRIVER = ("GL Driver Message", "[.WebGL-")  # what the graphics driver of a machine without a card says of its own speed


class Chromium:
    """Browsers by their arguments, and windows of theirs that no test uses at the moment.

    The driver has an event loop that runs while the driver does, and a thread has one running loop at most: it is
    hidden while no test of a browser runs, so that other tests can have one.
    """

    def __enter__(self):
        from playwright.sync_api import sync_playwright

        self._manager = sync_playwright()
        self._driver = self._manager.__enter__()
        self._loop = asyncio.get_running_loop()
        asyncio._set_running_loop(None)
        self._browsers, self._free = {}, {}
        return self

    def __exit__(self, *error):
        with self._running():
            for browser in self._browsers.values():
                browser.close()
            self._manager.__exit__(*error)

    @contextmanager
    def _running(self):
        asyncio._set_running_loop(self._loop)
        try:
            yield
        finally:
            asyncio._set_running_loop(None)

    @contextmanager
    def launched(self, *arguments):
        """A browser started with ``arguments``, now or by an earlier test."""
        with self._running():
            if arguments not in self._browsers:
                chromium = self._driver.chromium
                self._browsers[arguments] = chromium.launch(
                    executable_path=str(CHROMIUM), args=list(arguments), timeout=PATIENCE
                )
            yield self._browsers[arguments]

    def window(self, browser, options):
        """An empty page in a window with ``options`` of ``new_context``."""
        free = self._free.setdefault((browser, repr(sorted(options.items()))), [])
        page = free.pop() if free else browser.new_context(**options).new_page()
        page.set_default_timeout(PATIENCE)
        return page, free


class Visits:
    """The pages that a test opens; what they complained of and asked for."""

    def __init__(self, chromium, browser):
        self.complaints, self.requests = [], []
        self._chromium, self._browser, self._taken = chromium, browser, []
        self._listeners = {
            "console": self._said,
            "pageerror": lambda error: self.complaints.append(str(error)),
            "dialog": lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()),
            "request": lambda request: self.requests.append(request.url),
        }

    def __enter__(self):
        return self

    def __exit__(self, *error):
        for page, free in self._taken:
            for event, listener in self._listeners.items():
                page.remove_listener(event, listener)
            page.mouse.move(0, 0)
            page.goto("about:blank")
            free.append(page)

    def visit(
        self, address, *, width=1280, height=900, color_scheme="light", reduced_motion="no-preference", **options
    ):
        """``address`` in a page of that size (CSS pixels); ``options`` as of ``Browser.new_context``."""
        page, free = self._chromium.window(self._browser, options)
        self._taken.append((page, free))
        if page.viewport_size != {"width": width, "height": height}:
            page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(media="null", color_scheme=color_scheme, reduced_motion=reduced_motion)
        for event, listener in self._listeners.items():
            page.on(event, listener)
        page.goto(address)
        return page

    def asked_for(self):
        """Addresses that were requested, without what follows the path."""
        return {url.partition("?")[0].partition("#")[0] for url in self.requests}

    def _said(self, message):
        if not any(words in message.text for words in DRIVER):
            self.complaints.append(message.text)

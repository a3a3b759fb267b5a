"""All page and HTML checks in one streaming pass over the pages of a run."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from audit.needs import HOME_NOT_FETCHED, HTML_NOT_KEPT
from audit.registry import VIEWS, Evidence, HtmlCheck, PageCheck
from audit.selection import Task
from audit.sqlfunctions import fingerprint
from crawler.records import PageRecord
from crawler.store import Store

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

log = logging.getLogger(__name__)
BATCH = 1000  # findings written at once
MAX_HTML = 1_000_000  # characters of HTML handed to the lenient parser

INSERT = (
    "insert into findings (run_id, check_id, url_id, severity, fingerprint, evidence)"
    " values (:run_id, :check_id, :url_id, :severity, :fingerprint, :evidence)"
)


@dataclass(slots=True)
class PagePass:
    """One pass; it keeps the reasons of the checks that did not judge, by check id."""

    store: Store
    run_id: int
    crashed: dict[str, str] = field(default_factory=dict)
    not_judged: dict[str, str] = field(default_factory=dict)
    rows: list[dict[str, object]] = field(default_factory=list)

    def judge(self, tasks: Sequence[Task]) -> None:
        """Write the findings of ``tasks``; a check that raises loses all of its findings and goes on no more."""
        home = self._home() if any(task.check.scope == "site" for task in tasks) else None
        if home is None:
            self.not_judged = {task.check.id: HOME_NOT_FETCHED for task in tasks if task.check.scope == "site"}
        live = [task for task in tasks if not self._ended(task)]
        everywhere = [task for task in live if task.check.scope != "site"]
        for url_id, page in self._pages(tasks):
            soup = _Once(self, url_id)
            sees = {name: seen(page) for name, seen in VIEWS.items()}  # once a page, not once a check
            for task in live if url_id == home else everywhere:
                if sees[task.check.view]:
                    self._judge_page(task, url_id, page, soup)
            if self.crashed or self.not_judged:
                live = [task for task in live if not self._ended(task)]
                everywhere = [task for task in everywhere if not self._ended(task)]
            if len(self.rows) >= BATCH:
                self._flush()
        self._flush()

    def _ended(self, task: Task) -> bool:
        return task.check.id in self.crashed or task.check.id in self.not_judged

    def _judge_page(self, task: Task, url_id: int, page: PageRecord, soup: _Once) -> None:
        check = task.check
        try:
            found = check.rule(page, task.options) if isinstance(check, PageCheck) else _in_html(task, page, soup)
            for evidence in found:
                self.rows.append(self._row(task, url_id, page.url, dict(evidence)))
        except HtmlNotKeptError:
            self._withdraw(check.id)
            self.not_judged[check.id] = HTML_NOT_KEPT
        except Exception as error:  # the boundary of a check: recorded and shown, never a pass
            log.exception("check %s crashed on %s", check.id, page.url)
            self._withdraw(check.id)
            self.crashed[check.id] = f"{type(error).__name__}: {error}"[:500]

    def _row(self, task: Task, url_id: int, url: str, evidence: Evidence) -> dict[str, object]:
        severity = task.level(evidence.pop("severity", None))
        identity = json.dumps([evidence.get(name) for name in task.check.identity], ensure_ascii=False)
        return {
            "run_id": self.run_id,
            "check_id": task.check.id,
            "url_id": url_id,
            "severity": str(severity),
            "fingerprint": fingerprint(task.check.id, url, identity),
            "evidence": json.dumps(evidence, ensure_ascii=False),
        }

    def _withdraw(self, check_id: str) -> None:
        self.rows = [row for row in self.rows if row["check_id"] != check_id]
        self.store.db.execute("delete from findings where run_id = ? and check_id = ?", [self.run_id, check_id])

    def _flush(self) -> None:
        self.store.db.executemany(INSERT, self.rows)
        self.rows.clear()

    def _pages(self, tasks: Sequence[Task]) -> Iterator[tuple[int, PageRecord]]:
        """The pages with the costly facts that some check reads."""
        reads = {fact for task in tasks if isinstance(task.check, PageCheck) for fact in task.check.reads}
        answers = self._not_found_texts() if "not_found_text" in reads else {}
        for url_id, page in self.store.page_records(self.run_id, with_text="main_text" in reads):
            text = answers.get(urlsplit(page.url).netloc, "") if page.is_html else ""
            yield url_id, replace(page, not_found_text=text) if text else page

    def _not_found_texts(self) -> Mapping[str, str]:
        rows = self.store.db.execute(
            "select url, body from probes where run_id = ? and kind = 'random-path' and body <> ''", [self.run_id]
        )
        return {urlsplit(url).netloc: body for url, body in rows}

    def _home(self) -> int | None:
        """The start page a finding about the site hangs on: the home page with the shortest URL."""
        row = self.store.db.execute(
            "select url_id from temp.start_pages where is_html and status between 200 and 299"
            " order by length(url), url limit 1"
        ).fetchone()
        return int(row[0]) if row else None

    def _soup(self, url_id: int) -> BeautifulSoup:
        from bs4 import BeautifulSoup

        html = self.store.html(self.run_id, url_id)
        if html is None:
            raise HtmlNotKeptError
        return BeautifulSoup(html[:MAX_HTML], "lxml")


class HtmlNotKeptError(Exception):
    """The HTML of a page that a check wants to see was not stored."""


class _Once:
    """The element tree of a page, made at most once, when first asked for."""

    def __init__(self, pages: PagePass, url_id: int) -> None:
        self._pages, self._url_id = pages, url_id
        self._made: BeautifulSoup | None = None

    def get(self) -> BeautifulSoup:
        if self._made is None:
            self._made = self._pages._soup(self._url_id)
        return self._made


def _in_html(task: Task, page: PageRecord, soup: _Once) -> Iterator[Evidence]:
    assert isinstance(task.check, HtmlCheck)
    return task.check.rule(page, soup.get(), task.options)

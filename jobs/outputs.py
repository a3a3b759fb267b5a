"""The options by which CI gets what a run found: files for its viewers, annotations and a summary for GitHub."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

import click

from configs.app import App
from configs.cli import option
from configs.errors import Interrupted, XunluError
from configs.text import Text

if TYPE_CHECKING:
    from crawler.records import Run
    from crawler.store import Store

F = TypeVar("F", bound=Callable[..., Any])
FILES = ("junit", "sarif", "gitlab")

OPTIONS = (
    option("--junit", type=click.Path(dir_okay=False), metavar="FILE",
           help=Text(zh="写成 JUnit XML：每个门槛、每项检查一个用例。", en="Write JUnit XML: a test case for each threshold and check.")),
    option("--sarif", type=click.Path(dir_okay=False), metavar="FILE",
           help=Text(zh="写成 SARIF 2.1.0，供 GitHub 等的代码扫描页面读取。", en="Write SARIF 2.1.0, for code scanning of GitHub and others.")),
    option("--gitlab", type=click.Path(dir_okay=False), metavar="FILE",
           help=Text(zh="写成 GitLab 的代码质量报告。", en="Write a code quality report for GitLab.")),
    option("--github/--no-github", default=None,
           help=Text(zh="输出 GitHub 注释和摘要；在 GitHub Actions 里检查门槛时自动打开。",
                     en="Print annotations for GitHub and write its summary; on by itself for a gate in GitHub Actions.")),
)  # fmt: skip


def output_options(function: F) -> F:
    """Decorator: --junit, --sarif, --gitlab, --github."""
    for decorate in reversed(OPTIONS):
        function = decorate(function)
    return function


@dataclass(frozen=True, slots=True)
class Outputs:
    """What is to be written, by format, and whether GitHub is told."""

    files: Mapping[str, str]
    github: bool = False

    @classmethod
    def of(cls, values: dict[str, Any], *, gated: bool) -> Self:
        """Take the options out of the values of a command line."""
        from reports.machine.write import on_github

        files = {kind: path for kind in FILES if (path := values.pop(kind))}
        github = values.pop("github")
        return cls(files, (gated and on_github()) if github is None else github)

    def check(self) -> None:
        """Refuse files that cannot be written before work goes into them; folders are made.

        Raises:
            StoreError: a file cannot be written.
        """
        from configs.output import check_writable, make_folder

        for path in self.files.values():
            make_folder(Path(path).parent)
            check_writable(Path(path))

    def write(self, app: App, store: Store, runs: Sequence[Run], *, gated: bool) -> None:
        """Write and tell everything; several runs share a file."""
        if not self.files and not self.github:
            return
        from reports.machine.load import load_results
        from reports.machine.write import write_all

        results = [load_results(store, store.run(str(run.run_id)), gate=gated) for run in runs]
        write_all(app, results, dict(self.files), github=self.github)

    @contextmanager
    def failing(self, app: App) -> Iterator[None]:
        """An error that ends the command is an annotation, too."""
        try:
            yield
        except Interrupted:
            raise
        except XunluError as error:
            if self.github:
                from reports.machine.github import workflow_command

                lines = error.lines(app.lang)
                app.out(workflow_command("error", "xunlu", "; ".join(" ".join(line.split()) for line in lines)))
            raise

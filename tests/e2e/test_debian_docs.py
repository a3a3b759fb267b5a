"""Three real sites from Debian's packages: how many findings each check makes there, compared with a reviewed summary.

A difference is a change of behaviour on real pages: look at it, and when it is right, write the summaries anew with
``XUNLU_UPDATE=1 pytest tests/e2e/test_debian_docs.py`` and review what changed.
"""

import json
import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from audit.registry import all_checks
from tests.e2e.absent import absent
from tests.e2e.program import Program, query
from tests.e2e.test_debian_handbook import served

SUMMARIES = Path("tests/data/debian")
SITES = {  # package -> folder, first page
    "gimp-help-zh-cn": (Path("/usr/share/gimp/2.0/help/zh_CN"), "index.html"),
    "debian-reference-zh-cn": (Path("/usr/share/debian-reference"), "index.zh-cn.html"),
    "python3-doc": (Path("/usr/share/doc/python3/html"), "index.html"),
}
TIMED = {"slow-response"}  # depends on the machine


def version_of(package):
    said = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True, check=False
    )
    return said.stdout.strip() if said.returncode == 0 else ""


def summary(package, folder, start, program):
    with served(folder) as url:
        program("run", f"{url}{start}", "--max-pages", 1000, "-q", "-o", "report.html")
    found = Counter()
    for check, level, count in query(
        program.db, "select check_id, severity, count(*) from v_findings group by 1, 2 order by 1, 2"
    ):
        if check not in TIMED:
            found[f"{check} {level}"] = count
    states = dict(query(program.db, "select check_id, state from v_checks where state in ('not-judged', 'crashed')"))
    pages = query(
        program.db, "select status, count(*) from v_pages where is_html or status >= 400 group by 1 order by 1"
    )
    return {
        "package": package,
        "version": version_of(package),
        "pages": {str(status): count for status, count in pages},
        "indexable": query(program.db, "select sum(indexable) from v_pages")[0][0],
        "not_judged": sorted(name for name in states if states[name] == "not-judged" and name not in TIMED),
        "crashed": sorted(name for name, state in states.items() if state == "crashed"),
        "findings": dict(found),
    }


LARGE = {"python3-doc"}  # 530 pages in English: half a minute


@pytest.mark.parametrize(
    "package", [pytest.param(name, marks=[pytest.mark.torture] if name in LARGE else []) for name in SITES]
)
def test_findings_are_those_of_the_summary(package, tmp_path):
    folder, start = SITES[package]
    if not folder.is_dir():
        absent(f"{folder} is missing: install the Debian package {package}")
    path = SUMMARIES / f"{package}.json"
    found = summary(package, folder, start, Program(tmp_path))
    assert found["crashed"] == []
    if os.environ.get("XUNLU_UPDATE"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    stored = json.loads(path.read_text("utf-8"))
    if found["version"] == stored["version"]:
        assert found == stored
    else:  # another release of the package: other pages, the same kind of site
        print(f"{package} {found['version']} is installed, the summary is of {stored['version']}: compared roughly")
        assert rough_differences(found["findings"], stored["findings"]) == {}
        assert rough_differences(found["pages"], stored["pages"]) == {}


def rough_differences(found, stored):
    """Counts that differ by more than a tenth and five: what a new release of a manual does not explain."""
    both = {name: (found.get(name, 0), stored.get(name, 0)) for name in {*found, *stored}}
    return {name: pair for name, pair in both.items() if abs(pair[0] - pair[1]) > 5 + max(pair) // 10}


def test_a_rough_difference_is_more_than_a_release_explains():
    assert rough_differences({"a": 104, "b": 5}, {"a": 100}) == {}
    assert rough_differences({"a": 150, "b": 6}, {"a": 100}) == {"a": (150, 100), "b": (6, 0)}


def test_summaries_name_checks_that_exist():
    for path in sorted(SUMMARIES.glob("*.json")):
        stored = json.loads(path.read_text("utf-8"))
        assert {line.partition(" ")[0] for line in stored["findings"]} <= set(all_checks())
    assert {path.stem for path in SUMMARIES.glob("*.json")} == set(SITES)

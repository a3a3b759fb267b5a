"""JUnit XML: one test case for each threshold of the gate and for each check, as CI servers show test results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit
from xml.etree import ElementTree as Tree

from configs.text import Lang
from reports.machine import sentences as say
from reports.machine.model import CheckResult, Results, Threshold
from reports.machine.places import one_line, xml_text

FAILING = ("error", "warning")  # notices and information are told, and break no build


def junit(results: Sequence[Results], lang: Lang) -> str:
    """Suites for the gate and for every area of the checklist."""
    root = Tree.Element("testsuites", {"name": "xunlu"})
    for one in results:
        root.extend(_suites(one, lang))
    _sum_up(root)
    Tree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Tree.tostring(root, encoding="unicode") + "\n"


def _suites(results: Results, lang: Lang) -> Iterator[Tree.Element]:
    if results.gate:
        suite = _suite(results, "gate")
        for threshold in results.gate.thresholds:
            suite.append(_threshold(threshold, results, lang))
        yield suite
    areas: dict[str, list[CheckResult]] = {}
    for check in results.checks:
        areas.setdefault(check.area, []).append(check)
    for area, checks in sorted(areas.items()):
        suite = _suite(results, area)
        suite.extend(_check(check, results, lang) for check in sorted(checks, key=lambda one: one.check_id))
        yield suite


def _suite(results: Results, name: str) -> Tree.Element:
    run = results.run
    suite = Tree.Element(
        "testsuite",
        {"name": xml_text(f"{run.site} {name}"), "timestamp": run.started[:19],
         "hostname": xml_text(_host(run.start_url)).strip() or "unknown"},
    )  # fmt: skip
    properties = Tree.SubElement(suite, "properties")
    known = {"run": run.run_id, "start_url": run.start_url, "status": run.status, "crawled": results.crawled,
             "discovered": results.discovered, "score": results.scores.get("overall")}  # fmt: skip
    for key, value in known.items():
        text = "" if value is None else f"{value:.1f}" if isinstance(value, float) else xml_text(str(value))
        Tree.SubElement(properties, "property", {"name": key, "value": text})
    return suite


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or "unknown"
    except ValueError:
        return "unknown"


def _case(results: Results, group: str, name: str) -> Tree.Element:
    return Tree.Element(
        "testcase",
        {"name": xml_text(name) or "-", "classname": xml_text(f"xunlu.{results.run.site}.{group}"), "time": "0"},
    )


def _threshold(one: Threshold, results: Results, lang: Lang) -> Tree.Element:
    case, said = _case(results, "gate", one.name), one_line(one.said.get(lang))
    if one.passed is None:
        Tree.SubElement(case, "skipped", {"message": said})
    elif one.passed:
        Tree.SubElement(case, "system-out").text = said
    else:
        Tree.SubElement(case, "failure", {"message": said, "type": "gate"}).text = said
    return case


def _check(check: CheckResult, results: Results, lang: Lang) -> Tree.Element:
    case = _case(results, check.area, check.check_id)
    title = check.texts.title.get(lang)
    told = [say.accepted(*key, lang) + f" ×{n}" for key, n in check.let_stand.items()]
    if check.state == "crashed":
        Tree.SubElement(case, "error", {"message": one_line(check.reason), "type": "crashed"})
    elif check.state == "not-judged":
        text = say.NOT_JUDGED.get(lang, id=check.check_id, why=one_line(check.reason))
        Tree.SubElement(case, "skipped", {"message": text})
    elif check.count and check.severity in FAILING:
        message = one_line(f"{title}: {say.TIMES.get(lang, n=f'{check.count:,}')}")
        Tree.SubElement(case, "failure", {"message": message, "type": check.severity}).text = _listed(
            check, results, lang
        )
    elif check.count:
        told.insert(0, f"{check.severity}: {title}\n{_listed(check, results, lang)}")
    if told:
        Tree.SubElement(case, "system-out").text = xml_text("\n".join(told))
    return case


def _listed(check: CheckResult, results: Results, lang: Lang) -> str:
    """The first findings, a line each, and how to get the others."""
    lines = [f"{one.severity}  {one_line(one.url)}  {say.evidence(one, check, lang)}" for one in check.examples]
    if check.count > len(check.examples):
        lines.append("… " + say.EVERYTHING.get(lang, command=say.command(results, check.check_id)))
    return xml_text("\n".join(["", *lines, ""]))


def _sum_up(root: Tree.Element) -> None:
    """Counts of each suite, and of all."""
    total = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    for suite in root:
        counts = {"tests": len(suite.findall("testcase"))} | {
            name: len(suite.findall(f"testcase/{tag}"))
            for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))
        }
        for name, count in counts.items():
            suite.set(name, str(count))
            total[name] += count
        suite.set("time", "0")
    for name, count in total.items():
        root.set(name, str(count))

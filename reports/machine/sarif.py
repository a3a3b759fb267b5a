"""SARIF 2.1.0, as GitHub code scanning and other viewers read it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib import metadata
from typing import Any

from configs.text import Lang
from reports.machine import sentences as say
from reports.machine.model import CheckResult, Found, GateResult, Results
from reports.machine.places import identity, one_line, repository_path

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "notice": "note", "info": "note"}
LANGUAGES = {"zh": "zh-CN", "en": "en"}
GATE = {True: "none", False: "error", None: "note"}


def sarif(results: Sequence[Results], lang: Lang) -> str:
    """A SARIF log with one run for each crawl."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(one, lang) for one in results]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _run(results: Results, lang: Lang) -> dict[str, Any]:
    rules = {check.check_id: index for index, check in enumerate(results.checks)}
    version = metadata.version("xunlu")
    run = results.run
    return {
        "tool": {
            "driver": {
                "name": "xunlu",
                "version": version,
                "semanticVersion": version,
                "language": LANGUAGES[lang],
                "rules": [_rule(check, lang) for check in results.checks],
            }
        },
        "automationDetails": {"id": f"xunlu/{one_line(run.site)}/{run.run_id}"},  # GitHub: a category for each site
        "language": LANGUAGES[lang],
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(results, lang)],
        "results": [_result(one, results.checks[rules[one.check_id]], rules[one.check_id], lang) for one in results.found],
        "properties": _properties(results, lang),
    }  # fmt: skip


def _rule(check: CheckResult, lang: Lang) -> dict[str, Any]:
    texts = check.texts
    parts = (texts.why, texts.fix, texts.avoid, texts.verify)
    help_text = "\n\n".join(part.get(lang) for part in parts if part.get(lang)) or texts.title.get(lang)
    rule: dict[str, Any] = {
        "id": check.check_id,
        "name": check.check_id,
        "shortDescription": {"text": texts.title.get(lang)},
        "fullDescription": {"text": texts.why.get(lang) or texts.title.get(lang)},
        "help": {"text": help_text},
        "defaultConfiguration": {"level": LEVELS[check.severity]},
        "properties": {"tags": [check.area], "state": check.state, "points": round(check.points, 2),
                       "applicable": check.applicable, "findings": check.count, "accepted": check.accepted},
    }  # fmt: skip
    return rule | ({"helpUri": texts.source} if texts.source.startswith("https://") else {})


def _result(one: Found, check: CheckResult, index: int, lang: Lang) -> dict[str, Any]:
    where = one.template if one.grouped else one.url
    mark = identity(one.check_id, where, *([one.severity] if one.grouped else []))
    result: dict[str, Any] = {
        "ruleId": one.check_id,
        "ruleIndex": index,
        "level": LEVELS[one.severity],
        "message": {"text": say.finding(one, check, lang)},
        "locations": [_location(url) for url in one.urls or [one.url]],
        # GitHub compares by the first of these alone, others by the name of the tool's own.
        "partialFingerprints": {"primaryLocationLineHash": f"{mark}:1", "xunluRuleUrl/v1": mark},
        "properties": {"page_url": one_line(one.url), "area": check.area, "severity": one.severity,
                       "template": one_line(one.template), "pages": one.count, "evidence": _evidence(one.evidence)},
    }  # fmt: skip
    if not one.grouped:
        result["fingerprints"] = {"xunluFinding/v1": one.fingerprint}
    if one.reason:
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": say.accepted(one.reason, one.until, lang),
             "properties": {"until": one.until}}
        ]  # fmt: skip
    return result


def _location(url: str) -> dict[str, Any]:
    """GitHub wants a line: a page has none, so that it is the first."""
    return {
        "physicalLocation": {"artifactLocation": {"uri": repository_path(url)}, "region": {"startLine": 1}},
        "properties": {"page_url": one_line(url)},
    }


def _evidence(text: str) -> object:
    """The values as data, their texts inert."""
    try:
        return _inert(json.loads(text))
    except ValueError:
        return one_line(text)


def _inert(value: object) -> object:
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, list):
        return [_inert(item) for item in value[:50]]
    if isinstance(value, dict):
        return {one_line(str(name)): _inert(item) for name, item in value.items()}
    return value


def _invocation(results: Results, lang: Lang) -> dict[str, Any]:
    run = results.run
    crashed = any(check.state == "crashed" for check in results.checks)
    invocation: dict[str, Any] = {
        "executionSuccessful": not crashed and run.status in ("complete", "partial"),
        "startTimeUtc": run.started,
        "toolExecutionNotifications": list(_notifications(results, lang)),
    }
    return invocation | ({"endTimeUtc": run.finished} if run.finished else {})


def _notifications(results: Results, lang: Lang) -> Iterator[dict[str, Any]]:
    """What no result tells: thresholds, checks that said nothing, pages that nobody saw."""
    for threshold in results.gate.thresholds if results.gate else ():
        text = one_line(f"{threshold.name}: {threshold.said.get(lang)}")
        yield _notification("gate", GATE[threshold.passed], text)
    for check in results.checks:
        if check.state == "crashed":
            text = say.CRASHED.get(lang, id=check.check_id, why=one_line(check.reason))
            yield _notification("crashed", "error", text) | {"associatedRule": {"id": check.check_id}}
        elif check.state == "not-judged":
            text = say.NOT_JUDGED.get(lang, id=check.check_id, why=one_line(check.reason))
            yield _notification("not-judged", "note", text) | {"associatedRule": {"id": check.check_id}}
    if text := say.partial(results, lang):
        yield _notification("partial", "warning", text)
    if results.left_out:
        text = say.LEFT_OUT.get(lang, n=f"{results.left_out:,}", run=results.run.run_id)
        yield _notification("left-out", "warning", text)


def _notification(kind: str, level: str, text: str) -> dict[str, Any]:
    return {"descriptor": {"id": f"xunlu/{kind}"}, "level": level, "message": {"text": text}}


def _properties(results: Results, lang: Lang) -> dict[str, Any]:
    run = results.run
    return {
        "run": run.run_id,
        "site": one_line(run.site),
        "start_url": one_line(run.start_url),
        "status": run.status,
        "crawled": results.crawled,
        "discovered": results.discovered,
        "findings": results.findings,
        "accepted": results.accepted,
        "scores": {name: round(value, 2) if value is not None else None for name, value in results.scores.items()},
        "gate": _gate(results.gate, lang) if results.gate else None,
    }


def _gate(gate: GateResult, lang: Lang) -> dict[str, Any]:
    return {
        "passed": gate.passed,
        "baseline": one_line(gate.baseline) or None,
        "thresholds": [
            {"name": one_line(one.name), "passed": one.passed, "text": one_line(one.said.get(lang))}
            for one in gate.thresholds
        ],
    }

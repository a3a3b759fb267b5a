"""The scripts that a report carries are those of reports/frontend, built by the versions that stand there."""

import json
import re
import subprocess

from reports.render import static
from tests.node import FRONTEND, node_modules

PACKAGE = json.loads((FRONTEND / "package.json").read_text("utf-8"))


def test_the_bundle_is_what_its_sources_build(tmp_path):
    node_modules()
    subprocess.run(["node", "build.mjs", str(tmp_path)], cwd=FRONTEND, check=True, timeout=120)
    for name in ("bundle.js", "bundle-licences.txt"):
        fresh = (tmp_path / name).read_text("utf-8").strip()
        assert fresh == static(name), f"run `make frontend` and commit reports/static/{name}"


def test_every_package_has_an_exact_version():
    versions = {**PACKAGE["dependencies"], **PACKAGE["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())


def test_what_packages_need_stands_there_too():
    """Nothing is resolved anew on another day."""
    folder = node_modules()
    for name, version in PACKAGE["dependencies"].items():
        installed = json.loads((folder / name / "package.json").read_text("utf-8"))
        assert installed["version"] == version
        needed = {**installed.get("dependencies", {}), **installed.get("peerDependencies", {})}
        assert set(needed) <= set(PACKAGE["dependencies"]), name


def test_the_bundle_asks_for_nothing_and_evaluates_nothing():
    code = static("bundle.js")
    assert not re.search(r"\b(?:fetch|importScripts|eval)\(|new XMLHttpRequest|new WebSocket|new Function\(", code)
    assert "localStorage" not in code


def test_licences_of_what_is_bundled_go_with_it():
    told = static("bundle-licences.txt")
    for name, version in PACKAGE["dependencies"].items():
        section = re.search(
            rf"^{re.escape(name)} {re.escape(version)} \((.+)\)\n\n(.+?)(?:\n-----|\Z)", told, re.M | re.S
        )
        assert section and re.match(r"MIT|0BSD|BSD|Apache", section[1]) and len(section[2]) > 200, name

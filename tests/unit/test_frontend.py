"""The scripts that a report carries are those of reports/frontend, built by the versions that stand there."""

import shutil
import subprocess

import pytest

from reports.render import static
from tests.e2e.absent import absent


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    if shutil.which("node") is None or shutil.which("npm") is None:
        absent("Node.js is not installed: the scripts of the report were not built anew")
    folder = tmp_path_factory.mktemp("frontend")
    shutil.copytree("reports/frontend", folder / "frontend", ignore=shutil.ignore_patterns("node_modules"))
    words = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(words, cwd=folder / "frontend", check=True, capture_output=True, timeout=300)
    subprocess.run(["node", "build.mjs", "../bundle.js"], cwd=folder / "frontend", check=True, timeout=120)
    return folder


def test_the_bundle_is_what_its_sources_build(built):
    fresh = (built / "bundle.js").read_text("utf-8").strip()
    assert fresh == static("bundle.js"), "run `make frontend` and commit reports/static/bundle.js"

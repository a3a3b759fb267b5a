"""docs/report.schema.json, made from the report's model: ``python -m docs.report_schema [--check]``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from reports.json_schema import report_schema

FILE = Path(__file__).parent / "report.schema.json"


def wanted() -> str:
    """The text that the file should have."""
    return json.dumps(report_schema(), ensure_ascii=False, indent=1) + "\n"


def main(argv: list[str]) -> int:
    """Write or check; returns the exit code."""
    if "--check" not in argv:
        FILE.write_text(wanted(), "utf-8")
    elif not FILE.exists() or FILE.read_text("utf-8") != wanted():
        print(f"docs/{FILE.name} is not up to date: run make docs", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

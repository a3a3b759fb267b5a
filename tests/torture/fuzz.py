"""Fuzz one target, guided by what it covers: ``python -m tests.torture.fuzz extract [options of libFuzzer] [corpus ...]``."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["crawler"], enable_loader_override=False):
    from tests.torture.fuzz_targets import TARGETS


def main(arguments: list[str]) -> None:
    """Runs until a limit of libFuzzer, or an input for which something does not hold; ends the process."""
    program, name, *options = arguments
    atheris.Setup([program, *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)

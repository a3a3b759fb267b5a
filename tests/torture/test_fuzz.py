"""Minutes of coverage-guided fuzzing of everything that reads bytes of strangers, from the kept corpus on.

A failing input is written to ``fuzz-found/`` and printed. ``XUNLU_FUZZ_SECONDS`` lengthens the minute of each target;
``XUNLU_FUZZ_CORPUS`` names a folder that keeps what was found interesting from one run to the next.
"""

import base64
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.absent import absent
from tests.torture.fuzz_targets import CORPUS, TARGETS, TOKENS

ROOT = Path(__file__).parents[2]
FOUND = ROOT / "fuzz-found"
SECONDS = int(os.environ.get("XUNLU_FUZZ_SECONDS", "60"))
KEPT = os.environ.get("XUNLU_FUZZ_CORPUS", "")
SLOWEST = 10  # seconds for one input, where most take a millisecond
MEMORY = 1024  # MB of the whole process
LONGEST = 16_384  # bytes of an input
LEAST = 1000  # inputs in a minute; a target that hangs in its first ones has not been fuzzed

pytestmark = [pytest.mark.torture, pytest.mark.timeout(SECONDS + 600)]


@pytest.fixture(scope="module", autouse=True)
def fuzzer():
    if importlib.util.find_spec("atheris") is None:
        absent("atheris is missing: make torture installs it")


def dictionary(name):
    """What libFuzzer reads as a dictionary: a quoted string a line, all but letters and digits in hexadecimal."""
    words = ("".join(chr(one) if 48 <= one < 58 or 97 <= one < 123 else f"\\x{one:02X}" for one in token.encode()) for token in TOKENS[name])  # fmt: skip
    return "".join(f'"{word}"\n' for word in words)


def fuzzed(name, folder, seconds=SECONDS, limit=SLOWEST):
    """Fuzz a target; (exit code, what libFuzzer said, the inputs that failed)."""
    grown, found, words = (folder / part for part in ("grown", "found", "words"))
    grown = Path(KEPT, name) if KEPT else grown
    for made in (grown, found):
        made.mkdir(parents=True, exist_ok=True)
    words.write_text(dictionary(name), "ascii")
    options = {
        "max_total_time": seconds, "timeout": limit, "rss_limit_mb": MEMORY, "max_len": LONGEST, "artifact_prefix": f"{found}/",
        "dict": words, "print_final_stats": 1, "reload": 0,
    }  # fmt: skip
    command = [
        sys.executable,
        "-m",
        "tests.torture.fuzz",
        name,
        *(f"-{key}={value}" for key, value in options.items()),
        grown,
        CORPUS / name,
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=seconds + 300, check=False)
    return done.returncode, done.stderr.decode("utf-8", "replace"), sorted(found.iterdir())


@pytest.mark.parametrize("name", TARGETS)
def test_minutes_of_fuzzing_find_nothing(name, tmp_path):
    code, said, failing = fuzzed(name, tmp_path)
    for file in failing:
        FOUND.mkdir(exist_ok=True)
        kept = FOUND / f"{name}-{file.name}"
        kept.write_bytes(file.read_bytes())
        print(f"{kept}\nbase64: {base64.b64encode(file.read_bytes()[:4096]).decode()}")
    assert (code, failing) == (0, []), said[-6000:]
    executions = int(re.search(r"number_of_executed_units:\s*(\d+)", said).group(1))
    begun, ended = (int(re.search(rf"{word}\s+cov: (\d+)", said).group(1)) for word in ("INITED", "DONE"))
    print(f"{name}: {executions:,} inputs, {begun} -> {ended} edges")
    assert executions > LEAST
    assert ended >= begun > 30  # the code under test is instrumented


WRONG = "assert b'\\0' not in data"
HANG = "while True: pass"
GROW = "kept.append(b'x' * 50_000_000)"


@pytest.mark.parametrize("body", [WRONG, HANG, GROW], ids=["wrong", "endless", "greedy"])
def test_the_fuzzer_sees_what_is_wrong_endless_or_greedy(body, tmp_path):
    """Its limits are worth something here: each of three broken targets ends with its reproducer."""
    script = tmp_path / "broken.py"
    script.write_text(
        f"import sys, atheris\n\nkept = []\n\ndef target(data):\n    if len(data) > 3:\n        {body}\n\n"
        "atheris.Setup(sys.argv, target)\natheris.Fuzz()\n"
    )
    options = ["-max_total_time=60", "-timeout=2", "-rss_limit_mb=600", f"-artifact_prefix={tmp_path}/found-"]
    done = subprocess.run([sys.executable, script, *options], capture_output=True, timeout=120, check=False)
    assert done.returncode not in (0, None), done.stderr[-3000:]
    assert list(tmp_path.glob("found-*")), done.stderr[-3000:]

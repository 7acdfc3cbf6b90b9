"""Print how long the usual things take, and how large what is published is.

Run it with the Python of the environment: ``.venv/bin/python tests/bench.py``. Each time is the
median of five runs in a fresh process.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
TIMES = 5
IN_PROCESS = """
import time
import pandas
import ascpa
began = time.perf_counter()
ascpa.load("grades/judgements")
print(time.perf_counter() - began)
"""


def main() -> None:
    """Measure and print."""
    bare = _median("-c", "pass")
    rows = [
        ("bare Python", _seconds(bare)),
        ("import ascpa, beyond bare Python", _seconds(_median("-c", "import ascpa") - bare)),
        ("ascpa --help", _seconds(_median("-m", "ascpa", "--help"))),
        ("load('grades/judgements'), pandas loaded", _seconds(_median_printed(IN_PROCESS))),
        ("ascpa validate", _seconds(_median("-m", "ascpa", "validate"))),
    ]
    rows += [(wheel.name, _size(wheel)) for wheel in sorted(ROOT.glob("dist/*.whl"))]
    database = ROOT / "build" / "data" / "ascpa.db"
    if database.is_file():
        rows.append((database.relative_to(ROOT).as_posix(), _size(database)))
    width = max(len(what) for what, _ in rows)
    for what, value in rows:
        print(f"{what:{width}}  {value:>10}")


def _run(*words: str) -> str:
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def _median(*words: str) -> float:
    def measured() -> float:
        began = time.perf_counter()
        _run(*words)
        return time.perf_counter() - began

    return statistics.median(measured() for _ in range(TIMES))


def _median_printed(code: str) -> float:
    return statistics.median(float(_run("-c", code)) for _ in range(TIMES))


def _seconds(value: float) -> str:
    return f"{value * 1000:,.0f} ms"


def _size(file: Path) -> str:
    return f"{file.stat().st_size / 1000:,.0f} kB"


if __name__ == "__main__":
    main()

"""The check command: format, lint, types and import contract, all told at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
CHECKS = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "types": ["mypy"],
    "imports": ["lint-imports"],
}


def main() -> int:
    failed = []
    for name, (program, *arguments) in CHECKS.items():
        run = subprocess.run(
            [BIN / program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
        )
        print(f"{name:8} {'ok' if run.returncode == 0 else 'FAILED'}", flush=True)
        if run.returncode:
            failed.append(name)
            print(run.stdout + run.stderr, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

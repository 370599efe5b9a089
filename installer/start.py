"""The one door for whoever has only Python: sets everything up by itself, then runs, tests, checks or measures.

    python3 installer/start.py run [FOLDER]   open the window; with no screen, make the practice commune's papers
    python3 installer/start.py test [...]     run the tests (what follows goes to pytest)
    python3 installer/start.py check          format, lint, types, architecture
    python3 installer/start.py bench [...]    benchmarks
    python3 installer/start.py shots [...]    screenshots for the README
    python3 installer/start.py translations [...]  extract or compile the English sentences
    python3 installer/start.py lock           renew the pinned lists of libraries

Standard library only. This file keeps to old syntax, so that an old Python can read it far enough to be told its age.
"""

from __future__ import annotations

import sys

OLDEST = (3, 11)
UNAVAILABLE = 3
"""Exit code when something of the computer is missing; the same number as the headless tool's."""


def main(arguments: list[str]) -> int:
    """Do the job named first in `arguments`; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    if sys.version_info < OLDEST:
        found = ".".join(str(part) for part in sys.version_info[:3])
        print(
            "Cần Python 3.11 trở lên, máy này đang dùng " + found + ". / Python 3.11 or newer is needed, not " + found
        )
        return UNAVAILABLE
    import jobs  # only now: the rest speaks today's Python

    return jobs.do(arguments, usage=__doc__ or "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

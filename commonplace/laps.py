"""Where the processor time of a build goes, stage by stage, for the benchmark of builds.

It is off, and costs nothing, unless the variable `COMMONPLACE_LAPS` names a file. Each
line of that file is the seconds of this process, those of the processes that it started, and
the name of the stage that has just ended.
"""

from __future__ import annotations

import os
from pathlib import Path

FILE = "COMMONPLACE_LAPS"  #: the variable
_last = (0.0, 0.0)


def lap(stage: str) -> None:
    """Note the processor time since the last lap, as that of a stage."""
    global _last
    file = os.environ.get(FILE)
    if not file:
        return
    now = (_own(), _others())
    with open(file, "a", encoding="utf-8") as told:
        told.write(f"{now[0] - _last[0]:.2f} {max(0.0, now[1] - _last[1]):.2f} {stage}\n")
    _last = now


def _own() -> float:
    times = os.times()
    return times.user + times.system


def _others() -> float:
    """The time of the processes that were started, those that have ended included.

    What is still running is only known where the system shows it below `/proc`.
    """
    times = os.times()
    total = times.children_user + times.children_system
    tick = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
    for listed in Path("/proc/self/task").glob("*/children"):
        for child in listed.read_text().split():
            try:
                fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
            except OSError:  # it has just ended
                continue
            total += sum(map(int, fields[11:15])) / tick
    return total

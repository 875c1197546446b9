"""Where the processor time of a build goes, stage by stage, for the benchmark of builds.

It is off, and costs nothing, unless the variable `COMMONPLACE_LAPS` names a file. Each line
of that file is one stage that has ended: the seconds of this process, those of the processes
that it started, the most megabytes that this one has had, and the name.
"""

from __future__ import annotations

import os
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

FILE = "COMMONPLACE_LAPS"  #: the variable
_last = (0.0, 0.0)


def lap(stage: str) -> None:
    """Note the processor time since the last lap, as that of a stage."""
    global _last
    file = os.environ.get(FILE)
    if not file:
        return
    times = os.times()
    others = times.children_user + times.children_system + _running()
    now = (times.user + times.system, others)
    own, theirs = (max(0.0, after - before) for after, before in zip(now, _last, strict=True))
    _last = now
    with Path(file).open("a", encoding="utf-8") as told:
        told.write(f"{own:.2f} {theirs:.2f} {_megabytes():.0f} {stage}\n")


def _running() -> float:
    """The seconds of the processes that are still running, where the system shows them."""
    ticks = 0
    for listed in Path("/proc/self/task").glob("*/children"):
        for child in listed.read_text(encoding="ascii").split():
            try:
                status = Path(f"/proc/{child}/stat").read_text(encoding="utf-8", errors="replace")
            except OSError:  # it has just ended
                continue
            ticks += sum(map(int, status.rpartition(")")[2].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK") if ticks else 0.0


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 if resource else 0.0

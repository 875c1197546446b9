"""On what machine, with which versions and at which commit something was measured."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import version

from benchmarks.engines import pagefind


def described(browser: str = "") -> str:
    """The machine, the versions and the commit, as lines of Markdown."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    tools = [f"Python {platform.python_version()}", browser]
    tools.append(f"Pagefind {pagefind.installed() or 'not installed'}")
    tools.append(f"Material {version('mkdocs-material')} (its own build of lunr 2.3.9)")
    return "\n".join(
        (
            f"- Machine: {os.cpu_count()} processors, {memory:.0f} GiB of memory, {system}",
            f"- Versions: {', '.join(filter(None, tools))}",
            f"- Commit: {commit()}",
        )
    )


def commit() -> str:
    """The commit of the checkout, and whether files have changed since."""
    head = _git("rev-parse", "--short", "HEAD")
    return f"{head} and changes" if _git("status", "--porcelain") else head


def _git(*words: str) -> str:
    return subprocess.run(
        ["git", *words], capture_output=True, text=True, check=False
    ).stdout.strip()

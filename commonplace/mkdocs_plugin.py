"""The MkDocs plugin `commonplace`: the hook, for a site that has its program installed.

A `mkdocs.yml` that names it needs nothing else of ours. Its options are those of
`commonplace/project/settings.py`, and are read from the file, as the command line does.
"""

from __future__ import annotations

from typing import Any

from mkdocs.config.base import LegacyConfig
from mkdocs.plugins import BasePlugin, CombinedEvent

from commonplace import mkdocs_hook


class CommonplacePlugin(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call]
    """What the hook does, at the same events."""

    on_startup = staticmethod(mkdocs_hook.on_startup)
    on_config = staticmethod(mkdocs_hook.on_config)
    on_pre_build = staticmethod(mkdocs_hook.on_pre_build)
    on_files = staticmethod(mkdocs_hook.on_files)
    on_nav = staticmethod(mkdocs_hook.on_nav)
    on_env = staticmethod(mkdocs_hook.on_env)
    on_page_markdown = CombinedEvent(*map(staticmethod, mkdocs_hook.on_page_markdown.methods))
    on_page_content = staticmethod(mkdocs_hook.on_page_content)
    on_post_page = staticmethod(mkdocs_hook.on_post_page)
    on_post_build = staticmethod(mkdocs_hook.on_post_build)
    on_build_error = staticmethod(mkdocs_hook.on_build_error)
    on_serve = staticmethod(mkdocs_hook.on_serve)
    on_shutdown = staticmethod(mkdocs_hook.on_shutdown)

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Take the options as they are: they are checked, with their lines, before a build."""
        return [], []

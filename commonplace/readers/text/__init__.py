"""Markdown and plain text, with or without speakers."""

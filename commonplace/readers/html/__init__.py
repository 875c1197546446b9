"""Saved pages and exported posts, turned into Markdown."""

"""Commonplace turns a folder of posts and transcripts into a knowledge site."""

__version__ = "0.1.0"
#: What `pip install` calls it; on PyPI `commonplace` is somebody else's.
DISTRIBUTION = "commonplace-site"

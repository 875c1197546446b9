"""Commonplace turns a folder of posts and transcripts into a knowledge site."""

__version__ = "0.1.0"

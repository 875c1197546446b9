"""Answers from a built collection to other programs, over the Model Context Protocol."""

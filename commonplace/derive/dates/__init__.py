"""Dates that sentences name, with their precision."""

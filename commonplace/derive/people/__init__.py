"""Persons: who they are, and where texts name them."""

"""Measurements beside the peers. README.md says what each is and how to run it."""

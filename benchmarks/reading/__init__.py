"""How well files are read, beside peers that read the same files."""

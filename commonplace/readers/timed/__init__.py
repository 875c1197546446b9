"""Caption files and other transcripts whose every piece has a time."""

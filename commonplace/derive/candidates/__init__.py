"""Topics proposed from the texts: phrases that are frequent here and rare elsewhere."""

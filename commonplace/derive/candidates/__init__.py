"""Topics that texts propose by themselves: phrases that are frequent here and rare elsewhere."""

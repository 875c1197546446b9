"""Documents and passages that are alike."""

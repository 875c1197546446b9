"""Bringing in what stands elsewhere: the episodes of a podcast, the posts of a blog, a page."""

"""Lighthouse, which judges how accessible and well made a page is."""

"""Addresses that last: slugs and anchors, who keeps which, and what a link means."""

"""The works that texts link to, by their normal addresses."""

"""Writing that no stop can leave half done: durable files, locks, lists, places."""

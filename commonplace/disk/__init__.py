"""Writing that cannot be left half done: durable files, locks, lists, places."""

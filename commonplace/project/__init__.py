"""What a project says: vocabulary, settings, what is published."""

"""What a project says beforehand: vocabulary, settings, what is published."""

"""What the sources tell together: dates, events and the works they cite."""

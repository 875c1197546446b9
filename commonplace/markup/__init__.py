"""What readers, rules and pages share about text formats. Pure functions only."""

"""Events of the timeline, and how much each matters."""

"""Results kept from build to build, by the hash of their input."""

"""Which days a time expression means."""

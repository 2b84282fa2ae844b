"""Relations as arithmetic on intervals: what ties the figures together."""

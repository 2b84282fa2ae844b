"""Which period a figure belongs to, and what it is measured against."""

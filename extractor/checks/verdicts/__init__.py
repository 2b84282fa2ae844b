"""From an equation to what is said of it: agreement, the likely slip, the bonds of its figures."""

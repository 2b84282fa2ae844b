"""Articles against each other: copies, candidates found by SQL, judged in Python."""

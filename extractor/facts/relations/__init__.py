"""What the text asserts between its figures, one file a kind of relation."""

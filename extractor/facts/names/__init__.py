"""The names of an article, and the one it is about."""

"""Slips of the keyboard, undone."""

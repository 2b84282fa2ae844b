"""Reasons to say nothing."""

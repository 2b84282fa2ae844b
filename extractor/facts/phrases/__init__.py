"""Noun phrases read as measure, entity and segment."""

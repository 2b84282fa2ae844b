"""Facts: what each figure is about, and the relations the text asserts between figures."""

from extractor.facts.build import FactSheet, build_facts

__all__ = ["FactSheet", "build_facts"]

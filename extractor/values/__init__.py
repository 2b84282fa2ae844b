"""Exact arithmetic: plain decimals, closed intervals, and what a printed figure can mean."""

"""Exact arithmetic: plain decimals, closed intervals, and what a printed figure can mean."""

from extractor.values.decimals import ceil_decimal, encode_hook, floor_decimal, plain
from extractor.values.figure import FigureBounds, figure_bounds, modal_ulp
from extractor.values.grain import has_decimals
from extractor.values.hedge import Hedge, Multiple, Reach
from extractor.values.interval import EVERYTHING, Interval

__all__ = [
    "EVERYTHING",
    "FigureBounds",
    "Hedge",
    "Interval",
    "Multiple",
    "Reach",
    "ceil_decimal",
    "encode_hook",
    "figure_bounds",
    "floor_decimal",
    "has_decimals",
    "modal_ulp",
    "plain",
]

"""HTML for reading: one self-contained page, the articles with their figures marked, that needs no script.

::

    page       the document around the articles, streamed
    view       one article, everything the templates are told of it
    text       the article's text cut where its figures and their evidence begin and end
    facts, findings, relations
               what stands beside and under the text
    anchors    the names of places in the page, and what lights up what
    render     templates, stylesheet and the policy that allows nothing else
"""

from typing import Final

from extractor.report.html.page import write_extractions, write_findings
from extractor.report.writer import Writer

WRITER: Final = Writer(write_extractions, write_findings)

__all__ = ["WRITER"]

"""How many documents a source holds, found without reading them: what a run of many needs to share them out."""

from itertools import islice

from extractor.read.formats import COUNTERS, ending_of_source, find_documents
from extractor.read.source import Source


def count_documents(source: Source) -> int:
    """The documents of a source, those that cannot be read included: `read_source` gives as many readings.

    Lines that are not blank, rows, responses of a web archive that are articles by kind, items of a JSON list; 1 for
    a file of one document, and one more where a file breaks off. `first` and `count` of the source are observed.
    """
    counter = COUNTERS.get(ending_of_source(source) or "")
    if counter is not None and source.problem is None:
        found = max(0, counter(source) - source.first)
        return found if source.count is None else min(found, source.count)
    return sum(1 for _ in islice(find_documents(source), source.count))

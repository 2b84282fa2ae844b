"""What checking costs by the number of figures in one article, from 20 to 2,000.

    python tests/benchmarks/checks_by_figures.py [FOLDER] [--rounds 5]

The facts and relations of the articles of FOLDER (default: ../shared/articles, else corpus/dev) are put end to end as
those of one article, each article's owners kept apart, until there are enough; only the checks are timed, with rates
and tables loaded. Cost that grows with the number of figures has the same time a figure in every row.
"""

import gc
from collections.abc import Iterator, Sequence
from itertools import cycle
from statistics import median

from measuring import cpu, options, read_folder
from msgspec.structs import replace

from extractor.checks import run_checks
from extractor.checks.rates.source import reference_rates
from extractor.pipeline import pipe
from extractor.records import Extraction, Fact, Relation, make_article

SIZES = (20, 63, 200, 632, 2000)


def main() -> None:
    chosen = options(__doc__, rounds=5)
    extractions = [each for each in pipe(read_folder(chosen.folder)) if each.facts]
    print(f"{'figures':>8} {'relations':>10} {'ms':>8} {'us a figure':>12}")
    least = None
    for size in SIZES:
        facts, relations = joined(extractions, size)
        times = sorted(check(facts, relations) for _ in range(chosen.rounds))
        each = median(times) / len(facts)
        least = least or each
        print(f"{len(facts):8,} {len(relations):10,} {median(times) * 1e3:8.1f} {each * 1e6:12.1f}")
    print(f"a figure costs {each / (least or each):.2f} times as much among {size:,} as among {SIZES[0]}")


def check(facts: Sequence[Fact], relations: Sequence[Relation]) -> float:
    article = make_article("-" * (facts[-1].end_char + 1), published="2024-06-30")
    gc.collect()
    gc.freeze()  # the articles held for the other sizes are not what is measured
    return cpu(lambda: run_checks(article=article, facts=facts, relations=relations, rates=reference_rates()))


def joined(extractions: Sequence[Extraction], size: int) -> tuple[list[Fact], list[Relation]]:
    """So many facts, and the relations among them."""
    facts: list[Fact] = []
    relations: list[Relation] = []
    for number, extraction in enumerate(cycle(extractions)):
        room = size - len(facts)
        if room <= 0:
            break
        chosen = extraction.facts[:room]
        facts.extend(moved(chosen, number, len("\n\n") + (facts[-1].end_char if facts else 0)))
        known = {fact.id for fact in chosen}
        relations.extend(renamed(extraction.relations, number, known))
    return facts, relations


def moved(facts: Sequence[Fact], number: int, start: int) -> Iterator[Fact]:
    """Facts of one article behind those before, of owners of its own."""
    for fact in facts:
        yield replace(
            fact,
            id=f"a{number}{fact.id}",
            start_char=start + fact.start_char,
            end_char=start + fact.end_char,
            sentence=fact.sentence + start,
            in_title=False,
            entity_key=f"{fact.entity_key}_{number}",
        )


def renamed(relations: Sequence[Relation], number: int, known: set[str]) -> Iterator[Relation]:
    for relation in relations:
        ids = [
            id for named in relation.members.values() for id in ([named] if isinstance(named, str) else named)
        ]
        if known.issuperset(ids):
            members = {
                role: f"a{number}{named}"
                if isinstance(named, str)
                else tuple(f"a{number}{id}" for id in named)
                for role, named in relation.members.items()
            }
            yield replace(relation, id=f"a{number}{relation.id}", members=members)


if __name__ == "__main__":
    main()

"""The crosscheck of a made-up archive: how long it takes, and whether it finds exactly what was planted.

    python tests/benchmarks/crosscheck_synthetic.py [--facts 8000000] [--threads 2] [--memory 12GB] [--dir DIR]

With --dir the archive is kept, and used again if it is there. The time is that of the whole crosscheck: copies,
figures, queries, judgement; making the archive is not in it.
"""

import argparse
import pickle
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "archive"))

from synthetic_archive import Planted, make_archive

from extractor.archive.cross.run import crosscheck
from extractor.archive.views import open_archive
from extractor.records import CrossReport


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--facts", type=int, default=8_000_000)
    parser.add_argument("--each", type=int, default=300, help="how many of a kind are planted")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--memory", default="12GB")
    parser.add_argument("--dir", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = chosen.dir or Path(folder) / "archive"
        planted = prepared(out, chosen.facts, chosen.each)
        size = sum(path.stat().st_size for path in out.rglob("*.parquet"))
        print(f"{chosen.facts:,} facts, {size / 1e6:,.0f} MB of Parquet, {len(planted):,} planted")
        connection = open_archive(out)
        connection.execute(f"SET threads = {chosen.threads}; SET memory_limit = '{chosen.memory}'")
        began, cpu = time.perf_counter(), time.process_time()
        report = crosscheck(connection)
        print(f"{time.perf_counter() - began:.1f} s, {time.process_time() - cpu:.1f} s of CPU", end=", ")
        print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB")
        print(report.coverage)
        compare(report, planted)


def prepared(out: Path, facts: int, each: int) -> Planted:
    """What is planted in the archive, which is made if it is not there."""
    notes = out / "planted.pickle"
    if notes.exists():
        known: Planted = pickle.loads(notes.read_bytes())
        return known
    planted = make_archive(out, facts, each=each)
    notes.write_bytes(pickle.dumps(planted))
    return planted


def found(report: CrossReport) -> Planted:
    """What a report says, as `make_archive` puts it; the last witness of a leap is the level that leapt."""
    return {
        (one.check, one.measure or "", one.entity or "", one.segment, one.witnesses[at].start or "")
        for one in report.findings
        for at in [1 if one.check == "xdoc.trend_jump" else 0]
    }


def compare(report: CrossReport, planted: Planted) -> None:
    said = found(report)
    alarms = sum(finding.is_alarm for finding in report.findings)
    print(
        f"{len(report.findings):,} findings, {alarms:,} alarms; found {len(said & planted):,} of {len(planted):,}"
    )
    for word, rest in (("missed", planted - said), ("not planted", said - planted)):
        print(f"{word}: {len(rest)}", *sorted(rest, key=str)[:5], sep="\n  ")
    if said != planted or len(report.findings) != len(planted):
        sys.exit(1)


if __name__ == "__main__":
    main()

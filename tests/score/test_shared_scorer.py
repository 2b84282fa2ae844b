"""Our figures are those of the scorers that came with the benchmarks, to the last digit."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
from score_samples import mangled, mangled_case

from extractor.report.encode import encode
from extractor.score.articles import figures, score_article
from extractor.score.cases import read_cases
from extractor.score.gold import Annotated, find_annotated
from extractor.score.relations import score_case
from extractor.score.table import count

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
FOLDERS = {
    "corpus": (ROOT / "corpus", ROOT / "corpus"),
    "shared": (SHARED / "benchmarks" / "articles", SHARED / "articles"),
}

pytestmark = pytest.mark.skipif(
    not (SHARED / "benchmarks").exists(), reason="the benchmarks are not beside the repository"
)


def load(folder: str) -> ModuleType:
    """The benchmark's `score.py`, as a module."""
    path = SHARED / "benchmarks" / folder / "score.py"
    spec = importlib.util.spec_from_file_location(f"shared_{folder}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("folder", FOLDERS)
def test_articles(folder: str, tmp_path: Path) -> None:
    annotated = find_annotated(*FOLDERS[folder])
    extractions = [mangled(each) for each in annotated]
    ours = figures(
        [score_article(each.gold, made) for each, made in zip(annotated, extractions, strict=True)]
    )
    flat = flatten(annotated, tmp_path)
    predictions = tmp_path / "out.jsonl"
    predictions.write_text("".join(f"{encode(made)}\n" for made in extractions), encoding="utf-8")
    scorer = load("articles")
    tally, _ = scorer.score(flat, predictions)
    theirs = json.loads(json.dumps(scorer.report(tally)))
    assert json.loads(msgspec.json.encode(ours)) == theirs
    assert len(annotated) > 20
    # Every column has something wrong and something right in it, or the comparison says little.
    shares = [value for name, value in theirs.items() if name.endswith("paired %")]
    assert all(0 < share < 100 for share in shares)
    assert theirs["false alarms"][0] != "0"


def flatten(annotated: tuple[Annotated, ...], folder: Path) -> Path:
    """The gold files in one folder, as the benchmark's scorer wants them."""
    flat = folder / "gold"
    flat.mkdir()
    for number, each in enumerate(annotated):
        (flat / f"{number:03}.gold.json").write_bytes(msgspec.json.encode(each.gold))
    return flat


def test_relations() -> None:
    path = SHARED / "benchmarks" / "relations" / "dev.jsonl"
    cases = read_cases(path)
    extractions = [mangled_case(case, number) for number, case in enumerate(cases)]
    counts = count([score_case(case, made) for case, made in zip(cases, extractions, strict=True)])
    scorer = load("relations")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    lines, total = scorer.table(
        scorer.score(rows, {made.article.id: json.loads(encode(made)) for made in extractions})
    )
    ours = [
        f"{kind.kind:8} {f'{kind.false_alarms}/{kind.clean}':>14} {f'{kind.caught}/{kind.slips}':>14} "
        f"{kind.suspected:>10}/{kind.caught}"
        for kind in counts.kinds
    ]
    assert ours == lines[1:-1]
    assert total["broken"] == [counts.broken_caught, counts.broken]
    assert total["explained"] == [counts.explained_flagged, counts.explained]
    suspected, caught, slips = (
        sum(getattr(kind, name) for kind in counts.kinds) for name in ("suspected", "caught", "slips")
    )
    assert 0 < suspected < caught < slips

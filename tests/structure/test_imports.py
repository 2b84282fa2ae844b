"""What is imported when: the command line and the library come up without their heavy parts."""

import subprocess
import sys

import pytest

HEAVY = (
    "spacy",
    "thinc",
    "numpy",
    "dateparser",
    "babel",
    "highspy",
    "currency_converter",
    "hmrc_rates",
    "jinja2",
)


def loaded(code: str) -> set[str]:
    """Top-level modules that a fresh interpreter holds after this code."""
    code += (
        "; import sys; print('\\n'.join({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "code",
    [
        "import extractor",
        "import extractor.cli",
        "import extractor.pipeline",
        "import extractor.report",
        "from extractor.cli import main; main(['--help'])",
        "from extractor.cli import main; main(['explain'])",
        "from extractor.cli import main; main(['schema'])",
    ],
)
def test_nothing_heavy_is_loaded(code: str) -> None:
    assert not loaded(code) & set(HEAVY)


def test_help_does_without_the_report() -> None:
    assert "rich" not in loaded("from extractor.cli import main; main(['--help'])")


def test_spacy_component_leaves_the_pipeline_alone() -> None:
    """spaCy imports the component's module whenever it looks one up."""
    code = "import extractor.spacy_pipe, sys; assert 'extractor.pipeline' not in sys.modules"
    assert "spacy" in loaded(code)

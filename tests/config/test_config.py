"""Configuration files: which is found, what they do to a run, and what is said of a wrong one."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from extractor import ConfigError, Options, extract, make_article, pipe
from extractor.checks import CHECKS
from extractor.cli import main
from extractor.config import find_config, read_config
from extractor.errors import InputError
from extractor.overlay import merged, model_with
from extractor.records import Extraction

WRONG = "Marlow Ferries said revenue rose 30% to $5.13 billion from $4.61 billion a year earlier."
WORDS = """
[[measures.own]]
key = "berth_nights"
kind = "flow"
words = ["berth night(s)"]

[units.units]
sachet = { words = ["sachet"] }
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def made(text: str, name: str = "tieout.toml") -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return made


def run(text: str, options: Options, **given: str) -> Extraction:
    return next(pipe([make_article(text, **given)], options=options))


def test_the_nearest_file_upwards(tmp_path: Path, write: Write) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert find_config(inner) is None
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\n")
    shared = write("[tool.tieout]\nignore = []\n", "pyproject.toml")
    assert find_config(inner) == shared
    own = write("ignore = []\n")
    assert find_config(inner) == own
    (tmp_path / "a" / "pyproject.toml").write_text('[tool.tieout]\nignore = ["fx"]\n')
    assert find_config(inner) == tmp_path / "a" / "pyproject.toml"


def test_an_empty_file_changes_nothing(write: Write) -> None:
    assert read_config(write("")) == Options()
    assert read_config(write("[tool.other]\n", "pyproject.toml")) == Options()


def test_checks_on_and_off(write: Write) -> None:
    everything = set(CHECKS)
    fx = {"fx.implied", "fx.reference"}
    assert set(read_config(write('ignore = ["fx"]')).checks or ()) == everything - fx
    assert read_config(write('select = ["fx"]\nignore = ["fx.implied"]')).checks == ("fx.reference",)
    assert read_config(write('[tool.tieout]\nselect = ["fx"]', "pyproject.toml")).checks == (
        "fx.implied",
        "fx.reference",
    )


def test_severities(write: Write) -> None:
    options = read_config(write('[severity]\n"growth.triple" = "note"\n'))
    [finding] = [each for each in run(WRONG, options).findings if each.verdict == "inconsistent"]
    assert (finding.check, finding.severity, finding.is_alarm) == ("growth.triple", "note", False)
    by_family = read_config(write('[severity]\ngrowth = "minor"\n"growth.triple" = "warning"\n'))
    assert run(WRONG, by_family).findings[0].severity == "warning"


def test_rates_of_ones_own(write: Write) -> None:
    write("date,base,quote,rate\n2030-12,USD,GBP,0.50\n2031-01,USD,GBP,0.50\n", "rates.csv")
    options = read_config(write('rates = "rates.csv"'))
    text = "Marlow paid $40 million (£20 million) for the pier."
    found = [
        each for each in run(text, options, published="2031-01-20").findings if each.check == "fx.reference"
    ]
    assert [each.verdict for each in found] == ["consistent"]
    assert "rates in rates.csv" in found[0].message


def test_words_of_ones_own(write: Write) -> None:
    write(WORDS, "words.toml")
    text = "Marlow sold 40 sachets. Berth nights rose 4% to 5.1 million."
    result = run(text, read_config(write('lexicon = "words.toml"')))
    assert result.facts[0].unit == "sachet"
    assert result.facts[1].measure_key == "berth_nights"
    assert result.producer.model.endswith("+ words.toml")
    assert extract(text).facts[1].measure_key != "berth_nights"


def test_fiscal_years_of_companies_and_countries(write: Write) -> None:
    options = read_config(write('[fiscal-years]\n"Marlow Ferries" = "10-01"\nGB = "03-01"\n'))
    company = run("Marlow Ferries earned $5 million in fiscal 2024.", options, published="2024-12-01")
    assert company.facts[0].period is not None
    assert company.facts[0].period.start == "2023-10-01"
    country = run(
        "The board earned $5 million in fiscal 2024.", options, published="2024-12-01", country="GB"
    )
    assert country.facts[0].period is not None
    assert country.facts[0].period.start == "2023-03-01"
    stated = "Marlow Ferries, whose fiscal year starts on July 1, earned $5 million in fiscal 2024."
    assert (run(stated, options, published="2024-12-01").facts[0].period or object()).start == "2023-07-01"


def test_one_model_a_configuration(write: Write) -> None:
    options = read_config(write('[fiscal-years]\nGB = "03-01"\n'))
    assert model_with("en", None, options.fiscal_years) is model_with("en", None, options.fiscal_years)
    assert model_with("en", None, ()) is model_with("en", None, ())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x = \n", "tieout.toml: cannot be read: Invalid value (at line 1"),
        ("\nignor = []", "tieout.toml, line 2: ignor: no setting named 'ignor'; did you mean 'ignore'?"),
        ("ignore = 'fx'", "line 1: ignore: 'fx' given; accepted: a list of checks and families"),
        (
            'ignore = ["growht"]',
            "line 1: ignore.growht: no check or family named 'growht'; did you mean 'growth'?",
        ),
        ("severity = 1", "line 1: severity: 1 given; accepted: a table"),
        ('[severity]\nfx = "grave"', "line 2: severity.fx: 'grave' given; accepted: gross, error, minor"),
        ('[severity]\n"fx.x" = "note"', "line 2: severity.fx.x: no check or family named 'fx.x'"),
        ('[fiscal-years]\nGB = "13-01"', "line 2: fiscal-years.GB: '13-01' given; accepted: the first day"),
        ("rates = 3", "line 1: rates: 3 given; accepted: the path of a file"),
        ('rates = "no.csv"', "line 1: rates: 'no.csv' given; accepted: a file that is there"),
    ],
)
def test_what_is_wrong(text: str, says: str, write: Write) -> None:
    with pytest.raises(ConfigError) as caught:
        read_config(write(text))
    assert says in str(caught.value)
    assert isinstance(caught.value, InputError)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("x = ", "words.toml: cannot be read"),
        ("[measure]\n", "words.toml: no table of words named 'measure'; did you mean 'measures'?"),
        ("[units.unit]\n", "words.toml: units: no section named 'unit'; did you mean 'units'?"),
        ("[units]\nunits = 3\n", "words.toml: units.units: a number given; accepted: a table"),
        ("[names.persons]\ntitles = [3]\n", "titles: a list of numbers given; accepted: a list of texts"),
        ('[[measures.own]]\nkey = "a"\nkind = "flows"\nwords = ["qq"]\n', "words.toml: en_news_facts: "),
    ],
)
def test_what_is_wrong_with_words(words: str, says: str, write: Write) -> None:
    write(words, "words.toml")
    with pytest.raises(ConfigError) as caught:
        read_config(write('lexicon = "words.toml"'))
    assert says in str(caught.value)


def test_a_wrong_file_of_rates(write: Write) -> None:
    write("date,base,quote,rate\n2031-01,USD,GBP,cheap\n", "rates.csv")
    with pytest.raises(ConfigError, match=r"line 1: rates: .*rates\.csv, line 2: column rate is 'cheap'"):
        read_config(write('rates = "rates.csv"'))


def test_rows_over_rows() -> None:
    assert merged({"a": "1"}, {"a": "2", "b": "3"}, "x") == {"a": "2", "b": "3"}
    with pytest.raises(ConfigError, match=r"x\.a: a number given; accepted: a text"):
        merged({"a": "1"}, {"a": 2}, "x")


def test_the_command_line_comes_first(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(WRONG, "a.txt")
    config = write('ignore = ["growth"]')
    monkeypatch.chdir(tmp_path)
    assert main(["check", "a.txt"]) == 0
    assert main(["check", "a.txt", "--checks", "growth"]) == 1
    assert main(["check", "a.txt", "--config", str(config)]) == 0
    config.write_text("ignor = []")
    assert main(["check", "a.txt"]) == 2
    assert "did you mean 'ignore'" in capsys.readouterr().err


def test_options_are_a_record_like_the_others() -> None:
    assert set(Options.__struct_fields__) >= {
        "checks",
        "severities",
        "rates_file",
        "words_file",
        "fiscal_years",
    }
    assert msgspec.structs.replace(Options(), checks=("fx",)).checks == ("fx",)

"""The language of texts that do not say it: never thrown out unless it is surely another."""

from pathlib import Path

import pytest

from extractor.read import ReadDefaults, read_articles
from extractor.read.language import detected_language

ENGLISH = (
    "The builder sold more boats in February than in any month since it was founded, helped by orders from abroad. "
    "It said that buyers wanted larger boats, and that its yard would work through the summer to deliver them. "
    "Workers at the yard, where a strike had been feared, agreed to a rise in pay that will be paid from April. "
)
OTHERS = {
    "de": "Die Werft verkaufte im Februar mehr Boote als in jedem anderen Monat seit ihrer Gründung, weil viele "
    "Bestellungen aus dem Ausland kamen. Die Käufer wollten größere Boote, und die Werft werde den Sommer über "
    "arbeiten, um sie auszuliefern. Die Arbeiter, deren Streik man gefürchtet hatte, stimmten einer Erhöhung zu.",
    "fr": "Le chantier a vendu plus de bateaux en février que pendant tout autre mois depuis sa fondation, grâce aux "
    "commandes venues de l'étranger. Les acheteurs voulaient des bateaux plus grands, et le chantier travaillera "
    "tout l'été pour les livrer. Les ouvriers, dont on craignait la grève, ont accepté une hausse des salaires.",
    "es": "El astillero vendió más barcos en febrero que en cualquier otro mes desde su fundación, gracias a los "
    "pedidos del extranjero. Los compradores querían barcos más grandes, y el astillero trabajará todo el verano "
    "para entregarlos. Los obreros, cuya huelga se temía, aceptaron una subida de los salarios desde abril.",
}
TABLE = "Sales 12.3 14.5 16.7\nEBITDA 1.2 1.4 1.6\nABC Ltd 45 46 47\nXYZ Plc 33 34 35\n" * 20


@pytest.mark.parametrize(("code", "text"), [("en", ENGLISH), *OTHERS.items()])
def test_languages(code: str, text: str) -> None:
    assert detected_language(text * 2) == code


@pytest.mark.parametrize(
    "text",
    ["", "Umsatz steigt um 5 Prozent.", TABLE, "5% " * 400],
    ids=["empty", "short", "table", "figures"],
)
def test_in_doubt_there_is_none(text: str) -> None:
    assert detected_language(text) in (None, "en")


def test_only_where_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "werft.txt"
    path.write_text(OTHERS["de"] * 2)
    (read,) = read_articles([path], defaults=ReadDefaults(languages=("en",)))
    assert read.article is not None
    (read,) = read_articles([path], defaults=ReadDefaults(languages=("en",), detect_language=True))
    assert read.article is None
    assert read.skipped

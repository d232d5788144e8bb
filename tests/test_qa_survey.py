"""Who says how much on which theme, and which sentences are proposals."""

from pathlib import Path

from index import Encoder, Index, Theme, build_index, read_themes
from ingest import Document
from qa import Mood, standpoints, survey
from tests.conftest import read_all

WAITING = Theme("Wachten", ("wachtlijst",))
SUMMER = Theme("Zomer", ("zomerschool",))
MORE = tuple(Theme(word, (word,)) for word in ("armoede", "woning", "opvang", "onderhoudsplicht"))
THEMES = (WAITING, SUMMER, Theme("Raketten", ("raket",)), *MORE)


def by_publisher(document: Document) -> str:
    return document.publisher


def test_each_publisher_is_counted_by_its_own_sentences(tiny_index: Index) -> None:
    found = survey(tiny_index, THEMES, by_publisher)
    assert {who: len(lines) for (who, theme), lines in found.said.items() if theme == "Wachten"} == {
        "Vakbond": 1,
        "Vereniging van Gemeenten": 1,
    }
    assert found.sentences == {"Vakbond": 4, "Vereniging van Gemeenten": 6}
    assert not found.sampled


def test_the_sentence_behind_a_count_holds_the_word(tiny_index: Index) -> None:
    (line,) = survey(tiny_index, THEMES, by_publisher).said["Vakbond", "Wachten"]
    text = tiny_index.documents[line.document].text[line.start : line.end]
    assert text == "Er staan 175.000 gezinnen op een wachtlijst."


def test_a_theme_that_nobody_speaks_of_falls_away_and_the_commonest_comes_first(tiny_index: Index) -> None:
    names = [theme.name for theme in survey(tiny_index, THEMES, by_publisher).themes]
    assert "Raketten" not in names
    assert names.index("Wachten") < names.index("Zomer")


def test_a_bullet_under_concrete_proposals_is_a_proposal(tiny_index: Index) -> None:
    found = survey(tiny_index, THEMES, by_publisher)
    assert [line.wishes for line in found.said["Vereniging van Gemeenten", "Zomer"]] == [True]
    assert [line.wishes for line in found.said["Vereniging van Gemeenten", "Wachten"]] == [False]
    assert found.wishes["Vereniging van Gemeenten"] == 2


def test_where_few_themes_fit_the_corpus_has_themes_of_its_own(corpus_index: Index) -> None:
    found = survey(corpus_index, (WAITING,), by_publisher)
    assert found.drawn
    assert "Wachten" in [theme.name for theme in found.themes]
    assert len(found.themes) > 3


def test_the_themes_of_the_file_fit_the_corpus(corpus_index: Index) -> None:
    found = survey(corpus_index, read_themes(), by_publisher)
    assert not found.drawn
    assert len(found.said["Vlaams ABVV", "Wonen"]) > 20
    assert len(found.said["Vlaams Welzijnsverbond", "Handicap"]) > 8


def test_of_too_many_documents_a_sample_of_each_publisher_is_read(tmp_path: Path, hashing_encoder: Encoder) -> None:
    (tmp_path / "sources.toml").write_text('["b*.txt"]\npublisher = "Bond"\n["d*.txt"]\npublisher = "Dienst"\n')
    for name in ("b1", "b2", "b3", "b4", "d1", "d2", "d3", "d4"):
        (tmp_path / f"{name}.txt").write_text(f"Nota {name}\n\nDe wachtlijst van {name} groeit elk jaar weer aan.\n")
    index = build_index(read_all(tmp_path), hashing_encoder, tmp_path / "index")
    found = survey(index, THEMES, by_publisher, most=4)
    assert (found.read, found.documents, found.sampled) == (4, 8, True)
    assert found.sentences == {"Bond": 2, "Dienst": 2}
    assert survey(index, THEMES, by_publisher, most=1).read == 1


def test_what_an_ai_wrote_is_marked_and_lists_of_references_do_not_count(corpus_index: Index) -> None:
    found = survey(corpus_index, read_themes(), by_publisher)
    assert found.notices["Regeringsrobot (Data Minded)"] == "door AI opgestelde samenvatting"
    assert found.notices["Vlaams ABVV"] == ""
    assert found.sentences["Regeringsrobot (Data Minded)"] < 20
    assert found.wishes["Regeringsrobot (Data Minded)"] == 0


def test_proposals_and_opinions_are_listed_in_the_order_of_the_document(tiny_index: Index) -> None:
    (document,) = (d for d in tiny_index.documents.values() if d.publisher == "Vereniging van Gemeenten")
    said = standpoints(tiny_index, document)
    assert [one.sentence.text.split()[0] for one in said] == ["Maak", "Geef"]
    assert {one.mood for one in said} == {Mood.PROPOSAL}

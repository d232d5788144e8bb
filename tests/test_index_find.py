"""Full-text search: words in any form, phrases word for word, and what is said where they do not stand."""

import pytest

from index import Finding, Fit, Index


def found(index: Index, query: str) -> Finding:
    return index.find_words(query)


def words(index: Index, finding: Finding) -> list[list[str]]:
    """The words that were found, passage by passage."""
    texts = [index.documents[one.passage.document_id].text for one in finding.found]
    return [[text[a:b] for a, b in one.places] for text, one in zip(texts, finding.found, strict=True)]


def test_a_word_is_found_in_another_form_and_as_a_part_of_a_compound(tiny_index: Index) -> None:
    finding = found(tiny_index, "woning")
    assert finding.fit is Fit.ALL
    assert words(tiny_index, finding) == [["woningen"]]
    assert ["Kruispuntbank"] in words(tiny_index, found(tiny_index, "bank"))


def test_every_word_must_stand_in_the_passage(tiny_index: Index) -> None:
    finding = found(tiny_index, "wachtlijst gezinnen")
    assert finding.total == len(finding.found) == 1
    assert words(tiny_index, finding) == [["gezinnen", "wachtlijst"]]


def test_words_that_no_passage_has_together_are_found_apart_and_said_to_be(tiny_index: Index) -> None:
    finding = found(tiny_index, "zomerscholen onderhoudsplicht")
    assert finding.fit is Fit.SOME
    assert len(finding.found) == 2
    assert finding.unknown == ()


@pytest.mark.parametrize(
    ("query", "fit"),
    [
        ('"sociale woningen"', Fit.ALL),
        ("“Sociale Woningen”", Fit.ALL),
        ('"sociale woning"', Fit.SOME),
        ('"woningen sociale"', Fit.SOME),
        ('"armoede concrete"', Fit.SOME),
    ],
)
def test_what_stands_in_quotation_marks_is_found_word_for_word(tiny_index: Index, query: str, fit: Fit) -> None:
    assert found(tiny_index, query).fit is fit


def test_the_whole_phrase_is_marked(tiny_index: Index) -> None:
    assert words(tiny_index, found(tiny_index, '"elke gemeente streeft"')) == [["Elke gemeente streeft"]]


def test_a_word_that_nobody_wrote_is_taken_for_the_nearest_one_and_that_is_said(tiny_index: Index) -> None:
    finding = found(tiny_index, "onderhoudsplich")
    assert finding.meant == (("onderhoudsplich", "onderhoudsplicht"),)
    assert words(tiny_index, finding) == [["onderhoudsplicht"]]


def test_a_word_that_stands_nowhere_is_named(tiny_index: Index) -> None:
    finding = found(tiny_index, "zomerscholen raketten")
    assert (finding.fit, finding.unknown) == (Fit.SOME, ("raketten",))


def test_letters_that_are_no_word_are_not_sensible(tiny_index: Index) -> None:
    finding = found(tiny_index, "xqzzywk")
    assert (finding.fit, finding.found, finding.sensible) == (Fit.NONE, (), False)
    assert found(tiny_index, "parkeerplaats").sensible


def test_nothing_but_small_words_finds_nothing(tiny_index: Index) -> None:
    assert found(tiny_index, 'de "van de" het').fit is Fit.NONE


def test_only_the_chosen_documents_are_searched(tiny_index: Index) -> None:
    ids = {d.publisher: d.id for d in tiny_index.documents.values()}
    assert tiny_index.find_words("wachtlijst").total == 2
    assert tiny_index.find_words("wachtlijst", within={ids["Vakbond"]}).total == 1
    assert tiny_index.find_words("wachtlijst", within=set()).total == 0


def test_what_is_more_than_is_looked_at_is_counted(tiny_index: Index) -> None:
    finding = tiny_index.find_words("wachtlijst", 1)
    assert (len(finding.found), finding.total, finding.cut) == (1, 2, True)


def test_a_word_of_the_publisher_is_sought_in_the_text_first(corpus_index: Index) -> None:
    finding = found(corpus_index, "ABVV")
    assert all(one.places or one.above for one in finding.found)

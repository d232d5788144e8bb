"""Comparisons, calls for more, and filters over small documents of several publishers: nobody is crowded out."""

import pytest

from index import Encoder, Index, build_index
from ingest import Document, read_documents
from qa import Answer, Assistant, Reason, Turn
from qa.question import asked_of, understand

CROWD = 12  # documents of one publisher, all on the same theme
TOLKEN = "Zorg voor meer tolken in de gemeente. Tolken helpen mensen die geen Nederlands spreken, en dat werkt goed."
LIST = """Tolken

Onze voorstellen over tolken
- Betaal de tolken een eerlijk loon voor hun werk.
- Leid de tolken beter op voor hun werk in de zorg.
- Geef tolken een plaats in elk sociaal huis van de gemeente.
"""


def source(name: str, publisher: str, kind: str, date: str) -> str:
    who = f'publisher = "{publisher}"\nspeaker = "de {publisher}"'
    return f'["{name}"]\ntitle = "Stuk {name[:-4]}"\n{who}\nkind = "{kind}"\ndate = "{date}"\n'


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, hashing_encoder: Encoder) -> Index:
    folder = tmp_path_factory.mktemp("publishers")
    stated = []
    for number in range(CROWD):
        name = f"bond{number:02}.txt"
        (folder / name).write_text(f"Tolken\n\n{TOLKEN} Dat is stuk {number} over tolken.", encoding="utf-8")
        stated.append(source(name, "Bond", "memorandum", "2024"))
    (folder / "koepel.txt").write_text(LIST, encoding="utf-8")
    stated.append(source("koepel.txt", "Koepel", "beleidsvoorstellen", "2024"))
    (folder / "stad.txt").write_text("Fietsen\n\nDe stad legt nieuwe fietspaden aan langs het water.", encoding="utf-8")
    stated.append(source("stad.txt", "Stad", "nota", "2023-05-04"))
    (folder / "sources.toml").write_text("\n".join(stated), encoding="utf-8")
    return build_index(
        [d for d in read_documents(folder) if isinstance(d, Document)],
        hashing_encoder,
        tmp_path_factory.mktemp("index") / "index",
    )


@pytest.fixture(scope="module")
def assistant(index: Index) -> Assistant:
    return Assistant(index)


def heard(assistant: Assistant, answer: Answer) -> list[str]:
    return [assistant.index.documents[hit.passage.document_id].publisher for hit in answer.hits]


def test_a_publisher_with_many_documents_does_not_crowd_out_another(assistant: Assistant) -> None:
    found = heard(assistant, assistant.ask("Wat zeggen de Bond en de Koepel over tolken?"))
    assert found[:2] == ["Bond", "Koepel"]


def test_every_publisher_is_searched_where_none_is_named(assistant: Assistant) -> None:
    found = heard(assistant, assistant.ask("Wat zeggen alle organisaties over tolken?"))
    assert set(found) == {"Bond", "Koepel", "Stad"}


def test_of_a_quiet_organisation_the_answer_says_that_nothing_was_found(assistant: Assistant) -> None:
    answer = assistant.ask("Wat zeggen de Koepel en de Stad over tolken?")
    assert answer.closing == "Geen standpunt gevonden in de documenten: de Stad."


def test_the_quiet_ones_are_named_too_where_the_question_named_nobody(assistant: Assistant) -> None:
    assert "de Stad" in assistant.ask("Wat zeggen alle organisaties over tolken?").closing


def test_no_more_than_ten_passages_are_shown_however_many_publishers_are_compared(assistant: Assistant) -> None:
    assert len(assistant.ask("Wat zeggen alle organisaties over tolken?").hits) <= 10


def test_a_filter_by_kind_keeps_the_words_of_others_out(assistant: Assistant) -> None:
    answer = assistant.ask("Wat staat er in de nota over tolken?")
    assert set(heard(assistant, answer)) == {"Stad"}
    assert answer.claims == ()
    assert answer.reason in (Reason.NOT_FOUND, Reason.ADJACENT_ONLY, Reason.OFF_TOPIC)


def test_geef_er_nog_brings_the_rest_of_the_list_and_then_says_that_there_is_no_more(assistant: Assistant) -> None:
    question = "Wat stelt de Koepel voor over tolken?"
    history = [
        Turn("user", question),
        Turn("assistant", "De Koepel stelt voor: Betaal de tolken een eerlijk loon voor hun werk."),
    ]
    more = assistant.ask("geef er nog", history)
    said = [claim.sentence for claim in more.claims]
    assert said == [
        "Leid de tolken beter op voor hun werk in de zorg.",
        "Geef tolken een plaats in elk sociaal huis van de gemeente.",
    ]
    history += [Turn("user", "geef er nog"), Turn("assistant", "\n".join(said))]
    none = assistant.ask("nog?", history)
    assert none.reason is Reason.NOT_FOUND
    assert none.message == "Meer staat daarover niet in de documenten."
    assert none.standalone == f"{question} (wat nog niet gezegd is)"


def test_the_other_organisations_are_all_but_the_one_that_was_asked(assistant: Assistant) -> None:
    history = [Turn("user", "Wat stelt de Koepel voor over tolken?"), Turn("assistant", "Betaal ze beter.")]
    answer = assistant.ask("En de andere organisaties?", history)
    assert answer.standalone == "Wat zeggen de andere organisaties over tolken?"
    assert set(heard(assistant, answer)) == {"Bond", "Stad"}


def test_a_publisher_that_shares_only_a_word_with_the_theme_is_not_quoted(assistant: Assistant) -> None:
    answer = assistant.ask("Hoe kijken de Koepel en de Stad naar de tolken van de gemeente?")
    assert {citation.quote[:5] for claim in answer.claims for citation in claim.citations} <= {
        "Betaa",
        "Leid ",
        "Geef ",
    }
    assert "de Stad" in answer.closing


def test_what_only_says_that_two_are_compared_is_no_theme(assistant: Assistant) -> None:
    asked = understand("Waar leggen de Bond en de Koepel de nadruk als het over tolken gaat?", assistant.catalogue)
    assert asked.topic == "tolken"


def test_of_two_questions_in_one_each_publisher_is_asked_its_own(assistant: Assistant) -> None:
    asked = understand("Tolken: wat vraagt de Bond en waarover klaagt de Stad?", assistant.catalogue)
    assert asked_of("Stad", asked, assistant.catalogue).text == "Tolken: en waarover klaagt de Stad?"


def test_a_side_has_three_sentences_where_they_fit_about_as_well(assistant: Assistant) -> None:
    answer = assistant.ask("Wat vragen de Bond en de Koepel voor tolken?")
    koepel = [claim for claim in answer.claims if "Koepel" in claim.group]
    assert {claim.citations[0].quote.split()[0] for claim in koepel} == {"Betaal", "Leid", "Geef"}

"""The assistant on the real documents with the real encoder: the shape and the honesty of its answers."""

from dataclasses import dataclass

import pytest

from index import Index
from qa import Answer, Assistant, Claim, Reason, Turn, WriterUnavailable, number_citations, phrases
from qa.best import Evidence
from qa.verify import Draft, Frame, Support

pytestmark = pytest.mark.encoder


@pytest.fixture(scope="module")
def assistant(real_index: Index) -> Assistant:
    return Assistant(real_index)


def said(answer: Answer) -> str:
    return " ".join([answer.message, *(f"{claim.group} {claim.sentence}" for claim in answer.claims), answer.closing])


def test_a_fact_comes_with_its_value_in_bold_and_who_says_it(assistant: Assistant) -> None:
    answer = assistant.ask("Hoeveel gezinnen staan er in Vlaanderen op een wachtlijst voor een sociale woning?")
    assert "**175.000**" in said(answer)
    assert "Vlaams ABVV" in said(answer)


def test_every_citation_is_the_exact_text_of_its_document(assistant: Assistant) -> None:
    questions = (
        "Wat vraagt de VVSG over zomerscholen?",
        "Wat zeggen het ABVV en het Vlaams Welzijnsverbond over het Sociaal Huis?",
        "Wanneer werd het decreet regiovorming goedgekeurd?",
        "Welke drie uitgangspunten gelden voor zones zonder langdurige werkloosheid?",
    )
    for question in questions:
        citations = number_citations(assistant.ask(question))
        assert citations
        for citation in citations:
            text = assistant.index.documents[citation.document_id].text
            assert text[citation.start : citation.end] == citation.quote


def test_a_proposal_is_worded_as_a_proposal(assistant: Assistant) -> None:
    answer = assistant.ask("Wat vraagt de VVSG over zomerscholen?")
    assert answer.message == "De VVSG stelt voor:"
    assert "structureel aanbod" in said(answer)


def test_an_observation_is_not_worded_as_a_proposal(assistant: Assistant) -> None:
    answer = assistant.ask("Hoeveel procent van de Vlaamse bevolking loopt volgens de VVSG een armoederisico?")
    assert answer.message == "Volgens de VVSG (2024):"


def test_a_decision_is_given_with_its_date_and_marked_as_from_an_ai_written_page(assistant: Assistant) -> None:
    answer = assistant.ask("Wanneer besliste de Vlaamse Regering over het decreet regiovorming lokaal bestuur?")
    assert "**8 juli 2022**" in said(answer)
    assert "door AI opgestelde samenvatting" in said(answer)


def test_the_summary_of_the_ai_is_never_the_word_of_the_government(assistant: Assistant) -> None:
    answer = assistant.ask("Wat zegt de regeringsrobot over de versterking van de zorgraden?")
    assert "Volgens een door AI opgestelde samenvatting" in said(answer)
    assert "[13]" not in said(answer)  # the source's own marks cannot be taken for ours


def test_who_wants_something_is_answered_with_the_organisation(assistant: Assistant) -> None:
    answer = assistant.ask("Wie wil de onderhoudsplicht afschaffen?")
    assert "Vlaams ABVV" in said(answer)
    assert "VVSG" not in said(answer)


def test_a_comparison_gives_each_publisher_in_the_order_of_the_question(assistant: Assistant) -> None:
    answer = assistant.ask("Wat zeggen de VVSG en het ABVV over sociale economie?")
    groups = [claim.group for claim in answer.claims]
    assert "VVSG" in groups[0]
    assert "ABVV" in groups[-1]


def test_a_publisher_that_says_nothing_is_said_to_be_silent(assistant: Assistant) -> None:
    answer = assistant.ask("Zone 30 in de dorpskern: wat vinden het ABVV en het Vlaams Welzijnsverbond?")
    assert answer.closing == "Geen standpunt gevonden in de documenten: het Vlaams Welzijnsverbond."


def test_a_list_gives_all_its_items(assistant: Assistant) -> None:
    answer = assistant.ask("Welke drie uitgangspunten gelden voor zones zonder langdurige werkloosheid?")
    assert len(answer.claims) == 3
    assert all(claim.item for claim in answer.claims)


def test_a_reference_is_found_by_its_number(assistant: Assistant) -> None:
    assert "wijk-werken" in said(assistant.ask("Waarover gaat referentie [12]?"))


def test_the_page_that_is_printed_twice_is_quoted_once(assistant: Assistant) -> None:
    answer = assistant.ask("Waarom is persoonlijke dienstverlening voor werkzoekenden belangrijk volgens het ABVV?")
    quotes = [citation.quote for citation in number_citations(answer)]
    assert len(quotes) == len(set(quotes))
    texts = [hit.passage.text for hit in answer.hits]
    assert len(texts) == len(set(texts))


def test_a_follow_up_keeps_the_subject_and_says_how_it_was_read(assistant: Assistant) -> None:
    first = "Hoeveel sociale woningen moet elke gemeente nastreven volgens het ABVV?"
    history = (Turn("user", first), Turn("assistant", said(assistant.ask(first))))
    answer = assistant.ask("Kan de gemeente daar zelf ook in investeren?", history)
    assert "woonmaatschappij" in said(answer)
    assert "sociale woningen" in answer.standalone


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Wat vindt het ACV van de onderhoudsplicht?", Reason.UNKNOWN_NAME),
        ("Hoeveel huurpremies betaalde Vlaanderen uit in 2019?", Reason.ADJACENT_ONLY),
        ("Hoeveel gezinnen wachten er in Gent op een sociale woning?", Reason.ADJACENT_ONLY),
        ("Op welk e-mailadres bereik ik de afdeling Beleidscoördinatie?", Reason.ADJACENT_ONLY),
        ("Wat is de mening van Samenlevingsopbouw over het decreet?", Reason.UNKNOWN_NAME),
        ("blorf snikkel trala fluppie", Reason.OFF_TOPIC),
        ("gemeenten?", Reason.TOO_VAGUE),
        ("wa kost t", Reason.TOO_VAGUE),
        ("Wie betaalt dat nu precies?", Reason.TOO_VAGUE),
        ("Hoeveel inwoners heeft Gent?", Reason.ADJACENT_ONLY),
        ("Hoeveel mensen wonen er in Gent?", Reason.ADJACENT_ONLY),
        ("Wat verwacht het Vlaams Welzijnsverbond van de VDAB?", Reason.NOT_FOUND),
        ("wrm vragen zo weinig mensen een huursubsidie aan", Reason.ADJACENT_ONLY),
    ],
)
def test_what_the_documents_do_not_say_is_refused_with_a_reason(
    assistant: Assistant, question: str, reason: Reason
) -> None:
    answer = assistant.ask(question)
    assert answer.reason is reason
    assert answer.claims == ()
    assert answer.message


def test_a_body_that_who_is_asked_speaks_of_is_no_reason_to_refuse(assistant: Assistant) -> None:
    assert "VDAB" in said(assistant.ask("Wat verwacht het ABVV van de VDAB?"))


def test_a_refusal_shows_the_nearest_passages(assistant: Assistant) -> None:
    assert assistant.ask("Hoeveel huurpremies betaalde Vlaanderen uit in 2019?").hits


def test_html_in_a_question_changes_nothing(assistant: Assistant) -> None:
    plain = assistant.ask("Wat vraagt de VVSG over zomerscholen?")
    marked = assistant.ask("<b>Wat vraagt de VVSG over zomerscholen?</b>")
    assert marked.claims == plain.claims


@dataclass
class Scripted:
    """A writer that says what the test wants."""

    sentences: tuple[str, ...]
    name: str = "scripted"
    outside: str = ""

    def write(self, evidence: Evidence) -> tuple[Draft, ...]:
        best = evidence.candidates[0]
        support = (Support(best.hit.passage, best.quote),)
        return tuple(Draft(sentence, support, frame=Frame(wish=True)) for sentence in self.sentences)


class Away:
    name = "away"
    outside = ""

    def write(self, evidence: Evidence) -> tuple[Draft, ...]:
        raise WriterUnavailable(f"geen model voor {evidence.question.text}")


ZOMERSCHOLEN = "Wat vraagt de VVSG over zomerscholen?"
TRUE = (
    "Maak van zomerscholen een structureel aanbod met bijhorende financiering om kwetsbare leerlingen te versterken en "
    "de drempel naar het volgende schooljaar te verlagen."
)
FALSE = "De VVSG wil de zomerscholen afschaffen en vraagt 12 miljoen euro."


def test_an_invention_is_dropped_and_the_answer_says_it_was_shortened(assistant: Assistant) -> None:
    answer = Assistant(assistant.index, Scripted((TRUE, FALSE))).ask(ZOMERSCHOLEN)
    assert [claim.sentence for claim in answer.claims] == [TRUE]
    assert "ingekort" in answer.closing


def test_when_nothing_of_a_writer_stands_the_extractive_answer_comes(assistant: Assistant) -> None:
    answer = Assistant(assistant.index, Scripted((FALSE,))).ask(ZOMERSCHOLEN)
    assert answer.writer == "extractive"
    assert "structureel aanbod" in said(answer)
    assert phrases.NOTHING_STOOD in answer.closing


def test_when_a_writer_is_away_the_extractive_answer_comes_and_says_so(assistant: Assistant) -> None:
    answer = Assistant(assistant.index, Away()).ask(ZOMERSCHOLEN)
    assert answer.writer == "extractive"
    assert "niet bereikbaar" in answer.closing


def test_an_answer_has_claims_or_a_reason_never_both() -> None:
    with pytest.raises(ValueError, match="never both"):
        Answer("vraag", (), None, "", (), "extractive")
    with pytest.raises(ValueError, match="never both"):
        Answer("vraag", (Claim("zin", ()),), Reason.NOT_FOUND, "", (), "extractive")


def test_the_latest_decision_is_the_one_with_the_latest_date(assistant: Assistant) -> None:
    answer = assistant.ask("Wat is de laatste beslissing over zorgzame buurten?")
    assert [claim.sentence[:27] for claim in answer.claims] == ["Op **22 december 2023**: Su"]


def test_decisions_of_a_year_are_only_those_of_that_year_even_under_one_title(assistant: Assistant) -> None:
    text = said(assistant.ask("Welke beslissingen uit 2022 gaan over de regierol van gemeenten voor sociale economie?"))
    assert "**4 februari 2022**" in text
    assert "**29 april 2022**" in text
    assert "2021" not in text


def test_decisions_of_a_day_are_exactly_those_of_that_day(assistant: Assistant) -> None:
    answer = assistant.ask("Welke beslissingen in de referentielijst dateren van 14 juli 2023?")
    assert answer.message.endswith(", alle van 14 juli 2023:")
    assert [claim.sentence[:12] for claim in answer.claims] == ["Wijziging be", "Oproep ‘Loka"]


def test_the_rest_of_the_decisions_of_a_year_comes_when_it_is_asked_for(assistant: Assistant) -> None:
    question = "Welke beslissingen nam de Vlaamse regering in 2021?"
    first = assistant.ask(question)
    more = assistant.ask("geef er nog", [Turn("user", question), Turn("assistant", said(first))])
    assert first.closing.startswith("Er staan nog 2 punten")
    assert ["2021**" in claim.sentence for claim in more.claims] == [True, True]
    assert not {claim.sentence for claim in more.claims} & {claim.sentence for claim in first.claims}


def test_a_document_of_a_year_that_is_not_there_is_refused(assistant: Assistant) -> None:
    assert assistant.ask("Wat staat er in het memorandum van 2019 over de onderhoudsplicht?").claims == ()


def test_the_passage_that_is_quoted_first_is_shown_first(assistant: Assistant) -> None:
    for question in ("Wat vraagt de VVSG over zomerscholen?", "Hoeveel procent van de werklozen leeft in armoede?"):
        answer = assistant.ask(question)
        assert answer.hits[0].passage.id in {citation.passage_id for citation in number_citations(answer)}

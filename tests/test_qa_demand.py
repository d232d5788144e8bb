"""What kind of answer a question demands, and whether a text holds it."""

import pytest

from qa.demand import Wanted, counted, demands, met
from qa.places import places_in


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("welke documenten moet mijn client binnenbrengen", Wanted.PAPERS),
        ("hoe dien ik een aanvraag in", Wanted.APPLYING),
        ("bij welke dienst vraag je een zorgbudget aan en hoe lang duurt dat", Wanted.APPLYING),
        ("naar welke rechtbank moet ik", Wanted.COURT),
        ("welke boete riskeert een bedrijf", Wanted.PENALTY),
        ("wie is de burgemeester van gent", Wanted.OFFICE),
        ("vanaf welke leeftijd mag dat", Wanted.AGE),
        ("tot wanneer konden gemeenten indienen", Wanted.DEADLINE),
        ("wat zijn de voorwaarden voor een premie", Wanted.CONDITIONS),
        ("aan welke voorwaarden moet mijn client voldoen om die te krijgen", Wanted.CONDITIONS),
        ("wie heeft er recht op een sociale woning", Wanted.CONDITIONS),
        ("tegen welke datum moet je de premie aanvragen", Wanted.DEADLINE),
        ("waarom vragen zo weinig mensen een huurpremie aan", Wanted.CAUSE),
        ("hoe komt het dat het aantal wachtenden stijgt", Wanted.CAUSE),
        ("hoe komt da da er zoveel wachten", Wanted.CAUSE),
    ],
)
def test_a_question_says_what_kind_of_answer_it_wants(question: str, wanted: Wanted) -> None:
    assert wanted in {demand.wanted for demand in demands(question)}


@pytest.mark.parametrize(
    "question",
    [
        "met welke instanties werkt de gemeente samen",
        "hoe dienen gemeenten in te grijpen",
        "welke gegevens vraagt de vvsg",
        "wat is de link tussen armoede en school",
        "waarom is een ouderenraad nuttig",
        "waarom moet de gemeente dat doen",
        "hoe komt inspraak aan bod",
    ],
)
def test_an_ordinary_question_demands_nothing_special(question: str) -> None:
    assert not demands(question)


def test_a_text_about_the_theme_does_not_hold_a_penalty_that_it_does_not_name() -> None:
    (demand,) = demands("welke boete krijgt een eigenaar")
    assert not met(demand, "De gemeente controleert elke eigenaar streng.")
    assert met(demand, "De gemeente legt de eigenaar een boete op.")


def test_things_are_counted_and_people_at_large_are_not() -> None:
    assert counted("hoeveel regionale platformen zijn er") == ""
    assert counted("hoeveel haltes verdwenen er") == "haltes"
    assert counted("hoeveel mensen leven in armoede") == ""
    assert counted("hoeveel inwoners heeft gent", people=True) == "inwoners"
    assert counted("welk percentage van de ouderen fietst") == "ouderen"


def test_a_town_is_a_town_without_its_capital_and_a_word_is_no_town() -> None:
    assert places_in("hoeveel daklozen in leuven en sint niklaas") == ("Leuven", "Sint-Niklaas")
    assert places_in("zij menen dat landen mol en peer als ham eten") == ()


def test_whoever_wants_other_conditions_does_not_say_what_they_are() -> None:
    (wanted,) = demands("wie heeft recht op de premie")
    assert met(wanted, "Iedereen die minder dan 20.000 euro verdient, krijgt de premie.")
    assert not met(wanted, "Maak de toekenningsvoorwaarden van de premie soepeler.")


def test_that_something_is_so_is_no_reason_for_it() -> None:
    cause = next(demand for demand in demands("waarom is de wachtlijst lang") if demand.wanted is Wanted.CAUSE)
    assert not met(cause, "De wachtlijst is lang: te weinig mensen krijgen een woning. Help hen om dit toch te vinden.")
    assert met(cause, "De wachtlijst is lang, omdat er weinig gebouwd wordt.")
    assert met(cause, "Door de lage bouw groeit de wachtlijst.")
    assert met(cause, "Dat heeft geleid tot een lange wachtlijst.")

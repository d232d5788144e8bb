"""What is said to the assistant itself gets a plain sentence, and what may be a question does not."""

import pytest

from qa import phrases
from qa.smalltalk import reply


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bedankt", phrases.THANKED),
        ("ok, dank u wel!", phrases.THANKED),
        ("wie ben jij?", phrases.ABOUT_ME),
        ("wat kan je allemaal?", phrases.ABOUT_ME),
        ("wat kunt u mij vertellen?", phrases.ABOUT_ME),
        ("Klopt dat wel?", phrases.DOUBTED),
        ("bent u daar zeker van?", phrases.DOUBTED),
        ("hallo", phrases.GREETED),
        ("tot ziens", phrases.FAREWELL),
    ],
)
def test_talk_to_the_assistant_gets_its_own_sentence(text: str, said: str) -> None:
    assert reply(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "Wie is de burgemeester?",
        "Wat kan de gemeente allemaal doen?",
        "Klopt het dat de huur stijgt?",
        "dag van de zorg",
        "Wat kan u krijgen als u werkloos bent?",
        "help",
    ],
)
def test_what_may_be_a_question_is_none_of_it(text: str) -> None:
    assert reply(text) == ""

"""What a reader chose to look in: by the page, over HTTP and on the command line."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from index import Encoder, Index, build_index
from ingest import Document
from qa import Assistant, Draft, Evidence, WriterUnavailable, next_ideas
from ui import build_app, page
from ui.asking import around_box
from ui.choice import MOST_SHOWN, Choice, among, as_groups, chosen_by, facts, left_out, read_choice, values
from ui.desk import Desk
from ui.gradio_page import exchanges_of, next_questions
from ui.live import desk_of

WONINGEN = "Hoeveel sociale woningen moet elke gemeente volgens de vakbond nastreven?"


@pytest.fixture(scope="module")
def desk(tiny_index: Index) -> Desk:
    assistant = Assistant(tiny_index)
    return Desk(assistant.index, assistant.ask, assistant.answering)


@pytest.fixture(scope="module")
def client(desk: Desk) -> TestClient:
    return TestClient(build_app(lambda: desk))


def some(document: Document, count: int) -> dict[str, Document]:
    return {str(n): replace(document, id=str(n), publisher=f"Uitgever {n}") for n in range(count)}


@pytest.mark.parametrize(
    ("date", "period"),
    [
        ("2024", "2024"),
        ("2024-03-05", "2024"),
        ("2024-2030", "2024-2030"),
        ("maart 2023", "2023"),
        ("", "datum niet vermeld"),
    ],
)
def test_a_document_is_of_the_years_of_its_date(tiny_documents: tuple[Document, ...], date: str, period: str) -> None:
    assert facts(replace(tiny_documents[0], date=date))[2] == period


def test_of_a_group_any_value_will_do_and_every_group_has_to_fit(desk: Desk) -> None:
    both = Choice(publishers=("Vakbond", "Vereniging van Gemeenten"))
    assert among(both, desk.documents) == frozenset(desk.documents)
    union = among(replace(both, kinds=("memorandum",)), desk.documents)
    assert union is not None
    assert [desk.documents[id].publisher for id in union] == ["Vakbond"]
    assert among(replace(both, periods=("1999",)), desk.documents) == frozenset()
    assert among(Choice(), desk.documents) is None


def test_of_many_publishers_a_bounded_list_is_shown(tiny_documents: tuple[Document, ...]) -> None:
    many = some(tiny_documents[0], MOST_SHOWN + 12)
    assert len(values(many.values())[0]) == MOST_SHOWN
    assert left_out(many.values()) == (12, 0, 0)
    assert "En nog 12 andere: noem ze in uw vraag." in around_box(Choice(), many)


class Watched(Mapping[str, Document]):
    """Documents that tell which of them were read."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self.documents, self.read = documents, set[str]()

    def __getitem__(self, id: str) -> Document:
        self.read.add(id)
        return self.documents[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.documents)

    def __len__(self) -> int:
        return len(self.documents)


def test_of_many_documents_the_page_reads_and_names_a_few_and_leads_to_all(
    tiny_documents: tuple[Document, ...],
    hashing_encoder: Encoder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    index = build_index(some(tiny_documents[0], 70).values(), hashing_encoder, tmp_path)
    watched = Watched(index.documents)
    monkeypatch.setattr(index, "documents", watched)
    assistant = Assistant(index)
    client = TestClient(build_app(lambda: Desk(assistant.index, assistant.ask, assistant.answering)))
    opened = client.get("/config").text
    assert "Zoekt in 1 van 70 documenten: Uitgever 5" in client.get("/deel/keuze?uitgever=Uitgever+5").text
    assert opened.count('class=\\"publisher\\"') == 30
    assert "Alle 70 documenten bekijken" in opened
    assert len(watched.read) == 30


@pytest.mark.parametrize("text", ["", "geen json", "[1]", '{"uitgever": "x"}', "[" * 3000, '{"uitgever": [5]}'])
def test_what_is_no_choice_chooses_nothing(text: str) -> None:
    assert read_choice(text) == Choice()


def test_a_choice_comes_back_from_the_page_as_it_went() -> None:
    choice = Choice(("Vakbond",), (), ("2024",))
    assert read_choice(json.dumps(as_groups(choice))) == choice


def test_a_publisher_may_be_typed_as_people_call_it(desk: Desk) -> None:
    assert chosen_by({"publisher": ["BOND"], "kind": ["Memorandum"]}, desk.documents) == Choice(
        ("Vakbond",), ("memorandum",)
    )


def test_the_api_looks_only_in_what_was_chosen(client: TestClient) -> None:
    chosen = {"question": WONINGEN, "filter": {"publisher": ["vakbond"]}}
    assert client.post("/api/ask", json=chosen).json()["within"] == ["vakbond.txt"]
    other = client.post("/api/ask", json=chosen | {"filter": {"publisher": ["vvg"]}}).json()
    assert {passage["source"] for passage in other["passages"]} <= {"vereniging.txt"}
    assert "within" not in client.post("/api/ask", json={"question": WONINGEN}).json()


@pytest.mark.parametrize(
    ("filter", "said"),
    [
        (
            {"publisher": ["ACV"]},
            "Geen document heeft als uitgever “ACV”. Mogelijk zijn: Vakbond, Vereniging van Gemeenten.",
        ),
        ({"kleur": ["rood"]}, "“filter” moet een object zijn"),
        ({"kind": "memorandum"}, "“filter” moet een object zijn"),
    ],
)
def test_a_value_that_no_document_has_is_told_in_dutch(client: TestClient, filter: object, said: str) -> None:
    reply = client.post("/api/ask", json={"question": WONINGEN, "filter": filter})
    assert reply.status_code == 422
    assert reply.json()["error"].startswith(said)


def test_the_boxes_say_what_is_looked_in(client: TestClient) -> None:
    assert "Zoekt in alle 2 documenten" in client.get("/deel/keuze").text
    one = client.get("/deel/keuze", params={"uitgever": ["Vakbond"]}).text
    assert "Zoekt in 1 van 2 documenten: Vakbond" in one
    assert one.count(" checked") == 1


def test_an_answer_says_in_how_many_documents_it_was_looked_for_and_a_silence_offers_them_all(desk: Desk) -> None:
    (told,) = exchanges_of(WONINGEN, (), desk, False, Choice(("Vakbond",)))
    assert "Gezocht in 1 van 2 documenten." in page.transcript((told,), desk.documents)
    assert "everywhere" not in page.transcript((told,), desk.documents)
    (silent,) = exchanges_of("Hoeveel bomen staan er?", (), desk, False, Choice(("Vakbond",)))
    html = page.transcript((silent,), desk.documents)
    assert '<button type="button" class="ask everywhere">Zoek in alle documenten<span class="off">Hoeveel bomen' in html
    (anywhere,) = exchanges_of("Hoeveel bomen staan er?", (), desk, False)
    assert "everywhere" not in page.transcript((anywhere,), desk.documents)


def test_while_searching_the_page_says_in_how_many_of_the_documents(desk: Desk) -> None:
    html = page.transcript((), desk.documents, asking="Wat?", choice=Choice(("Vakbond",)))
    assert "Zoeken in 1 van 2 documenten…" in html


def test_what_is_offered_next_is_of_the_chosen_documents(desk: Desk) -> None:
    (told,) = exchanges_of(WONINGEN, (), desk, False, Choice(("Vakbond",)))
    for question in next_questions((told,), desk):
        answer = desk.ask(question, ())
        assert {desk.documents[c.document_id].publisher for claim in answer.claims for c in claim.citations} == {
            "Vakbond"
        }


def test_first_questions_are_made_of_documents_that_nobody_wrote_any_for_and_have_an_answer(
    client: TestClient, desk: Desk
) -> None:
    html = client.get("/deel/voorbeelden").text
    questions = [piece.split("<")[0] for piece in html.split('class="ask example">')[1:]]
    assert questions
    assert all(desk.ask(question, ()).claims for question in questions)


class Model:
    """A language model that counts how often it is asked."""

    name, outside = "model", ""

    def __init__(self) -> None:
        self.asked = 0

    def write(self, evidence: Evidence) -> Iterable[Draft]:
        assert evidence.candidates
        self.asked += 1
        raise WriterUnavailable("niet vandaag")


def test_what_nobody_asked_is_never_asked_of_a_language_model(tiny_index: Index) -> None:
    """Suggestions, first questions, and what a dossier looks up again."""
    model = Model()
    desk = desk_of(Assistant(tiny_index, model), "")
    *_, told = exchanges_of("Welke voorstellen zijn er over zomerscholen?", (), desk, False)
    assert model.asked == 1
    assert told.answer is not None
    assert next_ideas(told.answer, tiny_index)
    next_questions((told,), desk)
    doubtful = {"kind": "answer", "question": WONINGEN, "message": "Volgens mij.", "claims": []}
    with TestClient(build_app(lambda: desk)) as client:
        assert 'class="ask example"' in client.get("/deel/voorbeelden").text
        assert client.post("/deel/dossier", json={"items": [doubtful]}).status_code == 200
    assert model.asked == 1

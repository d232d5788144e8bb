"""The report of a run: one page that needs nothing else, every word escaped; in the chat for a beheerder alone."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from eval import Run, read_run, review, run, save_run
from eval.question import SEARCH
from index import Index
from qa import Assistant
from tests.test_eval_review import FACT, HIDDEN, LIST, NEAR, mixed, saved
from tests.test_eval_run import DOCUMENTS, right
from tests.test_ui_managing import ANN, Door
from ui import build_app, texts
from ui import texts_eval as words
from ui.access import ANYBODY, Role, Visitor
from ui.cli import run as command
from ui.desk import House
from ui.live import desk_of
from ui.report import story
from ui.report_blocks import Text
from ui.report_html import POLICY, reasons, shortened, to_html
from ui.report_made import command as repeat
from ui.report_made import made as how_made
from ui.report_markdown import to_markdown
from ui.uploads import Uploads

NASTY = '<script>alert("x")</script> | **vet** & [weg](http://x.be)'

CHANGED = [{"commit": "1234abcd", "changed_since_commit": changed} for changed in (True, False)]


def page(made: Run, before: Run | None = None) -> str:
    return to_html(story(review(made, before), {"abvv.txt": "ABVV: Memorandum", "d1": "ABVV: Memorandum"}))


def nasty(tmp_path: Path) -> Run:
    """Every free text of a question that goes wrong holds markup."""
    gold = replace(NEAR, id="<b>", question=NASTY, type="<i>", reference_answer=NASTY)
    listed = replace(LIST, question=f"{NASTY}?", key_facts=((NASTY,),), reference_answer=NASTY)
    answers = {gold.question: NEAR.question, listed.question: LIST.question}
    ask = lambda question, history: mixed(answers[question], history)  # noqa: E731
    return read_run(save_run(run((gold, listed), ask, DOCUMENTS), {"gold": NASTY}, tmp_path / "nasty.json"))


def test_the_page_says_what_went_right_and_wrong_in_this_order(tmp_path: Path) -> None:
    shown = html.fromstring(page(saved(tmp_path)))
    headings = [heading.text_content() for heading in shown.iter("h2")]
    assert headings[:2] == [words.REPORT_IN_SHORT, words.REPORT_WHAT]
    assert headings[-1] == words.REPORT_MADE
    assert words.REPORT_CHANGE not in headings
    assert "Van de 4 vragen die een antwoord hebben in de documenten" in shown.text_content()
    cases = [heading.text_content() for heading in shown.iter("h3") if heading.get("id")]
    assert [case.split(" ", 1)[0] for case in cases] == ["1.", "2.", "3."]
    assert "q8" in cases[0]


def test_a_set_of_searches_has_no_answers_to_blame(tmp_path: Path) -> None:
    search = replace(LIST, id="z1", question="huizen", type=SEARCH, key_facts=(), reference_answer="")
    shown = page(read_run(save_run(run([search], right, DOCUMENTS), to=tmp_path / "z.json")))
    assert "1 om te zoeken, waarvan geen antwoord beoordeeld is" in shown
    assert words.REPORT_WORST not in shown
    assert 'class="kop"' not in shown  # no headline of answers


def test_the_page_needs_no_script_and_nothing_from_elsewhere(tmp_path: Path) -> None:
    text = page(saved(tmp_path))
    assert not re.search(r"<script|<iframe|<object|@import|url\(|\son\w+=|\sstyle=", text)
    assert set(re.findall(r'(?:href|src)="([^#][^"]*)"', text)) == {"data:,"}
    assert f'content="{POLICY}"' in text
    assert html.fromstring(text).get("lang") == "nl"


def test_every_chart_has_a_name_a_description_and_its_numbers(tmp_path: Path) -> None:
    shown = html.fromstring(page(saved(tmp_path)))
    figures = list(shown.iter("figure"))
    assert len(figures) >= 5
    for figure in figures:
        (drawing,) = figure.xpath("./svg")
        told = [shown.get_element_by_id(name).text_content() for name in drawing.get("aria-labelledby").split()]
        assert all(told)
        assert figure.xpath("./details//table//td")
    for table in shown.iter("table"):
        assert table.xpath("./caption")
        assert table.xpath("./thead//th[@scope='col']")
        assert len({len(row) for row in table.iter("tr")}) == 1


def test_no_word_of_a_question_or_an_answer_is_markup(tmp_path: Path) -> None:
    made = nasty(tmp_path)
    text = page(made)
    assert "<script" not in text
    assert "<b>" not in text
    assert html.fromstring(text).text_content().count(NASTY) >= 4
    markdown = to_markdown(story(review(made), {}))
    marked = "\n".join(line for line in markdown.splitlines() if not line.startswith("    "))  # the rest is code
    assert "<script" not in marked.replace("\\<script", "")
    assert "**vet**" not in marked


def test_no_untouched_question_is_shown(tmp_path: Path) -> None:
    made = saved(tmp_path)
    for text in (page(made, saved(tmp_path, right, "b.json")), to_markdown(story(review(made), {}))):
        assert HIDDEN.question not in text
        assert LIST.question in text


def test_what_an_older_run_did_not_measure_is_called_so(tmp_path: Path) -> None:
    saved(tmp_path)
    old = json.loads((tmp_path / "run.json").read_text("utf-8"))
    for line in old["questions"]:
        for name in ("faults", "ndcg", "alce_recall", "alce_precision", "fact_precision", "recall_1"):
            del line["scores"][name]
        for name in ("chance", "standalone", "writer"):
            del line["answer"][name]
    old["about"] = {}
    (tmp_path / "old.json").write_text(json.dumps(old), "utf-8")
    shown = html.fromstring(page(read_run(tmp_path / "old.json"))).text_content()
    not_measured = next(part for part in shown.split(words.REPORT_MEASURES) if "Niet gemeten in deze meting" in part)
    assert words.REPORT_MEASURE_WORDS["without attribution error"][0] in not_measured
    assert "fout in de bronvermelding" not in shown.split(words.REPORT_WHAT)[1].split(words.REPORT_MEASURES)[0]
    assert words.REPORT_RECALL not in shown


def test_a_run_of_one_split_says_that_new_questions_were_not_measured(tmp_path: Path) -> None:
    made = read_run(save_run(run((FACT, LIST), mixed, DOCUMENTS), to=tmp_path / "one.json"))
    assert words.report_no_untouched("oefenvragen") in page(made)


def test_a_run_without_questions_is_still_a_page(tmp_path: Path) -> None:
    made = read_run(save_run((), to=tmp_path / "none.json"))
    assert words.REPORT_MADE in page(made)


def test_two_runs_show_what_was_gained_and_lost(tmp_path: Path) -> None:
    shown = html.fromstring(page(saved(tmp_path, right, "b.json"), saved(tmp_path)))
    text = shown.get_element_by_id("verschil").text_content()
    assert "q5" in text
    assert words.report_hidden(1, 0) in text


def test_figures_of_few_questions_are_marked(tmp_path: Path) -> None:
    assert words.REPORT_FEW in html.fromstring(page(saved(tmp_path))).text_content()


def test_a_quote_that_stands_in_the_answer_is_not_shown_twice() -> None:
    quote = "Een zin van veel woorden. " * 12
    assert len(shortened(quote, f"Volgens de bond: {quote}")) < 160
    assert shortened(quote, "Iets anders") == quote
    assert shortened("kort", "kort en goed") == "kort"


def test_a_case_says_what_is_missing_and_where_it_went_wrong(tmp_path: Path) -> None:
    found = {failure.gold.id: reasons(failure) for failure in review(saved(tmp_path)).worst}
    assert any("koopwoningen" in line for line in found["q6"])
    assert any("weigeren" in line for line in found["q5"])


def test_the_command_to_repeat_a_run_names_what_was_not_usual() -> None:
    about = {"commit": "abc", "settings": {"writer": "openai:http://x y", "gold": "/a/eval/gold", "types": "feit"}}
    assert repeat(about) == (
        "git checkout abc\nBRONWIJZER_WRITER='openai:http://x y' .venv/bin/bronwijzer eval --types feit"
    )


def test_the_command_line_writes_a_page_or_markdown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved(tmp_path)
    source = str(tmp_path / "run.json")
    assert command(["eval", "report", source]) == 0
    assert command(["eval", "report", source, "--out", str(tmp_path / "uit" / "verslag.md")]) == 0
    assert (tmp_path / "run.html").read_text("utf-8").startswith("<!doctype html>")
    assert (tmp_path / "uit" / "verslag.md").read_text("utf-8").startswith(f"# {words.REPORT_TITLE}")
    assert command(["eval", "report", source, "--out", str(tmp_path / "verslag.pdf")]) == 1
    assert "html" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["geen json", "[]", '{"about": {}, "questions": [{}]}'])
def test_a_damaged_run_is_named_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    (tmp_path / "stuk.json").write_text(content, "utf-8")
    assert command(["eval", "report", str(tmp_path / "stuk.json")]) == 1
    said = capsys.readouterr().err
    assert "stuk.json" in said
    assert "bronwijzer eval" in said
    assert not (tmp_path / "stuk.html").exists()


@pytest.fixture
def door(tiny_index: Index, tmp_path: Path) -> Door:
    (tmp_path / "runs").mkdir()
    saved(tmp_path / "runs", name="20261122T101500-abcdef12.json")
    (tmp_path / "runs" / "stuk.json").write_text("{", "utf-8")
    (tmp_path / "geheim.json").write_text("{}", "utf-8")
    desk = desk_of(Assistant(tiny_index), "")
    house = House(uploads=Uploads(tmp_path / "uploads"), runs=tmp_path / "runs")
    return Door(build_app(lambda: desk, house), ANN)


@pytest.fixture
def client(door: Door) -> Iterator[TestClient]:
    with TestClient(door, raise_server_exceptions=False) as client:  # type: ignore[arg-type]
        yield client


def test_a_beheerder_finds_the_runs_and_opens_a_report(client: TestClient) -> None:
    listed = html.fromstring(client.get("/deel/beheer").text).get_element_by_id("metingen")
    (link,) = listed.iter("a")
    assert words.REPORT_RUNS_BAD in listed.text_content()
    answer = client.get(f"/{link.get('href')}")
    assert answer.status_code == 200
    assert words.REPORT_IN_SHORT in answer.text
    assert answer.headers["content-security-policy"] == f"{POLICY}; frame-ancestors 'none'"
    assert answer.headers["cache-control"] == "no-store"


def test_the_table_of_runs_has_another_name_than_the_part_that_it_stands_in(client: TestClient) -> None:
    listed = html.fromstring(client.get("/deel/beheer").text).get_element_by_id("metingen")
    (heading,), (table,) = listed.findall("h3"), listed.find_class("tabel")
    assert table.get("aria-label") not in ("", heading.text_content())


def test_nobody_else_gets_a_report(client: TestClient, door: Door) -> None:
    for visitor in (ANYBODY, Visitor("jan", Role.READER)):
        door.visitor = visitor
        answer = client.get("/beheer/rapport/20261122T101500-abcdef12")
        assert (answer.status_code, answer.json()) == (403, {"error": texts.ONLY_MANAGERS})


@pytest.mark.parametrize("name", ["geheim", "..%2Fgeheim", "../geheim", "stuk", "x.json", "%2e%2e%2fgeheim", "a" * 200])
def test_no_other_file_is_a_report(client: TestClient, tmp_path: Path, name: str) -> None:
    answer = client.get(f"/beheer/rapport/{name}")
    assert answer.status_code == 404
    assert str(tmp_path) not in answer.text  # where it stands is no business of a browser


def test_a_link_to_another_file_is_no_run(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "runs" / "schakel.json").symlink_to(tmp_path / "runs" / "20261122T101500-abcdef12.json")
    assert client.get("/beheer/rapport/schakel").status_code == 404


def test_a_run_of_a_changed_tree_says_that_its_commit_alone_is_not_enough() -> None:
    warned, clean = ({block.text for block in blocks if isinstance(block, Text)} for blocks in map(how_made, CHANGED))
    assert warned - clean == {words.REPORT_CHANGED}

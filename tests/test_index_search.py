"""Finding passages and sentences in an index of small documents."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index import Encoder, Fusion, Index, build_index
from index.context import passage_text, sentence_text
from ingest import Document, Passage, read_documents, split


@pytest.fixture(scope="module")
def by_words(
    tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> Index:
    """Without the hashing encoder's chance likenesses."""
    folder = tmp_path_factory.mktemp("words")
    return build_index(tiny_documents, hashing_encoder, folder, fusion=Fusion(meaning=0, words=1))


def first(index: Index, question: str) -> str:
    return index.search(question)[0].passage.text


def by_publisher(index: Index, publisher: str) -> str:
    return next(document.id for document in index.documents.values() if document.publisher == publisher)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wat stelt u voor over zomerscholen?", "zomerscholen"),
        ("Wat met armoede bij kinderen?", "kinderarmoede"),
        ("Wie staat er op de lijst van wachtenden voor een sociale woning?", "175.000"),
        ("Hoeveel procent sociale woningen?", "15%"),
        ("15 procent", "15%"),
        ("asielzoekers opvangen", "internationale bescherming"),
        ("betalen voor het rusthuis", "woonzorgcentrum"),
        ("de onderhoutsplicht", "onderhoudsplicht"),
        ("wa met t kruispuntbank vr de ocmws", "Kruispuntbank"),
    ],
)
def test_the_passage_that_answers_comes_first(by_words: Index, question: str, expected: str) -> None:
    assert expected in first(by_words, question)


def test_hits_are_ordered_and_say_how_they_were_found(tiny_index: Index) -> None:
    hits = tiny_index.search("zomerscholen en onderhoudsplicht")
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(hit.dense_rank or hit.lexical_rank for hit in hits)
    assert all(-1.001 <= hit.meaning <= 1.001 for hit in hits)


def test_no_more_hits_than_asked_for(tiny_index: Index) -> None:
    assert len(tiny_index.search("gemeente", 2)) == 2


@pytest.mark.parametrize("question", ["", "  ", "\n"])
def test_an_empty_question_finds_nothing(tiny_index: Index, question: str) -> None:
    assert tiny_index.search(question) == ()


@pytest.mark.parametrize("question", ["???", "wat", "xyzzy plugh", "AND OR NOT :*~^(", "😀", "a" * 20_000])
def test_an_odd_question_is_no_error(tiny_index: Index, question: str) -> None:
    assert len(tiny_index.search(question)) <= 10
    tiny_index.terms(question)


def test_within_leaves_only_these_documents(tiny_index: Index) -> None:
    bond = by_publisher(tiny_index, "Vakbond")
    hits = tiny_index.search("zomerscholen", within=[bond])
    assert {hit.passage.document_id for hit in hits} == {bond}


def test_within_nothing_is_nothing(tiny_index: Index) -> None:
    assert tiny_index.search("zomerscholen", within=[]) == ()
    assert tiny_index.search("zomerscholen", within=["onbekend"]) == ()


def test_prefer_raises_a_document_and_leaves_the_others(tiny_index: Index) -> None:
    bond = by_publisher(tiny_index, "Vakbond")
    plain = tiny_index.search("wachtlijst")
    raised = tiny_index.search("wachtlijst", prefer=[bond])
    assert raised[0].passage.document_id == bond
    assert {hit.passage.id for hit in raised} == {hit.passage.id for hit in plain}


def test_the_weights_are_settings(by_words: Index) -> None:
    assert [hit.lexical_rank for hit in by_words.search("wachtlijst")][:2] == [1, 2]


def test_a_term_knows_how_rare_it_is(tiny_index: Index) -> None:
    gemeente, zomerscholen, ruimtevaart = tiny_index.terms("gemeente zomerscholen ruimtevaart")
    assert gemeente.weight < zomerscholen.weight < ruimtevaart.weight
    assert gemeente.frequency > zomerscholen.frequency == 1
    assert ruimtevaart.frequency == 0


def test_a_term_shows_its_correction(tiny_index: Index) -> None:
    (term,) = tiny_index.terms("kinderamoede")
    assert term.surface == "kinderamoede"
    assert "kinderarmoed" in term.tokens
    assert term.frequency > 0


def test_the_sentences_of_a_passage_lie_in_it(tiny_index: Index) -> None:
    for passage in tiny_index.passages:
        found = tiny_index.sentences(passage)
        assert found
        assert all(passage.start <= sentence.start < passage.end for sentence in found)
        assert all(sentence.text in passage.text for sentence in found)


def test_the_sentence_that_answers_matches_best(tiny_index: Index) -> None:
    question = "Hoeveel gezinnen staan op een wachtlijst?"
    sentences = [sentence for passage in tiny_index.passages for sentence in tiny_index.sentences(passage)]
    matches = tiny_index.match(question, sentences)
    assert [match.sentence for match in matches] == sentences
    assert "175.000" in max(matches, key=lambda match: match.overlap).sentence.text
    assert all(0 <= match.overlap <= match.context <= 1 for match in matches)


def test_a_heading_counts_as_context_not_as_overlap(tiny_index: Index) -> None:
    passage = next(passage for passage in tiny_index.passages if passage.heading == ("Zorg",))
    match = tiny_index.match("zorg", tiny_index.sentences(passage)[:1])[0]
    assert match.overlap == 0
    assert match.context == 1


def test_matching_nothing_is_nothing(tiny_index: Index) -> None:
    assert tiny_index.match("zomerscholen", ()) == ()


def test_threads_may_search_together(tiny_index: Index) -> None:
    questions = ["zomerscholen", "onderhoudsplicht", "wachtlijst", "opvang"] * 25
    alone = [tiny_index.search(question) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(tiny_index.search, questions)) == alone


def test_publisher_title_and_headings_are_searched(tiny_documents: tuple[Document, ...]) -> None:
    document = tiny_documents[0]
    passage = next(passage for passage in split(document) if passage.heading)
    text = passage_text(document, passage)
    assert text.startswith(f"{document.publisher}: {document.title}\n{' > '.join(passage.heading)}\n")
    assert text.endswith(passage.text)


def test_the_sentence_above_a_list_comes_before_a_passage_of_its_points(
    corpus_documents: tuple[Document, ...],
) -> None:
    document = next(one for one in corpus_documents if any(block.lead for block in one.blocks))
    point = next(block for block in document.blocks if block.lead)
    assert point.lead is not None
    lead = document.text[slice(*point.lead)]
    passage = Passage("p", document.id, point.heading, None, point.start, point.end, "punt")
    assert f"\n{lead}\npunt" in passage_text(document, passage)


def test_a_reference_is_found_by_its_number(corpus_index: Index) -> None:
    hits = corpus_index.search("referentie [12] van de regeringsrobot")
    assert any("wijk-werken" in hit.passage.text for hit in hits[:3])


def test_a_sentence_is_encoded_below_its_heading(tiny_index: Index) -> None:
    sentence = tiny_index.sentences(tiny_index.passages[0])[0]
    document = tiny_index.documents[sentence.document_id]
    assert sentence_text(document, sentence) == f"{sentence.block.heading[-1]}: {sentence.text}"


def test_a_repetition_comes_back_once(hashing_encoder: Encoder, tmp_path: Path) -> None:
    text = "Elke gemeente streeft naar minstens vijftien sociale woningen per honderd gezinnen in de kern."
    folder = tmp_path / "documents"
    folder.mkdir()
    body = f"Wonen\n\n{text}\n\nWerk\n\nMeer jobs voor iedereen.\n\nNog eens wonen\n\n{text} Ja.\n"
    (folder / "twee.txt").write_text(body, encoding="utf-8")
    documents = [
        replace(one, blocks=tuple(replace(block, repeats=False) for block in one.blocks))
        for one in read_documents(folder)
        if isinstance(one, Document)
    ]
    index = build_index(documents, hashing_encoder, tmp_path / "index")
    assert sum("minstens" in passage.text for passage in index.passages) == 2
    hits = index.search("minstens vijftien sociale woningen")
    assert sum("minstens" in hit.passage.text for hit in hits) == 1


def test_a_lexical_hit_has_a_cosine_too(tiny_index: Index, hashing_encoder: Encoder) -> None:
    hit = tiny_index.search("zomerscholen", 1)[0]
    document = tiny_index.documents[hit.passage.document_id]
    ours, question = hashing_encoder.encode([passage_text(document, hit.passage), "zomerscholen"])
    assert hit.meaning == pytest.approx(float(np.dot(ours, question)), abs=1e-3)

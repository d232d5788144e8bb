"""Finding passages and sentences in an index of small documents."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

import index.lexical
from index import Encoder, Entry, Fusion, Index, build_index, load_index
from index.context import passage_text, sentence_text
from ingest import Document, Passage, read_documents, sentences, split


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


def test_a_sentence_that_points_back_is_encoded_with_the_one_before_it(tmp_path: Path) -> None:
    (tmp_path / "nota.md").write_text(
        "# Wonen\n\nDe stad telt veel huizen. Gemeenten bouwen kleine woningen. Hiervoor krijgen zij geld.\n", "utf-8"
    )
    document = next(one for one in read_documents(tmp_path) if isinstance(one, Document))
    told = [sentence_text(document, sentence) for sentence in sentences(document)]
    assert told[1:] == [
        "Wonen: Gemeenten bouwen kleine woningen.",
        "Wonen: Gemeenten bouwen kleine woningen. Hiervoor krijgen zij geld.",
    ]


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


@dataclass(frozen=True, slots=True)
class ScriptedReranker:
    """Likes texts with a given word; keeps what it was shown."""

    word: str
    depth: int
    name: str = "scripted"
    seen: list[str] = field(default_factory=list)

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:  # noqa: ARG002 - the seam has it
        self.seen.extend(texts)
        return [float(self.word in text) for text in texts]


@pytest.fixture(scope="module")
def made(
    tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("made")
    build_index(tiny_documents, hashing_encoder, folder)
    return folder


def test_a_reranker_orders_the_best_and_leaves_the_rest_behind_them(made: Path, hashing_encoder: Encoder) -> None:
    question = "Hoeveel kinderen leven in armoede?"
    plain = load_index(made, hashing_encoder).search(question)
    last = plain[-1].passage
    every = ScriptedReranker(last.text, len(plain))
    again = load_index(made, hashing_encoder, reranker=every).search(question)
    assert [hit.passage for hit in again] == [last, *(hit.passage for hit in plain[:-1])]
    assert [hit.score for hit in again] == [hit.score for hit in plain]
    assert [hit.meaning for hit in again] == [plain[-1].meaning, *(hit.meaning for hit in plain[:-1])]
    two = ScriptedReranker(last.text, 2)
    assert load_index(made, hashing_encoder, reranker=two).search(question) == plain


def test_a_reranker_reads_what_is_searched(made: Path, hashing_encoder: Encoder) -> None:
    reranker = ScriptedReranker("", 2)
    opened = load_index(made, hashing_encoder, reranker=reranker)
    hits = opened.search("zomerscholen", 1)
    assert len(hits) == 1
    assert len(reranker.seen) == 2
    assert reranker.seen[0] == passage_text(opened.documents[hits[0].passage.document_id], hits[0].passage)


def test_the_catalogue_names_every_document_in_order(tiny_index: Index, tiny_documents: tuple[Document, ...]) -> None:
    assert tiny_index.catalogue == tuple(
        Entry(d.id, d.source, d.title, d.publisher, d.speaker, d.aliases, d.kind, d.date) for d in tiny_documents
    )


def test_documents_are_a_mapping_by_id(tiny_index: Index, tiny_documents: tuple[Document, ...]) -> None:
    assert dict(tiny_index.documents) == {document.id: document for document in tiny_documents}
    assert "onbekend" not in tiny_index.documents
    with pytest.raises(KeyError):
        tiny_index.documents["onbekend"]


def test_passages_are_a_sequence(tiny_index: Index) -> None:
    every = list(tiny_index.passages)
    assert len(every) == len(tiny_index.passages) > 3
    assert tiny_index.passages[-1] == every[-1]
    assert tiny_index.passages[1:3] == tuple(every[1:3])
    with pytest.raises(IndexError):
        tiny_index.passages[len(every)]


def test_the_passages_beside_a_passage_have_its_heading(corpus_index: Index) -> None:
    passage = corpus_index.passages[len(corpus_index.passages) // 2]
    place = (passage.document_id, passage.heading)
    expected = [one for one in corpus_index.passages if (one.document_id, one.heading) == place]
    assert list(corpus_index.beside(passage)) == expected


def test_numbered_passages_begin_with_that_reference(corpus_index: Index) -> None:
    found = corpus_index.numbered(12)
    starts = {
        (document.id, block.start)
        for document in corpus_index.documents.values()
        for block in document.blocks
        if block.number == 12
    }
    assert found
    assert {(passage.document_id, passage.start) for passage in found} <= starts


def test_a_sentence_of_another_index_is_not_matched(tiny_index: Index, corpus_index: Index) -> None:
    with pytest.raises(KeyError):
        tiny_index.match("zomerscholen", corpus_index.sentences(corpus_index.passages[0])[:1])


@pytest.mark.parametrize("longest", [0, 20_000])
def test_a_filter_finds_the_same_in_whatever_way_it_is_applied(
    corpus_index: Index, monkeypatch: pytest.MonkeyPatch, longest: int
) -> None:
    questions = ["Wat met zomerscholen?", "kinderarmoede", "Hoeveel geld gaat naar wijk-werken?", "xyzzy"]
    within = list(corpus_index.documents)[1:4]
    asked = [corpus_index.search(question, within=within) for question in questions]
    monkeypatch.setattr(index.lexical, "_FEW", 2)
    monkeypatch.setattr(index.lexical, "_LONGEST", longest)
    assert [corpus_index.search(question, within=within) for question in questions] == asked


def test_what_counts_for_nothing_finds_nothing(made: Path, hashing_encoder: Encoder) -> None:
    words, meaning = (
        load_index(made, hashing_encoder, fusion=Fusion(meaning=m, words=1 - m)).search("zomerscholen") for m in (0, 1)
    )
    assert all(hit.dense_rank is None for hit in words)
    assert all(hit.lexical_rank is None for hit in meaning)
    assert words[0].meaning == pytest.approx(meaning[0].meaning, abs=1e-3)

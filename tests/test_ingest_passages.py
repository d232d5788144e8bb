"""Passages follow blocks and cut only what is too long."""

from itertools import pairwise

from ingest import Document, Splitting, split
from ingest.content import Content
from ingest.make import make_document
from ingest.manifest import Source


def read(text: str) -> Document:
    return make_document(Content(text=text), "proef.txt", "0", Source())


def sentence(words: int, word: str = "woord") -> str:
    return "Een " + " ".join(f"{word}{n}" for n in range(words - 2)) + " einde."


def test_short_blocks_of_one_heading_share_a_passage_and_headings_part_them() -> None:
    document = read("Eerste deel\n\nEen zin hier.\n\nNog een zin.\n\nTweede deel\n\nDe laatste zin.")
    assert [(p.heading, p.text) for p in split(document)] == [
        (("Eerste deel",), "Een zin hier.\n\nNog een zin."),
        (("Tweede deel",), "De laatste zin."),
    ]


def test_a_block_is_not_cut_where_it_need_not_be() -> None:
    document = read("\n\n".join(sentence(words, f"w{i}x") for i, words in enumerate((150, 90, 20, 60, 165))))
    edges = {block.start for block in document.blocks}
    assert {passage.start for passage in split(document)} <= edges
    assert [len(p.text.split()) for p in split(document)] == [150, 90, 80, 165]


def test_an_overlong_block_is_cut_at_sentence_ends_into_even_pieces() -> None:
    document = read(" ".join(sentence(25, f"w{i}x") for i in range(12)))
    passages = split(document)
    assert len(passages) == 3
    assert all(p.text.startswith("Een ") and p.text.endswith(" einde.") for p in passages)
    assert " ".join(p.text for p in passages) == document.text


def test_a_sentence_that_is_too_long_itself_is_cut_at_spaces() -> None:
    document = read(sentence(400))
    passages = split(document)
    assert all(len(p.text.split()) <= Splitting().most for p in passages)
    assert " ".join(p.text for p in passages) == document.text


def test_a_list_stays_with_the_sentence_that_introduces_it() -> None:
    text = (
        sentence(85)
        + "\n\nDit vragen wij aan het bestuur van de gemeente:\n\n"
        + "\n\n".join(f"- {sentence(30, f'p{i}x')}" for i in range(5))
    )
    passages = split(read(text))
    assert [("Dit vragen" in p.text, "- " in p.text) for p in passages] == [(True, True), (False, True)]


def test_a_reference_is_a_passage_of_its_own() -> None:
    document = read("[0] : (2021-01-01) Eerste\n\n[1] : (2021-02-01) Tweede")
    assert [p.text for p in split(document)] == ["(2021-01-01) Eerste", "(2021-02-01) Tweede"]


def test_a_repeated_block_makes_no_passage() -> None:
    line = sentence(30)
    document = read(f"{line}\n\n{sentence(40, 'ander')}\n\n{line}")
    assert sum(p.text.count(line) for p in split(document)) == 1


def test_the_same_document_gives_the_same_ids_and_every_passage_its_own() -> None:
    text = "\n\n".join([sentence(90)] + [sentence(80, f"w{i}x") for i in range(6)])
    ids = [p.id for p in split(read(text))]
    assert ids == [p.id for p in split(read(text))]
    assert len(set(ids)) == len(ids)


def test_passages_are_slices_in_order_that_hold_every_block_once() -> None:
    for words in (10, 40, 105, 300):
        splitting = Splitting(words=words, most=int(words * 1.6))
        for sizes in ((5,), (200, 3, 3), (30, 30, 30, 400, 30), (7,) * 60):
            document = read("\n\n".join(sentence(size, f"w{i}x") for i, size in enumerate(sizes)))
            passages = split(document, splitting)
            assert all(document.text[p.start : p.end] == p.text for p in passages)
            assert all(a.end <= b.start for a, b in pairwise(passages))
            assert " ".join(p.text for p in passages).split() == document.text.split()

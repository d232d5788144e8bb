"""The gold on the real corpus: what an engine finds and answers is what a folder finds and answers."""

import pytest

from eval.load import load_gold
from eval.ranking import mean
from eval.searches import Remembering, searching
from eval.standings import stand
from index import Encoder, Fusion, Index, load_index
from index.loading import loading
from ingest import Document
from qa import Assistant
from tests.conftest import CACHE
from tests.postgres import READER

_EACH = 4  # one of so many questions
_ANSWERED = 60  # one of so many


@pytest.fixture
def both(
    database: str, corpus_documents: tuple[Document, ...], real_encoder: Encoder, real_index: Index
) -> tuple[Index, Index]:
    """In the folder and in the engine, which encode a question once."""
    assert real_index.fusion == Fusion()
    encoder = Remembering(real_encoder)
    with loading([database], encoder) as run:
        run.build(corpus_documents)
    engine = load_index([database.replace("bronwijzer:schrijf@", f"{READER}:lees@")], encoder)
    return load_index(CACHE / "index-of-the-corpus", encoder), engine


def test_the_gold_is_found_in_an_engine_as_often_as_in_a_folder(both: tuple[Index, Index]) -> None:
    gold = load_gold()
    asked, answered = gold[::_EACH], gold[::_ANSWERED]
    folder, engine = (stand("", asked, [*map(searching(one), asked)]).values["recall@10"] for one in both)
    assert len(asked) > 200
    assert mean(folder) > 0.6
    assert abs(mean(engine) - mean(folder)) < 0.01
    assistants = [Assistant(one) for one in both]
    for question in answered:
        ours, theirs = (assistant.ask(question.question) for assistant in assistants)
        assert ours.claims == theirs.claims
        assert (ours.reason, ours.message, ours.closing) == (theirs.reason, theirs.message, theirs.closing)

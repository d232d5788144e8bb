"""LangChain, LlamaIndex and Haystack as their quick starts set them up: `eval.peers` starts this in their environment.

It reads JSON lines and writes JSON lines (`Pipe`), and has no encoder: it asks the program at the other end for
vectors, so that everybody searches with the same ones. It imports nothing of Bronwijzer.
"""

import base64
import json
import os
import re
import sys
import time
from array import array
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO  # Any: JSON and the types of three frameworks

PASSAGES = 10
LENGTH, SECONDS = 300, 60.0  # tokens and seconds of an answer, as those of Bronwijzer's own writers

Search = Callable[[str], list[str]]  # the texts of ten passages, best first
Chain = Callable[[str], dict[str, Any]]  # texts, best first; answer; cited: the quotes or sources that it points at
Model = Mapping[str, str]  # url (it ends in /v1), name and key

# The one thing that is added to their recipes: else a refusal cannot be told from an answer.
DUTCH = "Answer in Dutch. If the answer is not in the sources, write only: Dat staat niet in de documenten."


class Pipe:
    """One message a line, both ways; `waited` is the time spent on vectors, which is not the framework's."""

    def __init__(self, reading: TextIO, writing: TextIO) -> None:
        self.reading, self.writing = reading, writing
        self.waited = 0.0

    def say(self, message: Mapping[str, Any]) -> None:
        self.writing.write(json.dumps(message) + "\n")
        self.writing.flush()

    def hear(self) -> Any:
        """The next message; ends the program when the other end is gone."""
        line = self.reading.readline()
        if not line:
            raise SystemExit
        return json.loads(line)

    def encode(self, texts: Sequence[str], *, query: bool = False) -> list[list[float]]:
        start = time.perf_counter()
        self.say({"encode": list(texts), "query": query})
        vectors = [array("f", base64.b64decode(vector)).tolist() for vector in self.hear()["vectors"]]
        self.waited += time.perf_counter() - start
        return vectors


def serve(pipe: Pipe, peers: Mapping[str, Callable[[list[Path], Pipe], Search]]) -> None:
    """Index the files that the first message names for every peer, then answer questions until nobody asks.

    Where that message names a language model, the chains answer with it, and nobody else is asked.
    """
    first = pipe.hear()
    files, model = [Path(file) for file in first["files"]], first.get("model")
    searches: dict[str, Search | Chain] = {name: make(files, pipe) for name, make in peers.items() if not model}
    if model:
        searches = {name: make(files, pipe, model) for name, make in CHAINS.items()}
    pipe.say({"ready": list(searches)})
    while True:
        message = pipe.hear()
        pipe.waited, start = 0.0, time.perf_counter()
        found = searches[message["ask"]](message["question"])
        reply = found if isinstance(found, dict) else {"texts": found}
        pipe.say(reply | {"seconds": time.perf_counter() - start - pipe.waited})


def langchain(files: list[Path], pipe: Pipe) -> Search:
    store = _langchain_store(files, pipe)
    return lambda question: [found.page_content for found in store.similarity_search(question, k=PASSAGES)]


def langchain_chain(files: list[Path], pipe: Pipe, model: Model) -> Chain:
    """Its recipe for citations: four passages, and an answer by schema with the numbers and quotes of sources."""
    from langchain_openai import ChatOpenAI
    from pydantic import BaseModel, Field

    class Citation(BaseModel):
        source_id: int = Field(description="The integer ID of a SPECIFIC source which justifies the answer.")
        quote: str = Field(description="The VERBATIM quote from the specified source that justifies the answer.")

    class QuotedAnswer(BaseModel):
        """Answer the user question based only on the given sources, and cite the sources used."""

        answer: str = Field(description="The answer to the user question, which is based only on the given sources.")
        citations: list[Citation] = Field(description="Citations from the given sources that justify the answer.")

    store = _langchain_store(files, pipe)
    chat = ChatOpenAI(
        model=model["name"], base_url=model["url"], api_key=model["key"] or "none", temperature=0,
        max_tokens=LENGTH, timeout=SECONDS, max_retries=1,
    )  # fmt: skip
    structured = chat.with_structured_output(QuotedAnswer, method="json_schema")

    def answer(question: str) -> dict[str, Any]:
        found = store.similarity_search(question)
        sources = "\n\n".join(f"Source ID: {at}\n{one.page_content}" for at, one in enumerate(found))
        asked = [
            ("system", f"Answer from these sources only, and cite them. {DUTCH}\n\n{sources}"),
            ("human", question),
        ]
        texts = [one.page_content for one in found]
        try:
            given = structured.invoke(asked)
        except Exception as error:  # noqa: BLE001 - what a weak model says fits no schema; the question is lost
            return {"texts": texts, "error": f"{type(error).__name__}: {error}"[:300]}
        return {"texts": texts, "answer": given.answer, "cited": [one.quote for one in given.citations]}

    return answer


def _langchain_store(files: list[Path], pipe: Pipe) -> Any:
    """RecursiveCharacterTextSplitter of 1000 characters, 200 overlapping, into FAISS."""
    from langchain_community.vectorstores import FAISS
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    class Piped(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return pipe.encode(texts)

        def embed_query(self, text: str) -> list[float]:
            return pipe.encode([text], query=True)[0]

    documents = [Document(file.read_text(encoding="utf-8"), metadata={"source": file.name}) for file in files]
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    return FAISS.from_documents(splitter.split_documents(documents), Piped())


def llamaindex(files: list[Path], pipe: Pipe) -> Search:
    from llama_index.core.schema import MetadataMode

    retriever = _llamaindex_index(files, pipe).as_retriever(similarity_top_k=PASSAGES)
    return lambda question: [found.node.get_content(MetadataMode.NONE) for found in retriever.retrieve(question)]


def llamaindex_chain(files: list[Path], pipe: Pipe, model: Model) -> Chain:
    """CitationQueryEngine over three passages, as its example sets it up: sources of 512 tokens, [n] in the answer."""
    from llama_index.core import PromptTemplate
    from llama_index.core.query_engine import CitationQueryEngine
    from llama_index.core.query_engine.citation_query_engine import CITATION_QA_TEMPLATE
    from llama_index.core.schema import MetadataMode
    from llama_index.llms.openai_like import OpenAILike

    told = OpenAILike(
        model=model["name"], api_base=model["url"], api_key=model["key"] or "none", is_chat_model=True, temperature=0,
        max_tokens=LENGTH, timeout=SECONDS, max_retries=1, context_window=8192,
    )  # fmt: skip
    engine = CitationQueryEngine.from_args(
        _llamaindex_index(files, pipe), llm=told, similarity_top_k=3,
        citation_qa_template=PromptTemplate(f"{DUTCH}\n{CITATION_QA_TEMPLATE.get_template()}"),
    )  # fmt: skip

    def answer(question: str) -> dict[str, Any]:
        try:
            given = engine.query(question)
        except Exception as error:  # noqa: BLE001 - the question is lost, the others are asked
            return {"texts": [], "error": f"{type(error).__name__}: {error}"[:300]}
        sources = [one.node.get_content(MetadataMode.NONE) for one in given.source_nodes]
        texts = [re.sub(r"^Source \d+:\s*", "", source) for source in sources]
        numbers = dict.fromkeys(int(number) for number in re.findall(r"\[(\d+)\]", str(given)))
        cited = [texts[number - 1] if 1 <= number <= len(texts) else f"[{number}]" for number in numbers]
        return {"texts": texts, "answer": re.sub(r"\s*\[\d+\]", "", str(given)), "cited": cited}

    return answer


def _llamaindex_index(files: list[Path], pipe: Pipe) -> Any:
    """SimpleDirectoryReader into a VectorStoreIndex, with the splitter that it takes by itself.

    That one makes passages of 1024 tokens, and the built-in encoder reads 512 of them.
    """
    from llama_index.core import SimpleDirectoryReader, VectorStoreIndex
    from llama_index.core.embeddings import BaseEmbedding

    class Piped(BaseEmbedding):  # type: ignore[misc,unused-ignore] # not installed where the types are checked
        def _get_query_embedding(self, query: str) -> list[float]:
            return pipe.encode([query], query=True)[0]

        def _get_text_embedding(self, text: str) -> list[float]:
            return pipe.encode([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return pipe.encode(texts)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    documents = SimpleDirectoryReader(input_files=files).load_data()
    return VectorStoreIndex.from_documents(documents, embed_model=Piped())


def haystack_vectors(files: list[Path], pipe: Pipe) -> Search:
    """TextFileToDocument and DocumentSplitter into InMemoryEmbeddingRetriever, behind an embedder in a pipeline."""
    from haystack import Pipeline, component
    from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever

    @component  # type: ignore[untyped-decorator,unused-ignore] # not installed where the types are checked
    class Piped:
        @component.output_types(embedding=list[float])  # type: ignore[untyped-decorator,unused-ignore]
        def run(self, text: str) -> dict[str, list[float]]:
            return {"embedding": pipe.encode([text], query=True)[0]}

    chunks = _haystack_chunks(files)
    for chunk, vector in zip(chunks, pipe.encode([chunk.content for chunk in chunks]), strict=True):
        chunk.embedding = vector
    pipeline = Pipeline()
    pipeline.add_component("embedder", Piped())
    pipeline.add_component("retriever", InMemoryEmbeddingRetriever(_haystack_store(chunks), top_k=PASSAGES))
    pipeline.connect("embedder.embedding", "retriever.query_embedding")

    def search(question: str) -> list[str]:
        found = pipeline.run({"embedder": {"text": question}})
        return [document.content for document in found["retriever"]["documents"]]

    return search


def haystack_words(files: list[Path], _pipe: Pipe) -> Search:
    """The same pieces in InMemoryBM25Retriever."""
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever

    retriever = InMemoryBM25Retriever(_haystack_store(_haystack_chunks(files)), top_k=PASSAGES)
    return lambda question: [document.content for document in retriever.run(query=question)["documents"]]


def _haystack_chunks(files: list[Path]) -> Any:
    from haystack.components.converters import TextFileToDocument
    from haystack.components.preprocessors import DocumentSplitter

    return DocumentSplitter().run(documents=TextFileToDocument().run(sources=files)["documents"])["documents"]


def _haystack_store(chunks: Any) -> Any:
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    store = InMemoryDocumentStore()
    store.write_documents(chunks)
    return store


PEERS = {
    "LangChain's usual recipe": langchain,
    "LlamaIndex's defaults": llamaindex,
    "Haystack's defaults": haystack_vectors,
    "Haystack's BM25": haystack_words,
}


CHAINS = {"LangChain, answers with quotes": langchain_chain, "LlamaIndex, CitationQueryEngine": llamaindex_chain}


def main() -> None:
    """Keep the way out for messages: what a library prints goes to stderr."""
    messages = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(Pipe(sys.stdin, messages), PEERS)


if __name__ == "__main__":
    main()

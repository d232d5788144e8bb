"""LangChain, LlamaIndex and Haystack as their quick starts set them up: `eval.peers` starts this in their environment.

It reads JSON lines and writes JSON lines (`Pipe`), and has no encoder: it asks the program at the other end for
vectors, so that everybody searches with the same ones. It imports nothing of Bronwijzer.
"""

import base64
import json
import os
import sys
import time
from array import array
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO  # Any: JSON and the types of three frameworks

PASSAGES = 10

Search = Callable[[str], list[str]]  # the texts of ten passages, best first


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
    """Index the files that the first message names for every peer, then answer questions until nobody asks."""
    files = [Path(file) for file in pipe.hear()["files"]]
    searches = {name: make(files, pipe) for name, make in peers.items()}
    pipe.say({"ready": list(searches)})
    while True:
        message = pipe.hear()
        pipe.waited, start = 0.0, time.perf_counter()
        texts = searches[message["ask"]](message["question"])
        pipe.say({"texts": texts, "seconds": time.perf_counter() - start - pipe.waited})


def langchain(files: list[Path], pipe: Pipe) -> Search:
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
    store = FAISS.from_documents(splitter.split_documents(documents), Piped())
    return lambda question: [found.page_content for found in store.similarity_search(question, k=PASSAGES)]


def llamaindex(files: list[Path], pipe: Pipe) -> Search:
    """SimpleDirectoryReader into a VectorStoreIndex, with the splitter that it takes by itself.

    That one makes passages of 1024 tokens, and the built-in encoder reads 512 of them.
    """
    from llama_index.core import SimpleDirectoryReader, VectorStoreIndex
    from llama_index.core.embeddings import BaseEmbedding
    from llama_index.core.schema import MetadataMode

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
    retriever = VectorStoreIndex.from_documents(documents, embed_model=Piped()).as_retriever(similarity_top_k=PASSAGES)
    return lambda question: [found.node.get_content(MetadataMode.NONE) for found in retriever.retrieve(question)]


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


def main() -> None:
    """Keep the way out for messages: what a library prints goes to stderr."""
    messages = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(Pipe(sys.stdin, messages), PEERS)


if __name__ == "__main__":
    main()

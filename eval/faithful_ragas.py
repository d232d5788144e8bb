"""RAGAS' faithfulness and answer relevancy by its own library: `eval.faithful` starts this in its own environment.

It reads JSON lines and writes JSON lines, and reaches nothing but the program at the other end, which asks the language
model and makes the vectors. It imports nothing of Bronwijzer.
"""

import asyncio
import json
import os
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any  # JSON and the types of RAGAS

Talk = Callable[[Mapping[str, Any]], Any]  # a message, and what comes back


def serve(metrics: Callable[[Talk], Mapping[str, Callable[[Any], Any]]]) -> None:
    """Judge samples until nobody asks; one that cannot be judged says why."""
    out, sys.stdout = sys.stdout, sys.stderr  # what a library prints is no message

    def talk(message: Mapping[str, Any]) -> Any:
        out.write(json.dumps(message) + "\n")
        out.flush()
        line = sys.stdin.readline()
        if not line:
            raise SystemExit
        return json.loads(line)

    judges, asked = metrics(talk), talk({"ready": True})
    while True:
        asked = talk({"judged": {name: judged(judge, asked["sample"]) for name, judge in judges.items()}})


def judged(judge: Callable[[Any], Any], sample: Any) -> dict[str, Any]:
    try:
        value = asyncio.run(judge(sample)).value
    except Exception as error:  # noqa: BLE001 - whatever a library or a model does wrong costs one figure
        return {"value": None, "error": f"{type(error).__name__}: {error}"[:300]}
    return {"value": float(value) if isfinite(value) else None, "error": "" if isfinite(value) else "no statements"}


def ragas(talk: Talk) -> Mapping[str, Callable[[Any], Any]]:
    from ragas.embeddings.base import BaseRagasEmbedding
    from ragas.llms.base import InstructorBaseRagasLLM
    from ragas.metrics.collections import AnswerRelevancy, Faithfulness

    class Model(InstructorBaseRagasLLM):  # type: ignore[misc]  # not installed where types are checked
        def generate(self, prompt: str, response_model: Any) -> Any:
            return response_model.model_validate_json(inner(talk({"prompt": prompt})["said"]))

        async def agenerate(self, prompt: str, response_model: Any) -> Any:
            return self.generate(prompt, response_model)

    class Vectors(BaseRagasEmbedding):  # type: ignore[misc]  # the same
        def embed_text(self, text: str, **_: Any) -> Any:
            return talk({"encode": [text]})["vectors"][0]

        async def aembed_text(self, text: str, **_: Any) -> Any:
            return self.embed_text(text)

    faithful, relevant = Faithfulness(llm=Model()), AnswerRelevancy(llm=Model(), embeddings=Vectors())
    return {
        "faithfulness": lambda one: faithful.ascore(**chosen(one, "user_input", "response", "retrieved_contexts")),
        "relevancy": lambda one: relevant.ascore(**chosen(one, "user_input", "response")),
    }


def chosen(sample: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: sample[name] for name in names}


def inner(said: str) -> str:
    """The JSON of what a model said, without the words and marks around it."""
    return said[said.find("{") : said.rfind("}") + 1]


def keep_in(_socket: object, address: object) -> None:
    raise OSError(f"no way out to {address}")


def main(path: Sequence[str]) -> None:
    os.environ["RAGAS_DO_NOT_TRACK"] = "true"  # it tells its makers about use, unless told not to
    socket.socket.connect = keep_in  # type: ignore[method-assign]  # and should it do so all the same
    sys.path[:] = path  # not this folder: its modules have names that others could have too
    serve(ragas)


if __name__ == "__main__":
    main(sys.path[1:])

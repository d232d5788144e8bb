"""A server process that speaks the chat protocol over real HTTP, for tests: `python model_server.py PORT SCRIPT LOG`.

SCRIPT is JSON: a list of turns, one for each request, the last one for all that follow. A turn is {"says": text} and
any of: status, retry_after, error, slow (seconds between pieces), late (before the first), cut (no end), whole (no
stream), raw (these bytes instead), redirect (to this address). LOG gets one line of JSON for each request.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse


def app(script: list[dict[str, Any]], log: Path) -> FastAPI:
    served = FastAPI()
    asked = [0]

    @served.get("/health")
    def health() -> str:
        return "ok"

    @served.post("/v1/chat/completions")
    async def complete(request: Request) -> Response:
        body = await request.json()
        with log.open("a", encoding="utf-8") as file:
            heard = {"body": body, "key": request.headers.get("authorization", "")}
            file.write(json.dumps(heard, ensure_ascii=False) + "\n")
        wanted = str(body["model"])  # a number names a turn
        turn = script[int(wanted) if wanted.isdigit() else min(asked[0], len(script) - 1)]
        asked[0] += 1
        return reply(turn)

    return served


def reply(turn: dict[str, Any]) -> Response:
    if turn.get("redirect"):
        return Response(status_code=307, headers={"Location": turn["redirect"]})
    if turn.get("status", 200) != 200:
        headers = {"Retry-After": str(turn["retry_after"])} if "retry_after" in turn else {}
        return JSONResponse({"error": {"message": "nee"}}, status_code=turn["status"], headers=headers)
    if "raw" in turn:
        return Response(turn["raw"], media_type="text/event-stream")
    if turn.get("whole"):
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": turn["says"]}}
        return JSONResponse(
            {"id": "1", "object": "chat.completion", "created": 0, "model": "klein", "choices": [choice]}
        )
    return StreamingResponse(events(turn), media_type="text/event-stream")


def events(turn: dict[str, Any]) -> Iterator[str]:
    time.sleep(turn.get("late", 0))
    yield event({"role": "assistant"})
    says = turn["says"]
    for at in range(0, len(says), 12):
        yield event({"content": says[at : at + 12]})
        time.sleep(turn.get("slow", 0))
    if turn.get("error"):
        yield 'data: {"error": {"message": "stuk"}}\n\n'
    elif not turn.get("cut"):
        yield event({}, "stop")
        yield "data: [DONE]\n\n"


def event(delta: dict[str, str], finish: str | None = None) -> str:
    return f"data: {json.dumps({'choices': [{'index': 0, 'delta': delta, 'finish_reason': finish}]})}\n\n"


if __name__ == "__main__":
    port, script, log = int(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")), Path(sys.argv[3])
    uvicorn.run(app(script, log), host="127.0.0.1", port=port, log_level="error")

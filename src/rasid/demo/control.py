"""The newsroom's control door: break it, mend it, and an inbox for the alerts that follow.

``GET /_control`` is a page of plain text with every fault; ``POST /_control/<command>`` takes a JSON object or a query;
``POST /_control/inbox`` is a webhook, and ``GET /_control/inbox`` what came there.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from rasid.demo.answers import Response
from rasid.demo.faults import FAULTS

if TYPE_CHECKING:
    from rasid.demo.newsroom import Newsroom

PATH = "/_control"
COMMANDS = ("break", "mend", "publish", "edit", "state")
INBOX = "inbox"
KEPT = 200
"""Messages the inbox remembers."""
PLAIN, JSON = "text/plain; charset=utf-8", "application/json; charset=utf-8"


def is_control(path: str) -> bool:
    """``path``: percent-encoded, with the query."""
    return urlsplit(path).path.rstrip("/") == PATH or path.startswith(f"{PATH}/")


def look(room: Newsroom, path: str) -> Response:
    """What a GET of the door shows: the door itself or the inbox. A command asked for by GET does nothing and says how to ask."""
    asked = urlsplit(path).path.removeprefix(PATH).strip("/")
    if asked == "":
        return _plain(door(room.url, [breakage.fault for breakage in room.breakages]))
    if asked == INBOX:
        return _plain("\n\n".join(room.inbox) or f"Nothing came yet. Send a POST here: {room.url}{PATH}/{INBOX}")
    way = f"Only a POST does something here: curl -X POST '{room.url}{path}'"
    return Response(405, {"Allow": "POST", "Content-Type": JSON}, _json({"error": way}))


def control(room: Newsroom, path: str, body: bytes) -> Response:
    """A command of ``COMMANDS``: the methods of Newsroom and their arguments; or a message for the inbox."""
    split = urlsplit(path)
    asked = split.path.removeprefix(PATH).strip("/")
    if asked == INBOX:
        text = _message(body)
        with room.lock:
            room.inbox[:] = [*room.inbox[1 - KEPT :], text]
        room.hear(text)
        return Response(204)
    try:
        told: dict[str, Any] = {key: int(value) if value.isdigit() else value for key, value in parse_qsl(split.query)}
        if body.strip():
            told |= json.loads(body)
        result = _do(room, asked, told)
    except (KeyError, TypeError, ValueError) as error:
        reason = error.args[0] if isinstance(error, KeyError) and error.args else error
        return Response(400, {"Content-Type": JSON}, _json({"error": str(reason)}))
    if result is None:
        return Response(
            404, {"Content-Type": JSON}, _json({"error": f"no command {asked!r}: {', '.join(COMMANDS)}; {room.url}{PATH} says more"})
        )
    return Response(headers={"Content-Type": JSON}, body=_json(result))


def _do(room: Newsroom, asked: str, told: dict[str, Any]) -> dict[str, Any] | None:
    match asked:
        case "break":
            if "fault" not in told:
                raise ValueError(f"which fault? Say ?fault=NAME; {room.url}{PATH} lists them")
            fault = told.pop("fault")
            if told.get("count") == "all":
                told["count"] = None
            touched = room.break_(fault, **told)
            return {"broken": fault, "means": FAULTS[fault].words.en, "reach": FAULTS[fault].reach, "touched": touched}
        case "mend":
            return {"ended": room.mend(told.get("fault"), site=told.get("site"))}
        case "publish":
            return {"published": [room.url_of(story) for story in room.publish(told.pop("n", 1), **told)]}
        case "edit":
            return {"edited": room.url_of(room.edit(told.pop("article"), **told))}
        case "state":
            return {"faults": [b.fault for b in room.breakages], "articles": len(room.stories()), "requests": len(room.requests)}
    return None


def door(url: str, broken: list[str]) -> str:
    """The page of the door itself."""
    return "\n".join(
        [
            f"The demo newsroom at {url}/",
            f"Broken now: {', '.join(broken) or 'nothing'}",
            "",
            *commands_told(url),
            "",
            "A fault strikes one article (the newest it has not struck yet), the lists (section, feed, sitemap) or the whole site:",
            *faults_told(),
            "",
        ]
    )


def commands_told(url: str) -> list[str]:
    """What to type, a line each."""
    return [
        f"break it    curl -X POST '{url}{PATH}/break?fault=server_error'",
        f"mend it     curl -X POST {url}{PATH}/mend",
        f"publish     curl -X POST '{url}{PATH}/publish?n=3'",
        f"all faults  curl {url}{PATH}",
        f"alerts      webhook://{url.partition('://')[2]}{PATH}/{INBOX} in routes.yaml: what comes is printed here, and kept at {url}{PATH}/{INBOX}",
    ]


def faults_told() -> list[str]:
    """Every fault with its reach, the cause rasid should name, and its meaning, a line each."""
    width = max(map(len, FAULTS))
    return [f"  {name:<{width}}  {fault.reach:<7}  {fault.cause.value:<14}  {fault.words.en}" for name, fault in FAULTS.items()]


def _message(body: bytes) -> str:
    """A webhook's body as a person reads it: ``text`` of rasid's own messages, anything else as it came."""
    text = body.decode("utf-8", "replace").strip()
    try:
        told = json.loads(text)
    except ValueError:
        return text
    if isinstance(told, dict) and isinstance(told.get("text"), str):
        return f"── {told.get('subject', '')}\n{told['text']}"
    return text


def _plain(text: str) -> Response:
    return Response(headers={"Content-Type": PLAIN}, body=f"{text}\n".encode())


def _json(value: Any) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False)}\n".encode()

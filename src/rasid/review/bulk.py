"""One act on many findings of the list: assign, waive, mark mended. Each is an act of its own in the log; all are taken back together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from starlette.background import BackgroundTask

from rasid.errors import DeskError
from rasid.model import Status
from rasid.model.problems import Item
from rasid.review.acts import query_of
from rasid.review.asked import choice, text_of, until_of
from rasid.review.guard import AtPlace, Editing, Sent
from rasid.review.pages import back_to, own_path, page
from rasid.review.place import DeskContext
from rasid.store.desk.audit import Who
from rasid.store.desk.listing import STILL_OPEN, items_of
from rasid.store.desk.waivers import fingerprint

router = APIRouter()
MOST = 100
"""Picks of one form."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One finding as the page showed it: its number, what it said, and who had its article."""

    id: int
    seen: str
    assigned: str


@router.post("/bulk")
def act(request: Request, place: AtPlace, visitor: Editing, form: Sent) -> Response:
    """``do``: assign, waive or mend. What has changed since the page was made is left alone and named."""
    do = choice(form, "do", ("assign", "waive", "mend"))
    picks = list(picked(form))
    if not picks:
        raise DeskError("nothing was picked. Tick the articles first.", key="none_picked")
    if do == "waive" and not text_of(form, "reason").strip():
        raise DeskError("a waiver needs a reason.", key="reason")
    items = {item.id: item for item in items_of(place.ledger, [pick.id for pick in picks], now=place.clock())}
    acts: list[int] = []
    left: list[Item] = []
    marked: list[tuple[int, Item]] = []
    for pick in picks:
        item = items.get(pick.id)
        if item is None:
            continue
        try:
            act_id = _one(place, visitor.who, form, do, pick, item, marked)
        except DeskError:
            left.append(item)
        else:
            acts.append(act_id)
    gone = len(picks) - len(items)
    if not acts:
        return page(
            request, place, "bulk_left.html", visitor=visitor, status=409, left=left, gone=gone, done=0, back=own_path(form.get("back"))
        )
    line = place.ledger.desk.bulk(visitor.who, {"mend": "fixed"}.get(do, do), acts, now=place.clock())
    later = BackgroundTask(_look, place, marked) if marked and place.recheck is not None else None
    answer: Response
    if left or gone:
        back = own_path(form.get("back"))
        answer = page(request, place, "bulk_left.html", visitor=visitor, left=left, gone=gone, done=len(acts), back=back, line=line)
    else:
        path = own_path(form.get("back"))
        answer = back_to(path.split("?")[0], **(dict(query_of(path)) | {"said": f"bulk_{do}", "act": line}))
    answer.background = later
    return answer


def picked(form: Mapping[str, str]) -> Iterator[Pick]:
    """Those ticked, MOST at the most. Anything else that looks like one is left out."""
    found = 0
    for name, value in form.items():
        number = name.removeprefix("pick-")
        if number == name or not (number.isascii() and number.isdecimal() and len(number) < 16) or found == MOST:
            continue
        found += 1
        seen, _, assigned = value.partition(".")
        yield Pick(int(number), seen, assigned)


def _one(place: DeskContext, who: Who, form: Sent, do: str, pick: Pick, item: Item, marked: list[tuple[int, Item]]) -> int:
    """Id of the act. Raises DeskError for what is not as it was seen."""
    desk, now = place.ledger.desk, place.clock()
    if (
        item.url is None
        or item.state not in STILL_OPEN
        or fingerprint(item.finding).hex() != pick.seen
        or place.source(item.source_id) is None
    ):
        raise DeskError("the finding is not as it was seen.", key="gone")
    if do == "assign":
        chosen = choice(form, "assignee", ("", *desk.people.names(now)))
        due = until_of(form, place, item.source_id, "due") if chosen else None
        # Two findings of one article are one article to give: the second pick sees what the first has done.
        there = desk.assignment(item.source_id, item.url)
        saw = there.version if there.by == who.name and there.at == now else pick.assigned
        return desk.assign(who, item.source_id, item.url, chosen, now=now, due=due, saw=saw)
    if do == "waive":
        return desk.waive(
            who,
            now=now,
            source_id=item.source_id,
            rule=item.finding.rule,
            article_url=item.url,
            fingerprint=fingerprint(item.finding),
            reason=text_of(form, "reason"),
            until=until_of(form, place, item.source_id),
        )
    mark, act_id = desk.mark_fixed(who, item.source_id, item.url, item.finding.rule, now=now)
    marked.append((mark, item))
    return act_id


def _look(place: DeskContext, marked: list[tuple[int, Item]]) -> None:
    """After the answer: every article once, however many of its findings were marked."""
    assert place.recheck is not None
    together: dict[tuple[str, str], list[tuple[int, Item]]] = {}
    for mark, item in marked:
        together.setdefault((item.source_id, item.url or ""), []).append((mark, item))
    for (source_id, url), those in together.items():
        source = place.source(source_id)
        if source is None:
            continue
        looked = place.recheck(source, url)
        failing = {found.rule for found in looked.findings or () if found.status is not Status.PASS}
        for mark, item in those:
            outcome = "not_checked" if looked.findings is None else "still_there" if item.finding.rule in failing else "confirmed"
            place.ledger.desk.settle(mark, outcome, now=place.clock(), told=looked.told)

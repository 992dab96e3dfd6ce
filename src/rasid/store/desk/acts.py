"""What editors do to findings: waive, lift, comment, assign, mark fixed, undo. Every act is one transaction with its line in the audit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from rasid.errors import DeskError
from rasid.model import Finding, WindowArticle
from rasid.model.desk import Act, Comment, MendedMark, Role, Waiver
from rasid.store.database.session import Database
from rasid.store.database.tables.desk import comments, doubts, marks, waivers
from rasid.store.desk import assignments as assigning
from rasid.store.desk import waivers as waiving
from rasid.store.desk.assignments import Assignment
from rasid.store.desk.audit import Audit, Who
from rasid.store.desk.doubts import Doubts
from rasid.store.desk.people import EditorAccounts, Sessions
from rasid.store.desk.style import HouseStyle
from rasid.store.desk.versions import Overtaken, one_at_a_time
from rasid.store.keys import url_key

BULK_UNDOABLE = timedelta(minutes=10)
"""What was done to many at once is taken back as a whole while nobody can have built on it; later act by act."""
UNDOABLE = ("bulk", "waive", "lift", "comment", "assign", "fixed", "doubt", "style_add", "style_change", "style_remove")


class Desk:
    def __init__(self, database: Database) -> None:
        self._database = database
        self.audit = Audit(database)
        self.people = EditorAccounts(database, self.audit)
        self.sessions = Sessions(database, self.audit)
        self.doubts = Doubts(database, self.audit)
        self.style = HouseStyle(database, self.audit)

    # --- waivers

    def mark_waived(self, source_id: str, findings: Sequence[Finding], window: Sequence[WindowArticle], *, now: datetime) -> list[Finding]:
        """The findings with ``waived`` true where a decision in force covers them. A finding whose verdict has changed is not covered."""
        with self._database.reading() as tx:
            in_force = waiving.load(tx, source_id=source_id, now=now)
        return waiving.mark(findings, in_force, waiving.sections_of(window))

    def carry_waivers(self, source_id: str, before: Sequence[Finding], after: Sequence[Finding], *, now: datetime) -> None:
        """After an upgrade: ``before`` are the open findings, ``after`` those on articles that nobody edited."""
        with self._database.transaction() as tx:
            waiving.carry(tx, source_id, before, after, now)

    def lapsed(self, source_id: str, *, now: datetime) -> frozenset[int]:
        """Ids of open findings that a waiver covered when they were last seen, and whose waiver has ended since."""
        with self._database.reading() as tx:
            return waiving.lapsed(tx, now, source_id=source_id)

    def waivers(self, *, source_id: str | None = None, now: datetime | None = None) -> list[Waiver]:
        """Newest first; with ``now`` only those in force then."""
        with self._database.reading() as tx:
            return waiving.load(tx, source_id=source_id, now=now)

    def waive(
        self,
        who: Who,
        *,
        now: datetime,
        source_id: str,
        reason: str,
        rule: str,
        article_url: str | None = None,
        section: str | None = None,
        fingerprint: bytes | None = None,
        until: datetime | None = None,
    ) -> int:
        """Id of the act. Raises DeskError without a rule, without a reason or with an end in the past; Overtaken when the same is waived."""
        if not rule:
            raise DeskError("a waiver names a rule: one without would hide whatever is found.", key="rule")
        if not reason.strip():
            raise DeskError("a waiver needs a reason: whoever wonders later why nothing was said must find it.", key="reason")
        if until is not None and until <= now:
            raise DeskError(f"a waiver until {until:%Y-%m-%d} would be over already. Give it an end in the future.", key="past")
        with self._database.transaction() as tx:
            one_at_a_time(tx, f"waivers.{source_id}")
            same = waiving.same_as(source_id, rule, article_url, section, fingerprint)
            twin = next((row for row in tx.execute(select(waivers).where(*same)) if waiving.waiver_of(row).in_force(now)), None)
            if twin is not None:
                told = {"reason": reason.strip(), "until": until.isoformat() if until else ""}
                theirs = {"reason": twin.reason, "until": twin.until.isoformat() if twin.until else ""}
                raise Overtaken("the waiver", theirs=theirs, mine=told, by=twin.by, at=twin.created_at, version="")
            done = tx.execute(
                insert(waivers).values(
                    source_id=source_id,
                    section=section,
                    article_key=url_key(article_url) if article_url is not None else None,
                    article_url=article_url,
                    rule=rule,
                    fingerprint=fingerprint,
                    reason=reason.strip(),
                    by=who.name,
                    created_at=now,
                    until=until,
                )
            )
            waiver_id = int(done.inserted_primary_key[0])  # type: ignore[index]
            waiving.refresh(tx, source_id, now, rule=rule, article_url=article_url)
            detail = {"waiver": waiver_id, "reason": reason.strip(), "section": section, "until": until.isoformat() if until else None}
            return self.audit.note(tx, who, "waive", at=now, source_id=source_id, article_url=article_url, rule=rule, detail=detail)

    def lift(self, who: Who, waiver_id: int, *, now: datetime) -> int:
        """End a waiver now. Raises DeskError when it is not in force."""
        with self._database.transaction() as tx:
            row = tx.execute(select(waivers).where(waivers.c.id == waiver_id)).one_or_none()
            if row is None or not waiving.waiver_of(row).in_force(now):
                raise DeskError(f"waiver {waiver_id}: it is not in force any more. Reload the page.", key="gone")
            same = waiving.same_as(row.source_id, row.rule, row.article_url, row.section, row.fingerprint)
            twins = [twin.id for twin in tx.execute(select(waivers).where(*same)) if waiving.waiver_of(twin).in_force(now)]
            tx.execute(update(waivers).where(waivers.c.id.in_(twins)).values(lifted_at=now, lifted_by=who.name))
            waiving.refresh(tx, row.source_id, now, rule=row.rule, article_url=row.article_url)
            detail = {"waiver": waiver_id, "waivers": twins}
            return self.audit.note(
                tx, who, "lift", at=now, source_id=row.source_id, article_url=row.article_url, rule=row.rule, detail=detail
            )

    # --- comments and assignments

    def comment(self, who: Who, source_id: str, article_url: str, text: str, *, now: datetime, rule: str | None = None) -> int:
        """Raises DeskError for an empty one."""
        if not text.strip():
            raise DeskError("an empty comment says nothing. Write something first.", key="empty")
        with self._database.transaction() as tx:
            done = tx.execute(
                insert(comments).values(
                    source_id=source_id,
                    article_key=url_key(article_url),
                    article_url=article_url,
                    rule=rule,
                    text=text.strip(),
                    by=who.name,
                    at=now,
                )
            )
            detail = {"comment": int(done.inserted_primary_key[0]), "text": text.strip()}  # type: ignore[index]
            return self.audit.note(tx, who, "comment", at=now, source_id=source_id, article_url=article_url, rule=rule, detail=detail)

    def comments(self, source_id: str, article_url: str) -> list[Comment]:
        """Oldest first."""
        query = (
            select(comments)
            .where(comments.c.source_id == source_id, comments.c.article_key == url_key(article_url), comments.c.removed_at.is_(None))
            .order_by(comments.c.id)
        )
        with self._database.reading() as tx:
            return [Comment(row.id, row.text, row.by, row.at, row.rule) for row in tx.execute(query)]

    def assign(
        self,
        who: Who,
        source_id: str,
        article_url: str,
        assignee: str | None,
        *,
        now: datetime,
        due: datetime | None = None,
        saw: str | None = None,
    ) -> int:
        """Give the article to somebody, or to nobody. ``saw``: the version the form saw (:class:`Assignment`); None does not ask.

        Raises Overtaken when somebody else has assigned it since.
        """
        assignee = (assignee or "").strip() or None
        with self._database.transaction() as tx:
            one_at_a_time(tx, f"assignments.{source_id}")
            there = assigning.load(tx, source_id, article_url)
            if saw is not None and saw != there.version and there.assignee != assignee:
                theirs, mine = {"assignee": there.assignee or ""}, {"assignee": assignee or ""}
                raise Overtaken("the assignment", theirs=theirs, mine=mine, by=there.by, at=there.at, version=there.version)
            assigning.keep(tx, source_id, article_url, Assignment(assignee, who.name, now, due))
            detail = {
                "before": there.assignee,
                "after": assignee,
                "due_before": there.due.isoformat() if there.due else None,
                "due": due.isoformat() if due else None,
            }
            return self.audit.note(tx, who, "assign", at=now, source_id=source_id, article_url=article_url, detail=detail)

    def assignment(self, source_id: str, article_url: str) -> Assignment:
        with self._database.reading() as tx:
            return assigning.load(tx, source_id, article_url)

    def assignee(self, source_id: str, article_url: str) -> str | None:
        return self.assignment(source_id, article_url).assignee

    # --- marked fixed

    def mark_fixed(self, who: Who, source_id: str, article_url: str, rule: str, *, now: datetime) -> tuple[int, int]:
        """(id of the mark, id of the act). What rasid finds when it looks again is told to :meth:`settle`."""
        with self._database.transaction() as tx:
            done = tx.execute(
                insert(marks).values(
                    source_id=source_id,
                    article_key=url_key(article_url),
                    article_url=article_url,
                    rule=rule,
                    by=who.name,
                    at=now,
                    outcome="waiting",
                    told="",
                )
            )
            mark_id = int(done.inserted_primary_key[0])  # type: ignore[index]
            act = self.audit.note(
                tx, who, "fixed", at=now, source_id=source_id, article_url=article_url, rule=rule, detail={"mark": mark_id}
            )
            return mark_id, act

    def settle(self, mark_id: int, outcome: str, *, now: datetime, told: str = "") -> None:
        """``outcome``: ``confirmed``, ``still_there`` or ``not_checked``."""
        with self._database.transaction() as tx:
            tx.execute(update(marks).where(marks.c.id == mark_id).values(outcome=outcome, checked_at=now, told=told))

    def marks(self, source_id: str, article_url: str) -> dict[str, MendedMark]:
        """The latest mark by rule, those withdrawn left out."""
        query = (
            select(marks)
            .where(marks.c.source_id == source_id, marks.c.article_key == url_key(article_url), marks.c.withdrawn_at.is_(None))
            .order_by(marks.c.id)
        )
        with self._database.reading() as tx:
            return {
                row.rule: MendedMark(row.id, row.rule, row.by, row.at, row.outcome, row.checked_at, row.told) for row in tx.execute(query)
            }

    # --- undo

    def undo(self, who: Who, act_id: int, *, now: datetime) -> int:
        """Take back one act; the audit keeps both. Raises DeskError when it is undone already, was overtaken, or cannot be undone."""
        with self._database.transaction() as tx:
            act = self.audit.get(tx, act_id)
            if act.undone_by is not None:
                raise DeskError(f"act {act_id} has been undone already.", key="undone")
            if act.act not in UNDOABLE:
                raise DeskError(f"act {act_id} ({act.act}) cannot be undone.", key="final")
            if act.who != who.name and not who.role.may(Role.ADMIN):
                raise DeskError(f"act {act_id} is {act.who}'s. Only they or an admin can undo it.", key="not_yours")
            if act.act == "bulk":
                self._take_all_back(tx, who, act, now)
            else:
                self._take_back(tx, who, act, now)
            return self.audit.note(
                tx,
                who,
                "undo",
                at=now,
                source_id=act.source_id,
                article_url=act.article_url,
                rule=act.rule,
                undoes=act_id,
                detail={"act": act.act},
            )

    def bulk(self, who: Who, what: str, acts: Sequence[int], *, now: datetime) -> int:
        """One line for many acts, by which they are taken back together."""
        with self._database.transaction() as tx:
            return self.audit.note(tx, who, "bulk", at=now, detail={"act": what, "acts": list(acts)})

    def _take_all_back(self, tx: Connection, who: Who, bulk: Act, now: datetime) -> None:
        if now - bulk.at > BULK_UNDOABLE:
            raise DeskError(f"act {bulk.id}: ten minutes are over. Undo its acts one by one in the log.", key="bulk_over")
        for act_id in reversed(bulk.detail["acts"]):
            act = self.audit.get(tx, act_id)
            if act.undone_by is not None:
                continue
            self._take_back(tx, who, act, now)
            detail = {"act": act.act}
            self.audit.note(
                tx, who, "undo", at=now, source_id=act.source_id, article_url=act.article_url, rule=act.rule, undoes=act.id, detail=detail
            )

    def _take_back(self, tx: Connection, who: Who, act: Act, now: datetime) -> None:
        detail: dict[str, Any] = dict(act.detail)
        if act.act == "waive":
            there = tx.execute(select(waivers).where(waivers.c.id == detail["waiver"])).one()
            if not waiving.waiver_of(there).in_force(now):
                raise DeskError(f"act {act.id}: the waiver is over already.", key="gone")
            tx.execute(update(waivers).where(waivers.c.id == there.id).values(lifted_at=now, lifted_by=who.name))
        elif act.act == "lift":
            there = tx.execute(select(waivers).where(waivers.c.id == detail["waiver"])).one()
            same = waiving.same_as(there.source_id, there.rule, there.article_url, there.section, there.fingerprint)
            if any(waiving.waiver_of(row).in_force(now) for row in tx.execute(select(waivers).where(*same))):
                raise DeskError(f"act {act.id}: somebody has waived the same anew since.", key="overtaken")
            tx.execute(update(waivers).where(waivers.c.id == there.id).values(lifted_at=None, lifted_by=None))
        elif act.act == "comment":
            tx.execute(update(comments).where(comments.c.id == detail["comment"]).values(removed_at=now))
        elif act.act == "fixed":
            tx.execute(update(marks).where(marks.c.id == detail["mark"]).values(withdrawn_at=now))
        elif act.act == "assign":
            assert act.source_id is not None
            assert act.article_url is not None
            if assigning.load(tx, act.source_id, act.article_url).assignee != detail["after"]:
                raise DeskError(f"act {act.id}: somebody has assigned the article anew since. Assign it again instead.", key="overtaken")
            due = datetime.fromisoformat(detail["due_before"]) if detail.get("due_before") else None
            assigning.keep(tx, act.source_id, act.article_url, Assignment(detail["before"], who.name, now, due))
        elif act.act == "doubt":
            tx.execute(update(doubts).where(doubts.c.id == detail["doubt"]).values(withdrawn_at=now))
        else:
            self.style.put_back(tx, act, by=who, now=now)
        if act.act in ("waive", "lift") and act.source_id is not None:
            waiving.refresh(tx, act.source_id, now)

"""The ledger: one database and one folder of raw pages, composed by subject."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from sqlalchemy import Engine, make_url

from rasid.errors import LedgerError
from rasid.model.ports import Clock, utc_now
from rasid.store.articles import Articles
from rasid.store.database.engine import open_engine
from rasid.store.database.migrate import migrate
from rasid.store.database.session import Checkpoint, Database
from rasid.store.desk.acts import Desk
from rasid.store.duplicates import Duplicates
from rasid.store.findings import Findings
from rasid.store.hosts import Hosts
from rasid.store.incidents import Incidents
from rasid.store.leases import Leases
from rasid.store.links import Links
from rasid.store.outbox import StoredOutbox
from rasid.store.pages import Pages
from rasid.store.repeats import Repeats
from rasid.store.schedules import Schedules
from rasid.store.silences import Silences
from rasid.store.visits import Visits


class Ledger(Database):
    """Everything rasid remembers."""

    def __init__(self, database: Database, pages_dir: Path) -> None:
        super().__init__(database.engine, clock=database.clock, checkpoint=database.checkpoint)
        self.pages_dir = pages_dir
        self.visits = Visits(self)
        self.duplicates = Duplicates(self)
        self.articles = Articles(self, self.duplicates)
        self.links = Links(self, self.visits)
        self.findings = Findings(self)
        self.hosts = Hosts(self)
        self.leases = Leases(self)
        self.pages = Pages(self, pages_dir)
        self.repeats = Repeats(self)
        self.schedules = Schedules(self, self.visits, self.leases)
        self.incidents = Incidents(self)
        self.silences = Silences(self)
        self.outbox = StoredOutbox(self, self.incidents, self.silences)
        self.desk = Desk(self)


def _refuse_emptied(engine: Engine, pages_dir: Path) -> None:
    """An empty file where pages of visits are kept was a ledger once: made anew in silence, its history would be gone and nobody told."""
    file = Path(str(engine.url.database)) if engine.dialect.name == "sqlite" else None
    if file is None or not file.is_file() or file.stat().st_size or Path(f"{file}-wal").exists():
        return
    if next(pages_dir.rglob("*.warc.gz"), None) is not None:
        raise LedgerError(
            f"The ledger {file} is empty, although {pages_dir} holds pages of visits. Restore it from a backup; to begin anew, delete the empty file."
        )


def open_ledger(
    database_url: str, *, pages_dir: Path, clock: Clock = utc_now, checkpoint: Checkpoint = lambda _name: None, make: bool = True
) -> Ledger:
    """The ledger at ``database_url``, made or brought up to date if needed. Raises LedgerError.

    ``database_url`` is a SQLAlchemy URL (``sqlite:////path/ledger.db``, ``postgresql://user@host/name``). With ``make`` false a file that is not there
    is not made: what is read then is an empty ledger that ends with this program.
    """
    file = make_url(database_url) if not make else None
    if file is not None and file.get_backend_name() == "sqlite" and not (file.database and Path(file.database).is_file()):
        database_url = _nobodys_ledger()
    engine = open_engine(database_url)
    try:
        _refuse_emptied(engine, pages_dir)
        migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return Ledger(Database(engine, clock=clock, checkpoint=checkpoint), pages_dir)


def _nobodys_ledger() -> str:
    folder = tempfile.mkdtemp(prefix="rasid-empty-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return f"sqlite:///{folder}/ledger.db"

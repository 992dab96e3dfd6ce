"""Write the golden database of the newest schema. Those of earlier releases are never written again."""

from __future__ import annotations

import sqlite3
import tempfile
from datetime import timedelta
from pathlib import Path

from rasid.store import open_ledger
from rasid.store.database.migrate import HEAD
from rasid.store.save_visit import save_visit
from tests.store.golden import GOLDEN
from tests.store.samples import NOON, article, finding, record, url_of


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.db"
        with open_ledger(f"sqlite:///{file}", pages_dir=Path(folder) / "pages") as ledger:
            made = finding("headline_short", url_of(1))
            for saved in (
                record("v1", range(4), findings=(made,)),
                record("v2", at=NOON + timedelta(hours=1), articles=(article(0, headline="عنوان معدل"),), findings=(made,)),
            ):
                with ledger.transaction() as tx:
                    save_visit(ledger, tx, saved)
        connection = sqlite3.connect(file)
        text = "\n".join(connection.iterdump())
        connection.close()
    target = GOLDEN / f"{HEAD}.sql"
    target.write_text(text + "\n", "utf-8")
    print(f"{target}: {len(text):,} characters. Add {HEAD!r} to NUMBERS if it is a new release.")


if __name__ == "__main__":
    main()

"""`python -m rasid.store.database.migrations "why"`: write the next revision from what the tables say and the newest one does not.

Afterwards: read it, set HEAD in rasid/store/database/migrate.py, run `python -m tests.store.golden` for the golden database of the release before
it if there is none, and run the tests, which hold metadata and migrations against each other on both databases.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine

from rasid.store.database.migrate import HEAD, alembic_config


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    number = max((int(path.name[:4]) for path in Path(__file__).parent.glob("versions/0*.py")), default=0) + 1
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/empty.db")
        with engine.begin() as connection:
            config = alembic_config(connection)
            if number > 1:
                command.upgrade(config, HEAD)
            command.revision(config, message=sys.argv[1], autogenerate=True, rev_id=f"{number:04}")


if __name__ == "__main__":
    main()

"""A PostgreSQL of the stack's own, from the binaries this machine has, reached by a Unix socket only."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from rasid.errors import RasidError

USER = "postgres"
STARTUP_SECONDS = 60
DATABASES = ("rasid", "prefect")
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
max_connections = 200
timezone = 'UTC'
"""


def binaries() -> Path:
    """Folder of ``initdb`` and ``pg_ctl`` of the newest installed server. Raises RasidError."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    beside = shutil.which("initdb")
    if not found and not beside:
        raise RasidError("PostgreSQL is not installed here (no initdb). Install it, or use flows/stack/compose.yaml.")
    return found[-1].parent if found else Path(str(beside)).parent


@contextmanager
def running(folder: Path) -> Iterator[Path]:
    """A server on ``folder`` (made on the first start, kept afterwards) with the stack's databases. Raises RasidError."""
    if len(str(folder)) > 80:
        raise RasidError(f"{folder}: the path is too long for a socket (100 characters). Set RASID_DATA to a shorter one.")
    there = binaries()
    folder.mkdir(parents=True, exist_ok=True)
    # PostgreSQL refuses to run as root.
    user = USER if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data = folder / "data"

    def run(command: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(there / command), *arguments], cwd=folder, user=user, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        if done.returncode:
            raise RasidError(f"PostgreSQL: {command} failed: {' '.join(done.stdout.split())[-500:]}")

    if not (data / "PG_VERSION").exists():
        run("initdb", "-D", str(data), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C")
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS.format(folder=folder))
    run("pg_ctl", "-D", str(data), "-l", str(folder / "postgresql.log"), "-w", "-t", str(STARTUP_SECONDS), "start")
    try:
        with psycopg.connect(url(folder, "postgres"), autocommit=True) as admin:
            known = {row[0] for row in admin.execute("SELECT datname FROM pg_database")}
            for name in set(DATABASES) - known:
                admin.execute(f'CREATE DATABASE "{name}"'.encode())
        yield folder
    finally:
        run("pg_ctl", "-D", str(data), "-m", "fast", "-w", "stop")


def url(folder: Path, database: str, driver: str = "postgresql") -> str:
    return f"{driver}://{USER}@/{database}?host={folder}"

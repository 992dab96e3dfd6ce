"""A PostgreSQL of the stack's own, from the binaries this machine has, reached by a Unix socket only.

Three roles with a password each (``roles.sql``): one owns the ledger and changes its tables, one runs, one is Prefect's. The superuser has
no password: only the user who starts the stack is let in as it, by the kernel's word (peer).
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from rasid.errors import RasidError

USER = "postgres"
STARTUP_SECONDS = 60
OWNER, RUNNER, PREFECT = "rasid_owner", "rasid", "prefect"
DATABASES = {"rasid": OWNER, "prefect": PREFECT}
"""Each with its owner."""
SCRIPTS = {"rasid": "grants.sql", "prefect": "prefect.sql"}
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
max_connections = 200
timezone = 'UTC'
"""
ALWAYS = """# Written at every start by flows/stack/postgres.py.
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
"""
WHO_MAY = """# Written at every start by flows/stack/postgres.py.
local all {superuser} peer map=stack
local all all scram-sha-256
"""


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server, and the passwords of its roles."""

    folder: Path
    passwords: Mapping[str, str] = field(repr=False)

    def url(self, role: str, database: str, driver: str = "postgresql") -> str:
        return f"{driver}://{role}:{quote(self.passwords[role], safe='')}@/{database}?host={self.folder}"


def binaries() -> Path:
    """Folder of ``initdb`` and ``pg_ctl`` of the newest installed server. Raises RasidError."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    beside = shutil.which("initdb")
    if not found and not beside:
        raise RasidError("PostgreSQL is not installed here (no initdb). Install it, or use flows/stack/compose.yaml.")
    return found[-1].parent if found else Path(str(beside)).parent


@contextmanager
def running(folder: Path, kept: Path) -> Iterator[PostgresServer]:
    """A server on ``folder`` (made on the first start, kept afterwards) with the stack's databases; passwords lie in ``kept``. Raises RasidError."""
    if len(str(folder)) > 80:
        raise RasidError(f"{folder}: the path is too long for a socket (100 characters). Set RASID_DATA to a shorter one.")
    there, passwords = binaries(), {role: _password(kept, role) for role in (OWNER, RUNNER, PREFECT)}
    folder.mkdir(parents=True, exist_ok=True)
    # PostgreSQL refuses to run as root.
    user = USER if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    folder.chmod(0o700)
    data = folder / "data"

    def run(command: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(there / command), *arguments], cwd=folder, user=user, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        if done.returncode:
            raise RasidError(f"PostgreSQL: {command} failed: {' '.join(done.stdout.split())[-500:]}")

    if not (data / "PG_VERSION").exists():
        run("initdb", "-D", str(data), "-U", USER, "-A", "peer", "-E", "UTF8", "--locale=C")
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS.format(folder=folder))
    _lock(data, user)
    run("pg_ctl", "-D", str(data), "-l", str(folder / "postgresql.log"), "-w", "-t", str(STARTUP_SECONDS), "start")
    try:
        try:
            _arrange(folder, passwords)
        except psycopg.Error as error:
            raise RasidError(f"PostgreSQL: its databases could not be made ready: {' '.join(str(error).split())}") from None
        yield PostgresServer(folder, passwords)
    finally:
        run("pg_ctl", "-D", str(data), "-m", "fast", "-w", "stop")


def _password(kept: Path, role: str) -> str:
    """Made once, for us alone."""
    file = kept / f"postgres_{role}"
    try:
        kept.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept.chmod(0o700)
        if not file.exists():
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(secrets.token_urlsafe(32) + "\n")
        found = file.read_text("ascii").strip()
    except OSError as error:
        raise RasidError(f"{file}: the password cannot be kept ({error.strerror}). Make the folder writable.") from None
    if not found:
        raise RasidError(f"{file}: it is empty. Delete it; another password is made at the next start.")
    return found


def _lock(data: Path, user: str | None) -> None:
    """Who may come in, written anew each time: a cluster of an earlier version let in everybody on this machine."""
    us = pwd.getpwuid(os.geteuid()).pw_name
    files = {
        "pg_hba.conf": WHO_MAY.format(superuser=USER),
        "pg_ident.conf": "".join(f"stack {name} {USER}\n" for name in sorted({us, USER if user else us})),
        "rasid.conf": ALWAYS,
    }
    for name, text in files.items():
        (data / name).write_text(text)
        (data / name).chmod(0o600)
        if user:
            shutil.chown(data / name, user)
    main = data / "postgresql.conf"
    if "include_if_exists = 'rasid.conf'" not in (settings := main.read_text()):
        main.write_text(settings + "\ninclude_if_exists = 'rasid.conf'\n")


def _arrange(folder: Path, passwords: Mapping[str, str]) -> None:
    """Roles, databases and grants as they should be."""
    here = Path(__file__).parent

    def connect(database: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(host=str(folder), user=USER, dbname=database, autocommit=True)

    with connect("postgres") as admin:
        admin.execute((here / "roles.sql").read_bytes())
        for role, password in passwords.items():
            admin.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(password)))
        known = {row[0] for row in admin.execute("SELECT datname FROM pg_database")}
        for name, owner in DATABASES.items():
            if name not in known:
                admin.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(owner)))
    for name, script in SCRIPTS.items():
        with connect(name) as admin:
            admin.execute((here / script).read_bytes())

"""A private PostgreSQL for the tests: its own cluster in a temporary folder, reached by a Unix socket only."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """Folder of ``initdb`` and ``pg_ctl`` of the newest installed server, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    beside = shutil.which("initdb")
    return Path(beside).parent if beside else None


class Cluster:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    @contextmanager
    def database(self, *, template: str | None = None) -> Iterator[str]:
        """The URL of an empty database, or a copy of ``template`` that nobody is connected to; dropped afterwards."""
        import psycopg

        name = f"t{uuid.uuid4().hex}"
        with psycopg.connect(self.url(), autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
        try:
            yield self.url(name)
        finally:
            with psycopg.connect(self.url(), autocommit=True) as admin:
                admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def private_cluster(bin_folder: Path) -> Iterator[Cluster]:
    """A running server, stopped and removed at the end. PostgreSQL refuses to run as root: then it runs as ``postgres``."""
    folder = Path(tempfile.mkdtemp(prefix="rasid-pg-", dir="/tmp"))  # not tmp_path: a socket's path may have 107 characters only
    user = None
    if os.geteuid() == 0:
        user = "postgres"
        shutil.chown(folder, user)

    def run(*command: str) -> None:
        done = subprocess.run(
            command, cwd=folder, user=user, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed:\n{done.stdout}")

    data = folder / "data"
    try:
        run(str(bin_folder / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(
                f"listen_addresses = ''\nunix_socket_directories = '{folder}'\nfsync = off\nmax_connections = 100\nshared_buffers = 32MB\ntimezone = 'Asia/Riyadh'\n"
            )
        run(str(bin_folder / "pg_ctl"), "-D", str(data), "-l", str(folder / "log"), "-w", "-t", "60", "start")
        try:
            yield Cluster(folder)
        finally:
            run(str(bin_folder / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)

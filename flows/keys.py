"""The key of a Prefect API of our own: whoever can send it three requests can run any command as us, so nobody may without it.

A port on loopback is no shelter: every page open in a browser of this machine, and every user of it, reaches it. Programs get the key by
their environment; it is in no job variable, command line, log or artifact. Prefect is imported late: the demo chooses its settings first.
"""

from __future__ import annotations

import base64
import contextlib
import logging
import os
import secrets
from pathlib import Path

import requests

from rasid.errors import RasidError

log = logging.getLogger(__name__)

FILE = "prefect.key"
CLIENT = "PREFECT_API_AUTH_STRING"
SERVER = "PREFECT_SERVER_API_AUTH_STRING"
SHORTEST = 16
"""Characters below which a key could be guessed."""


def made() -> str:
    """A new key, as the UI asks for it: a name and a word that nobody guesses."""
    return f"rasid:{secrets.token_urlsafe(32)}"


def key_of(folder: Path) -> str:
    """What to log in with (``rasid:…``): PREFECT_SERVER_API_AUTH_STRING, else one made once and kept in ``folder``, for its owner alone.

    Raises RasidError.
    """
    from prefect.settings import get_current_settings

    given = get_current_settings().server.api.auth_string
    if given is not None and given.get_secret_value():
        return given.get_secret_value()
    file = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            # Written whole before it gets its name: two programs that start at once agree on one key.
            draft = folder / f"{FILE}.{os.getpid()}"
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
                out.write(made() + "\n")
            with contextlib.suppress(FileExistsError):
                os.link(draft, file)
            draft.unlink()
        if file.stat().st_mode & 0o077:
            log.warning("%s could be read by others on this machine; it is yours alone again. Delete it to have another made.", file)
            file.chmod(0o600)
        kept = file.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise RasidError(
            f"{file}: the key of the Prefect server cannot be kept ({error}). Make the folder writable, or set {SERVER}."
        ) from None
    if len(kept) < SHORTEST:
        raise RasidError(f"{file}: it is empty or cut short. Delete it; another is made at the next start.")
    return kept


def locks(key: str, *origins: str) -> dict[str, str]:
    """The environment of a Prefect server that lets in who has ``key``, and pages of these ``origins`` alone (``http://127.0.0.1:4200``)."""
    return {
        SERVER: key,
        CLIENT: key,
        "PREFECT_SERVER_CSRF_PROTECTION_ENABLED": "true",
        "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "true",
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": ",".join(origins),
    }


def ask(address: str, key: str | None) -> int:
    """The status with which the API at ``address`` answers a question that needs the key. Raises requests.RequestException."""
    headers = {"Authorization": f"Basic {base64.b64encode(key.encode()).decode()}"} if key else {}
    return requests.get(f"{address.rstrip('/')}/admin/version", timeout=10, headers=headers).status_code


def own_key() -> str | None:
    """The key of whoever started us, from the environment or a Prefect profile, for a server that is not ours."""
    from prefect.settings import get_current_settings

    given = get_current_settings().api.auth_string
    return given.get_secret_value() if given is not None else None

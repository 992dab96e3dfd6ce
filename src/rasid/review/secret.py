"""The key that signs personal links and sessions."""

from __future__ import annotations

import contextlib
import os
import secrets

from rasid.errors import SettingsError
from rasid.settings import Settings


def desk_secret(settings: Settings) -> str:
    """RASID_DESK_SECRET, else one made once and kept in the data folder, readable by its owner alone. Raises SettingsError."""
    if settings.desk_secret is not None:
        given = settings.desk_secret.get_secret_value()
        if len(given) < 16:
            raise SettingsError("RASID_DESK_SECRET: shorter than 16 characters, it could be guessed. Unset it, and rasid makes one.")
        return given
    file = settings.data_dir / "desk.key"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            # Written whole before it gets its name: two processes starting at once agree on one key.
            draft = file.with_name(f"desk.key.{os.getpid()}")
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
                out.write(secrets.token_urlsafe(48))
            with contextlib.suppress(FileExistsError):
                os.link(draft, file)
            draft.unlink()
        kept = file.read_text("ascii").strip()
    except OSError as error:
        raise SettingsError(
            f"{file}: the desk's key cannot be kept ({error.strerror}). Make the folder writable or set RASID_DESK_SECRET."
        ) from None
    if len(kept) < 16:
        raise SettingsError(f"{file}: it is empty or cut short. Delete it; every link and session made with it ends.")
    return kept

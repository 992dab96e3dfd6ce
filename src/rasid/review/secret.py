"""The key that signs personal links and sessions."""

from __future__ import annotations

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
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            kept = file.read_text("ascii").strip()
            if len(kept) < 16:
                raise SettingsError(f"{file}: it is empty or cut short. Delete it; every link and session made with it ends.") from None
            return kept
        with os.fdopen(handle, "w") as out:
            made = secrets.token_urlsafe(48)
            out.write(made)
        return made
    except OSError as error:
        raise SettingsError(
            f"{file}: the desk's key cannot be kept ({error.strerror}). Make the folder writable or set RASID_DESK_SECRET."
        ) from None

"""A project folder of one's own, from what the wheel or the checkout carries: the work of `rasid init`."""

from __future__ import annotations

import shutil
from pathlib import Path

from rasid.errors import SettingsError
from rasid.settings import CHECKOUT, PACKAGED_PROJECT

FOLDERS = ("seeds/_template", "seeds/demo", "seeds/documents", "expectations", "flows")
ROUTES = "routes.example.yaml"
IGNORED = ".rasid/\nroutes.yaml\n__pycache__/\n"
README = """# A rasid project

`seeds/` holds the sites that are watched, one folder each; `expectations/` what is promised of an article; `flows/` the Prefect wiring. Data lie in `.rasid/`.

    rasid doctor                          what is missing on this machine
    rasid new https://example.org/news    add a site
    rasid visit ID                        look at it now
    rasid report ID --open                what the editors get
    rasid serve                           every site on its schedule, with Prefect's UI at http://127.0.0.1:4200
    rasid demo                            a healthy day, a broken one and the recovery, without the internet
    rasid demo --newsroom                 a site to try it on: the seed `demo` watches it; delete seeds/demo once you have seen enough

Alerts are printed on the console until there is a `routes.yaml`: copy `routes.example.yaml`, `chmod 600` it, try it with `rasid alerts test`.
"""


def carried() -> Path:
    """Where the project's parts lie: in the wheel, or in the checkout of an editable install. Raises SettingsError."""
    for root in (PACKAGED_PROJECT, CHECKOUT):
        if all((root / folder).is_dir() for folder in FOLDERS):
            return root
    raise SettingsError(f"{PACKAGED_PROJECT}: this installation of rasid carries no project. Install it again from its wheel.")


def make_project(folder: Path) -> list[str]:
    """Fill ``folder`` (new or empty) with a project; the names written. Raises SettingsError when it holds something, or cannot be written."""
    root = carried()
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise SettingsError(f"{folder}: it is there already and not empty, and nothing of yours is overwritten. Give a new folder.")
        folder.mkdir(parents=True, exist_ok=True)
        for name in FOLDERS:
            shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        shutil.copyfile(Path(__file__).parents[1] / "alert" / ROUTES, folder / ROUTES)
        (folder / ".gitignore").write_text(IGNORED, "utf-8")
        (folder / "README.md").write_text(README, "utf-8")
    except OSError as error:
        raise SettingsError(f"{folder}: cannot be written ({error.strerror or error}). Give a folder you may write.") from None
    return sorted(child.name for child in folder.iterdir())

"""`rasid serve` and `rasid demo`: commands that need Prefect start the project's flows as a program (rasid itself never imports it)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    app.command("serve", epilog="Examples:  rasid serve   ·   PREFECT_API_URL=https://prefect.example.org/api rasid serve")(serve)
    app.command("deploy", epilog="Example:  PREFECT_API_URL=http://prefect:4200/api rasid deploy --work-pool newsrooms")(deploy)
    app.command("demo", epilog="Examples:  rasid demo   ·   rasid demo --newsroom   ·   rasid demo --newsroom --port 18970")(demo)


def serve(
    port: Annotated[int, typer.Option("--port", help="Port of the local Prefect server, when none is configured.")] = 4200,
    alerts: Annotated[bool, typer.Option("--alerts/--no-alerts", help="Run the delivery loop beside it.")] = True,
) -> None:
    """Offer every source as a Prefect deployment with its schedule, and run what is due.

    Uses the server in PREFECT_API_URL; without one a local server is started, with its UI at http://127.0.0.1:4200. Ctrl-C stops all of it;
    schedules stay as they are, and whatever people changed in the UI is kept.
    """
    raise typer.Exit(run_flows("flows.serve", ["--port", str(port), *([] if alerts else ["--no-alerts"])]))


def deploy(
    work_pool: Annotated[str, typer.Option("--work-pool", metavar="NAME", help="Work pool of type process; made if there is none.")],
    digest_pool: Annotated[
        str | None,
        typer.Option("--digest-pool", metavar="NAME", help="Another pool for the editors' digest: only its workers need the routes file."),
    ] = None,
) -> None:
    """Give every source's deployment to a Prefect work pool, for workers on one or many machines.

    Needs the server in PREFECT_API_URL. Can be repeated at any time: what people changed in the UI is kept, deployments of removed seeds are paused.
    """
    raise typer.Exit(run_flows("flows.deploy", ["--work-pool", work_pool, *(["--digest-pool", digest_pool] if digest_pool else [])]))


def demo(
    keep_running: Annotated[bool, typer.Option("--keep-running", help="Leave the newsroom running afterwards, until Ctrl-C.")] = False,
    newsroom: Annotated[
        bool, typer.Option("--newsroom", help="Only open the newsroom, until Ctrl-C: the site that the seed demo watches.")
    ] = False,
    port: Annotated[int, typer.Option("--port", help="With --newsroom: its port. The seed demo looks at 8970.")] = 8970,
) -> None:
    """Run the whole monitor against a small Arabic newsroom on this machine: a healthy day, a broken one, the recovery.

    Needs no internet and no set-up. Prints every alert and where the report lies. With --newsroom it tells no story: the newsroom is yours to visit
    and to break, and says how.
    """
    if newsroom:
        from rasid.demo.__main__ import main

        raise typer.Exit(main(["--port", str(port)]))
    raise typer.Exit(run_flows("flows.demo", ["--keep-running"] if keep_running else []))


def run_flows(module: str, arguments: list[str], extra: dict[str, str] | None = None) -> int:
    """Become a program of the project's ``flows/``. Does not return where processes can be replaced; elsewhere the program's exit code."""
    from rasid.errors import SettingsError
    from rasid.settings import CHECKOUT, PACKAGED_PROJECT, settings

    chosen = settings()
    root = chosen.root
    homes = [home for home in (root, PACKAGED_PROJECT, CHECKOUT) if (home / "flows").is_dir()]
    if not homes:
        raise SettingsError(f"{root}: there is no flows/ here. Run rasid inside a project, or make one with `rasid init DIR`.")
    environment = os.environ | flow_environment(root, homes[0]) | (extra or {})
    if root == PACKAGED_PROJECT:
        # Its flows run inside the package, and must find the data where the person is.
        environment["RASID_DATA"] = str(chosen.data_dir)
    command = [sys.executable, "-m", module, *arguments]
    sys.stdout.flush()
    if os.name == "posix":
        # No process in between: signals reach the program itself, and nothing waits beside it.
        os.chdir(root)
        os.execve(sys.executable, command, environment)  # noqa: S606
    return subprocess.run(command, env=environment, cwd=root).returncode


def flow_environment(root: Path, home: Path) -> dict[str, str]:
    """What a process that runs flows must find in its environment."""
    path = os.pathsep.join(part for part in (str(home), os.environ.get("PYTHONPATH", "")) if part)
    return {
        "PYTHONPATH": path,
        "RASID_PROJECT": str(root),
        "PREFECT_LOGGING_EXTRA_LOGGERS": os.environ.get("PREFECT_LOGGING_EXTRA_LOGGERS", "rasid,flows"),
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    }

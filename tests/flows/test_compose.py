"""The composition and its image, held as text to what docs/security.md says of them. No image is built here."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from rasid.settings import settings

STACK = Path(__file__).parents[2] / "flows" / "stack"
COMPOSE: dict[str, Any] = yaml.safe_load((STACK / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = [name for name in SERVICES if name != "postgres"]
DOCKERFILE = (STACK / "Dockerfile").read_text("utf-8")
LOCK = (STACK / "requirements.lock").read_text("utf-8")


def secrets_of(name: str) -> set[str]:
    return {each if isinstance(each, str) else each["source"] for each in SERVICES[name].get("secrets", [])}


def test_it_has_every_part_each_with_a_way_to_tell_its_health() -> None:
    assert set(SERVICES) == {"postgres", "server", "deploy", "worker", "digest", "alerts", "desk"}
    assert all("healthcheck" in SERVICES[name] for name in SERVICES if name != "deploy")
    assert SERVICES["worker"]["deploy"]["replicas"] >= 2


def test_no_secret_is_in_it_and_no_port_is_open_to_the_world() -> None:
    assert all(set(secret) == {"file"} for secret in COMPOSE["secrets"].values())
    for service in SERVICES.values():
        named = {name for name in service.get("environment", {}) if re.search("SECRET|PASSWORD|DATABASE_URL|AUTH|KEY", name)}
        assert named <= {"POSTGRES_PASSWORD_FILE", "RASID_SECRETS_DIR"}
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_each_part_has_the_secrets_it_needs_and_no_other() -> None:
    assert {name: secrets_of(name) for name in SERVICES} == {
        "postgres": {"postgres_superuser", "postgres_rasid_owner", "postgres_rasid", "postgres_prefect"},
        "server": {"prefect_database_url", "prefect_server_key"},
        "deploy": {"prefect_key", "rasid_owner_database_url"},
        "worker": {"prefect_key", "rasid_database_url"},
        "digest": {"prefect_key", "rasid_database_url", "routes.yaml"},
        "alerts": {"rasid_database_url", "rasid_webhook_secret", "routes.yaml"},
        "desk": {"rasid_database_url", "rasid_desk_secret", "rasid_metrics_token"},
    }


def test_of_the_project_only_seeds_and_rules_are_mounted_and_nothing_of_the_stacks_folder() -> None:
    for name in OURS:
        for volume in SERVICES[name].get("volumes", []):
            source, target = re.sub(r"\$\{[^}]*\}", "PROJECT", volume).split(":")[:2]
            assert (source, target) in {
                ("PROJECT/seeds", "/project/seeds"),
                ("PROJECT/expectations", "/project/expectations"),
                ("data", "/data"),
            }
    assert "RASID_PROJECT_DIR:-" not in (STACK / "compose.yaml").read_text("utf-8"), (
        "no default folder, which might be the one with the secrets"
    )


@pytest.mark.parametrize("name", SERVICES)
def test_every_part_is_locked_down(name: str) -> None:
    service = SERVICES[name]
    assert service["user"] in ("10001:10001", "postgres")
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "cap_add" not in service
    assert "privileged" not in service
    assert service["pids_limit"] <= 500
    assert set(service["deploy"]["resources"]["limits"]) == {"memory", "cpus"}
    assert "max-size" in service["logging"]["options"]


def test_the_database_is_reached_by_those_who_ask_it_and_by_nobody_outside() -> None:
    assert COMPOSE["networks"]["ledger"] == {"internal": True}
    assert SERVICES["postgres"]["networks"] == ["ledger"]
    assert "ports" not in SERVICES["postgres"]
    reach_prefect = {name for name in SERVICES if "flows" in SERVICES[name]["networks"]}
    assert reach_prefect == {"server", "deploy", "worker", "digest"}
    assert "auth-host=scram-sha-256" in SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"]
    # While its databases are made, the image's temporary server answers on the socket alone.
    assert "-h 127.0.0.1" in SERVICES["postgres"]["healthcheck"]["test"][1]


def test_for_workers_elsewhere_the_database_is_on_loopback_alone_and_the_proxy_speaks_tls_alone() -> None:
    beside = yaml.safe_load((STACK / "compose.tunnel.yaml").read_text("utf-8"))
    assert beside["services"]["postgres"]["ports"] == ["127.0.0.1:5432:5432"]
    proxy = (STACK / "nginx.conf").read_text("utf-8")
    assert set(re.findall(r"listen (\S+) (\w+)", proxy)) == {("443", "ssl")}
    assert set(re.findall(r"proxy_pass (\S+);", proxy)) == {"http://127.0.0.1:4200", "http://127.0.0.1:8310"}
    assert "default_server" in proxy.partition("return 444")[0]
    assert "TLSv1.1" not in proxy


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
def test_nginx_takes_the_proxys_configuration(tmp_path: Path) -> None:
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=prefect.example.org"]
    subprocess.run(
        [*make, "-keyout", str(tmp_path / "privkey.pem"), "-out", str(tmp_path / "fullchain.pem")], check=True, capture_output=True
    )
    text = (
        (STACK / "nginx.conf").read_text("utf-8").replace("/etc/nginx/tls", str(tmp_path)).replace("/run/nginx.pid", str(tmp_path / "pid"))
    )
    (tmp_path / "nginx.conf").write_text(text)
    done = subprocess.run(["nginx", "-t", "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_prefect_server_asks_for_its_key_and_its_own_origin() -> None:
    environment = SERVICES["server"]["environment"]
    assert environment["PREFECT_SERVER_CSRF_PROTECTION_ENABLED"] == "true"
    assert environment["PREFECT_SERVER_CORS_ALLOWED_ORIGINS"] == "${PREFECT_UI_URL:-http://127.0.0.1:4200}"
    assert environment["PREFECT_SERVER_UI_STATIC_DIRECTORY"].startswith("/home/rasid/"), "where its user may write"
    for service in ("server", "deploy", "worker"):
        assert "127.0.0.1" in SERVICES[service]["environment"]["PREFECT_UI_URL"], "links are for people"


def test_the_image_is_of_the_runtime_lock_and_runs_as_nobody_in_particular() -> None:
    assert "flows/stack/requirements.lock" in DOCKERFILE
    assert DOCKERFILE.count("--require-hashes") == 2
    final = DOCKERFILE.rpartition("FROM ")[2]
    assert "pip install" not in final
    assert "USER 10001:10001" in final
    assert all(image.startswith("${PYTHON_IMAGE}") for image in re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)), (
        "one base, by digest if asked"
    )


def test_the_runtime_lock_has_hashes_no_index_and_no_tools_of_tests() -> None:
    locked = set(re.findall(r"^([a-z0-9._-]+)==", LOCK, re.MULTILINE))
    assert {"prefect", "pandas", "great-expectations", "psycopg"} <= locked
    tools = {"pytest", "playwright", "mypy", "ruff", "hypothesis", "distributed", "dask", "import-linter"}
    assert not tools & locked
    assert LOCK.count("--hash=sha256:") > len(locked)
    assert "://" not in LOCK


def test_both_locks_hold_the_same_versions() -> None:
    def pins(text: str) -> set[str]:
        return set(re.findall(r"^([a-z0-9._-]+==[^ \\;]+)", text, re.MULTILINE))

    assert pins(LOCK) <= pins((STACK.parents[1] / "requirements.lock").read_text("utf-8"))


def test_an_image_is_built_from_what_is_named_and_from_no_secret() -> None:
    lines = (STACK / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    assert patterns[0] == "*"
    let_in = [pattern for pattern in patterns if pattern.startswith("!")]
    assert {pattern for pattern in let_in if "seeds" in pattern} == {"!seeds/_template", "!seeds/demo", "!seeds/documents"}
    last_let_in = patterns.index(let_in[-1])
    assert {"flows/stack/secrets", "flows/stack/.env"} <= set(patterns[last_let_in:])  # the last pattern that fits decides


def test_the_secrets_are_made_once_and_for_their_owner_alone(tmp_path: Path) -> None:
    shutil.copy(STACK / "secrets.sh", tmp_path)

    def run() -> dict[str, str]:
        done = subprocess.run(["sh", str(tmp_path / "secrets.sh")], capture_output=True, text=True, env={"PATH": os.environ["PATH"]})
        assert done.returncode == 0, done.stderr
        assert done.stdout == ""
        return {file.name: file.read_text() for file in (tmp_path / "secrets").iterdir()}

    made = run()
    wanted = {Path(secret["file"]).name for secret in COMPOSE["secrets"].values()}
    assert set(made) == wanted
    assert made == run()
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700
    assert all(not stat.S_IMODE((tmp_path / "secrets" / name).stat().st_mode) & 0o077 for name in made)
    assert made["rasid_database_url"].startswith("postgresql://rasid:")
    assert made["postgres_rasid"].strip() in made["rasid_database_url"]


def test_a_programs_secrets_reach_its_environment_and_only_those_mounted(tmp_path: Path) -> None:
    script = (STACK / "with-secrets.sh").read_text("utf-8").replace("/run/secrets", str(tmp_path))
    (tmp_path / "prefect_key").write_text("rasid:word\n")
    done = subprocess.run(["sh", "-c", script, "sh", "env"], capture_output=True, text=True, env={"PATH": os.environ["PATH"]}, check=True)
    assert "PREFECT_API_AUTH_STRING=rasid:word\n" in done.stdout
    assert "DATABASE" not in done.stdout
    assert "PREFECT_SERVER_API" not in done.stdout


def test_secrets_are_read_from_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rasid_database_url").write_text("postgresql://rasid:word@postgres/rasid\n")
    monkeypatch.setenv("RASID_SECRETS_DIR", str(tmp_path))
    monkeypatch.delenv("RASID_DATABASE_URL", raising=False)
    settings.cache_clear()
    try:
        assert settings().database == "postgresql://rasid:word@postgres/rasid"
    finally:
        settings.cache_clear()

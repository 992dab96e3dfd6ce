"""Reads the routes file: Apprise's YAML or text configuration, with rasid's own ``webhook``, ``console`` and ``file`` addresses added.

Each entry goes through Apprise's own reader alone, because read together Apprise drops a bad entry with a line in its log and goes on.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rasid.alert.channels.apprise_url import AppriseUrl
from rasid.alert.channels.base import Channel, OwnChannel, secrets_of
from rasid.alert.channels.local import Console, File
from rasid.alert.channels.mail import Mail, MailServer
from rasid.alert.channels.pagerduty import ENDPOINTS, PagerDuty
from rasid.alert.channels.webhook import Webhook
from rasid.alert.routes import ROLES, Route, route_name
from rasid.errors import SettingsError
from rasid.model import Language, Severity

log = logging.getLogger(__name__)

_COLON = "--colon--"
"""Stands for the colon of ``source:24`` while Apprise reads the file: it takes a number after a tag for a count of retries."""
_OWN_TAG = re.compile(r"(?<![/@\w])(source|severity|lang):", re.IGNORECASE)
OWN: dict[str, type[OwnChannel]] = {scheme: channel for channel in (Console, File, Webhook) for scheme in channel.schemes}
"""A channel that Apprise does not have is a module in ``channels``, its place here, and a row in ``docs/alerts.md``."""


def load_routes(path: Path | None, *, language: Language, webhook_secret: str | None = None) -> list[Route]:
    """The routes of ``path``; the console alone when it is None. Raises SettingsError naming the file, the entry and what to do.

    No address appears in the error: entries are called by their number and scheme.
    """
    if path is None:
        return [Route("console", Console(), language)]
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"routes file {path}: cannot be read ({type(error).__name__}). Correct RASID_ROUTES or the file.") from None
    routes: dict[str, Route] = {}
    for number, servers, scheme in _entries(text, path):
        if not servers:
            raise SettingsError(
                f"routes file {path}: entry {number} ({scheme}://…) is no address Apprise can use. See docs/alerts.md for examples."
            )
        for server in servers:
            for route in _routes_of(server, path, number, language, webhook_secret):
                if route.name in routes:
                    raise SettingsError(
                        f"routes file {path}: entry {number} ({scheme}://…) names an address that an earlier entry has. Join their tags."
                    )
                routes[route.name] = route
    if not routes:
        raise SettingsError(f"routes file {path}: it names no address. Add one, or unset RASID_ROUTES to print alerts on the console.")
    return list(routes.values())


def _entries(text: str, path: Path) -> Iterator[tuple[int, list[Any], str]]:
    """Entry number, the services Apprise made of it, and its scheme."""
    import yaml
    from apprise import AppriseAsset
    from apprise.config.base import ConfigBase

    _know_own_schemes()
    asset = AppriseAsset(async_mode=False, secure_logging=True)
    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # its words on a bad entry may hold the address; ours replace them
    masked = _OWN_TAG.sub(lambda match: match[1] + _COLON, text)
    if ConfigBase.detect_config_format(text) == "text":
        for number, line in enumerate(
            (line for line in masked.splitlines() if line.strip() and not line.lstrip().startswith(("#", ";"))), 1
        ):
            servers, included = ConfigBase.config_parse_text(line, asset=asset)
            _no_includes(included, path, number)
            yield number, list(servers), _scheme(line)
        return
    try:
        document = yaml.safe_load(masked)
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        raise SettingsError(f"routes file {path}: not YAML{f' (line {where.line + 1})' if where else ''}. Correct it.") from None
    if not isinstance(document, dict) or not isinstance(document.get("urls"), list):
        raise SettingsError(f"routes file {path}: it needs a list «urls:» (Apprise's YAML configuration). See docs/alerts.md for examples.")
    shared = {key: value for key, value in document.items() if key != "urls"}
    if "include" in shared:
        _no_includes(["include"], path, 0)
    for number, entry in enumerate(document["urls"], 1):
        one = yaml.safe_dump({**shared, "urls": [entry]}, allow_unicode=True)
        servers, included = ConfigBase.config_parse_yaml(one, asset=asset)
        _no_includes(included, path, number)
        yield number, list(servers), _scheme(str(entry))


def _no_includes(included: Any, path: Path, number: int) -> None:
    if included:
        raise SettingsError(f"routes file {path}: entry {number} includes another file, which rasid does not follow. Put its entries here.")


def _scheme(entry: str) -> str:
    found = re.search(r"([a-z][a-z0-9+.-]*)://", entry, re.IGNORECASE)
    return found[1].lower() if found else "?"


def _routes_of(server: Any, path: Path, number: int, language: Language, webhook_secret: str | None) -> Iterator[Route]:
    tags = _tags(server, path, number, language)
    for service, address, channel in _channels(server, webhook_secret, path, number):
        yield Route(
            name=route_name(service, address),
            channel=channel,
            secrets=secrets_of(address, hosts=_hosts(channel, address)),
            **tags,
        )


def _hosts(channel: Channel, address: str) -> frozenset[str]:
    """Hosts that may be named in the log: a webhook's own, and the mail server."""
    if isinstance(channel, Mail):
        return frozenset({urlsplit(address).hostname or "", channel.server.host})
    return frozenset({urlsplit(address).hostname or ""}) if isinstance(channel, Webhook) else frozenset()


def _tags(server: Any, path: Path, number: int, language: Language) -> dict[str, Any]:
    found: dict[str, set[str]] = {"roles": set(), "source": set(), "severity": set(), "lang": set()}
    priority = 0
    for tag in server.tags:
        kind, colon, value = str(tag).partition(_COLON)
        if colon:
            found[kind].add(value)
        elif str(tag) in ROLES:
            found["roles"].add(str(tag))
            priority = max(priority, int(getattr(tag, "priority", 0)))
        else:
            raise SettingsError(
                f"routes file {path}: entry {number} has the tag {str(tag)!r}, which rasid does not know. "
                "Use oncall, editors, source:<id>, severity:<critical|warning>, lang:<ar|en>."
            )
    allowed = {"severity": {str(one) for one in Severity}, "lang": {str(one) for one in Language}}
    for kind, values in allowed.items():
        for value in found[kind] - values:
            raise SettingsError(f"routes file {path}: entry {number} has the tag {kind}:{value}. Use one of: {', '.join(sorted(values))}.")
    if len(found["lang"]) > 1:
        raise SettingsError(f"routes file {path}: entry {number} has two languages. A message is written in one; give each its own entry.")
    return {
        "roles": frozenset(found["roles"]),
        "sources": frozenset(found["source"]),
        "severities": frozenset(found["severity"]),
        "language": Language(found["lang"].pop()) if found["lang"] else language,
        "priority": priority,
    }


def _channels(server: Any, webhook_secret: str | None, path: Path, number: int) -> Iterator[tuple[str, str, Channel]]:
    """Service, full address (for the fingerprint alone) and channel: PagerDuty and mail are ours, the rest Apprise's."""
    from apprise.plugins.email.base import NotifyEmail
    from apprise.plugins.pagerduty import NotifyPagerDuty

    address: str = server.url()
    raw: str | None = getattr(server, "raw_address", None)
    if raw is not None:
        own = OWN[_scheme(raw)]
        try:
            yield own.schemes[0], raw, own.at(raw, secret=webhook_secret)
        except ValueError as error:
            raise SettingsError(f"routes file {path}: entry {number} {error}") from None
    elif isinstance(server, NotifyPagerDuty):
        yield "pagerduty", address, PagerDuty(server.integration_key, endpoint=ENDPOINTS[str(server.region_name)])
    elif isinstance(server, NotifyEmail):
        yield from _mails(server)
    else:
        channel = AppriseUrl(server, secrets=secrets_of(address))
        if channel.targets > 1:
            log.warning(
                "routes file %s: entry %d names %d recipients; if one fails, all are told again. Give each its own entry.",
                path,
                number,
                channel.targets,
            )
        yield _scheme(address), address, channel


def _mails(plugin: Any) -> Iterator[tuple[str, str, Channel]]:
    """One route a recipient: whether each was reached is known apart."""
    security = str(plugin.secure_mode)
    server = MailServer(
        plugin.smtp_host, int(plugin.port), security, plugin.user or None, plugin.password or None, verify=bool(plugin.verify_certificate)
    )
    sender = (str(plugin.from_addr[0] or "rasid"), str(plugin.from_addr[1]))
    copies = tuple(sorted({*plugin.cc, *plugin.bcc}))
    for place, (name, address) in enumerate(plugin.targets):
        channel = Mail(server, sender=sender, recipient=(str(name or ""), str(address)), copies=copies if place == 0 else ())
        yield "mail", f"{plugin.url()}#{address}", channel


def _know_own_schemes() -> None:
    """Teaches Apprise's reader the addresses that are ours, so that they stand in its file like any other."""
    import apprise
    from apprise import manager_plugins

    manager: Any = manager_plugins.NotificationManager()  # type: ignore[no-untyped-call]
    if "webhook" in manager:
        return
    base: Any = apprise.NotifyBase

    def prepare(self: Any, raw_address: str = "", **rest: Any) -> None:
        base.__init__(self, **rest)
        self.raw_address = raw_address

    def parse(url: str, *_: Any, **__: Any) -> dict[str, Any]:
        return {"schema": url.partition("://")[0].lower(), "raw_address": url}

    members = {
        "service_name": "rasid",
        "protocol": tuple(OWN),
        "setup_url": "docs/alerts.md",
        "__init__": prepare,
        "parse_url": staticmethod(parse),
        "url": lambda self, *_, **__: self.raw_address,
    }
    manager.add(type("Own", (base,), members), schemas=set(OWN))

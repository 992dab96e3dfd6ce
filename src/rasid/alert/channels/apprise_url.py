"""Any service Apprise knows, one Apprise object a URL, with what Apprise leaves unsaid read from its log.

``Apprise.notify`` answers True, False or None and nothing else: a wrong token, a full server and an answer that never came are one
False; an exception of a plugin is swallowed into it; for several URLs (or several targets of one) it is the AND of all. So each URL
has its own object, Apprise's own retries are off (they would repeat what half arrived), «optional» is off (it turns failure into
True), and the log records of the call, which hold the HTTP status and the socket's error, decide what kind of failure it was.
"""

from __future__ import annotations

import logging
import re
import threading
from typing import Any, ClassVar

from rasid.alert.channels.base import Letter, scrub
from rasid.alert.channels.http import PASSING
from rasid.alert.message import Message, Says
from rasid.alert.render import html, plain, plain_subject, telegram
from rasid.errors import TransportError

_STATUS = re.compile(r"(?:error\s*=\s*|error code:?\s*|HTTP )(\d{3})", re.IGNORECASE)
_NOT_SENT = re.compile(
    r"NewConnectionError|Connection refused|ConnectTimeout|NameResolutionError|Failed to resolve|Name or service|CERTIFICATE_VERIFY",
    re.IGNORECASE,
)
_LOST = re.compile(
    r"Read timed out|ReadTimeout|RemoteDisconnected|Connection aborted|reset by peer|Connection error occurred|timed? ?out", re.IGNORECASE
)
_LISTENING = threading.Lock()
_BY_THREAD: dict[int, _Listener] = {}
"""Routes are served side by side: what Apprise logs belongs to the call of the thread it is logged in."""


class AppriseUrl:
    pages = False
    schemes: ClassVar[tuple[str, ...]] = ()

    def __init__(self, plugin: Any, *, secrets: tuple[str, ...]) -> None:
        """``plugin`` is one instantiated Apprise service."""
        import apprise

        plugin.retry = 0
        plugin.wait = 0.0
        plugin.optional = False
        self._plugin = plugin
        self._secrets = secrets
        self._one = apprise.Apprise()
        self._one.add(plugin)

    @property
    def targets(self) -> int:
        """How many recipients the URL names; with more than one, a failure of one repeats the message to all."""
        return len(self._plugin)

    def send(self, message: Message) -> None:
        import apprise

        title, body, written_in = self.compose(message)
        self._notify(title, body, written_in, _type_of(message, apprise))

    def post(self, letter: Letter) -> None:
        """As text, cut to what the service takes."""
        from apprise import NotifyFormat, NotifyType

        room = max(self._plugin.body_maxlen - 16, 80)
        title = letter.subject[: self._plugin.title_maxlen] if self._plugin.title_maxlen > 0 else ""
        body = letter.plain if len(letter.plain) <= room else letter.plain[: room - 1] + "…"
        self._notify(title, body, NotifyFormat.TEXT, NotifyType.INFO)

    def _notify(self, title: str, body: str, written_in: Any, kind: Any) -> None:
        listener = _Listener()
        with listener:
            result = self._one.notify(body=body, title=title, notify_type=kind, body_format=written_in)
        if result is True:
            return
        service = str(self._plugin.service_name)
        if result is None:
            raise TransportError(f"{service}: Apprise sent nothing", permanent=True, failure="wrong")
        said = "\n".join(listener.lines)
        found = _STATUS.findall(said)
        detail = scrub(" · ".join(listener.warnings), self._secrets) or "Apprise gives no reason"
        if found:
            status = int(found[-1])
            permanent = 300 <= status < 500 and status not in PASSING
            raise TransportError(f"{service} answered {status}: {detail}", permanent=permanent, status=status)
        lost = bool(_LOST.search(said)) and not _NOT_SENT.search(said)
        raise TransportError(f"{service}: {detail}", permanent=False, ambiguous=lost)

    def compose(self, message: Message) -> tuple[str, str, Any]:
        """Title, body and the format it is written in, within the size the service takes."""
        from apprise import NotifyFormat

        plugin = self._plugin
        titled = plugin.title_maxlen > 0
        title = plain_subject(message)[: plugin.title_maxlen] if titled else ""
        room = max(plugin.body_maxlen - len(title) - 16, 80)
        if plugin.notify_format == NotifyFormat.TEXT:
            return title, plain(message, limit=room), NotifyFormat.TEXT
        if "tgram" in _protocols(plugin) and plugin.notify_format == NotifyFormat.HTML:
            return title, telegram(message, limit=room), NotifyFormat.HTML
        # Apprise translates HTML into the service's own dialect, and its escapes may double the size.
        return title, html(message, limit=room // 2), NotifyFormat.HTML


class _Listener:
    """What Apprise logs while one call runs in this thread; kept from every other handler, since it may name tokens."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.warnings: list[str] = []

    def hear(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            text += f" {type(record.exc_info[1]).__name__}: {record.exc_info[1]}"
        self.lines.append(text)
        if record.levelno >= logging.WARNING:
            self.warnings.append(text)

    def __enter__(self) -> _Listener:
        with _LISTENING:
            if not _BY_THREAD:
                _SWITCHBOARD.connect()
            _BY_THREAD[threading.get_ident()] = self
        return self

    def __exit__(self, *_: object) -> None:
        with _LISTENING:
            _BY_THREAD.pop(threading.get_ident(), None)
            if not _BY_THREAD:
                _SWITCHBOARD.disconnect()


class _Switchboard(logging.Handler):
    """Hands each record of Apprise's to the listener of its thread, and to nobody else."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self._logger = logging.getLogger("apprise")

    def emit(self, record: logging.LogRecord) -> None:
        if (listener := _BY_THREAD.get(record.thread or 0)) is not None:
            listener.hear(record)

    def connect(self) -> None:
        self._before = (self._logger.level, self._logger.propagate)
        self._logger.setLevel(logging.DEBUG)
        self._logger.propagate = False
        self._logger.addHandler(self)

    def disconnect(self) -> None:
        self._logger.removeHandler(self)
        self._logger.setLevel(self._before[0])
        self._logger.propagate = self._before[1]


_SWITCHBOARD = _Switchboard()


def _protocols(plugin: Any) -> tuple[str, ...]:
    names: list[str] = []
    for value in (plugin.protocol, plugin.secure_protocol):
        names.extend([value] if isinstance(value, str) else value or ())
    return tuple(names)


def _type_of(message: Message, apprise: Any) -> Any:
    kinds = {line.says for line in message.lines}
    if kinds <= {Says.RESOLVED, Says.PASSED}:
        return apprise.NotifyType.SUCCESS
    if any(line.severity == "critical" for line in message.lines if line.says in (Says.OPENED, Says.ESCALATED, Says.REMINDER)):
        return apprise.NotifyType.FAILURE
    return apprise.NotifyType.WARNING if kinds & {Says.OPENED, Says.ESCALATED, Says.REMINDER} else apprise.NotifyType.INFO

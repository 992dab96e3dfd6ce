"""Mail by SMTP: a plain and an HTML part, one recipient an envelope, and a Message-ID that is the same for every attempt.

Apprise can mail too, but tells neither a refused password from a busy server nor a lost answer from a lost message.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from typing import ClassVar

from rasid.alert.channels.base import TIMEOUT, Letter
from rasid.alert.channels.http import tls_reason
from rasid.alert.message import Message
from rasid.alert.render import mail
from rasid.errors import TransportError
from rasid.sockets import BoundedTLSSocket, bounded, within


@dataclass(frozen=True, slots=True, repr=False)
class MailServer:
    host: str
    port: int
    security: str = "starttls"
    """``insecure | starttls | ssl``"""
    user: str | None = None
    password: str | None = None
    verify: bool = True


class _SMTP(smtplib.SMTP):
    """Every read asks what is left for the message: a server may take its time for each of a hundred lines."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return bounded(socket.create_connection((host, port), timeout, self.source_address))


class _SMTPS(smtplib.SMTP_SSL):
    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return self.context.wrap_socket(bounded(socket.create_connection((host, port), timeout, self.source_address)), server_hostname=host)


class Mail:
    pages = False
    schemes: ClassVar[tuple[str, ...]] = ("mailto", "mailtos")

    def __init__(
        self,
        server: MailServer,
        *,
        sender: tuple[str, str],
        recipient: tuple[str, str],
        copies: tuple[str, ...] = (),
        timeout: float = TIMEOUT,
    ) -> None:
        """``sender`` and ``recipient`` are (name, address); ``copies`` get blind copies."""
        self.server = server
        self.sender = sender
        self.recipient = recipient
        self.copies = copies
        self.timeout = timeout

    def send(self, message: Message) -> None:
        self._hand_over(self.compose(message))

    def post(self, letter: Letter) -> None:
        """Send a ready-made letter. Raises TransportError."""
        self._hand_over(self._envelope(letter.subject, letter.plain, letter.html, letter.now, letter.key, str(letter.language)))

    def _hand_over(self, letter: EmailMessage) -> None:
        content = letter.as_bytes(policy=SMTP)
        with within(self.timeout):
            self._converse(content)

    def _converse(self, content: bytes) -> None:
        host = self.server.host
        handed_over = False
        smtp: smtplib.SMTP | None = None
        try:
            smtp = self._connect()
            _accepted(smtp.mail(self.sender[1]), host)
            _accepted(smtp.rcpt(self.recipient[1]), host)
            for copy in self.copies:
                smtp.rcpt(copy)
            handed_over = True
            _accepted(smtp.data(content), host)
        except smtplib.SMTPResponseException as error:
            raise TransportError(f"{host} answered {error.smtp_code}", permanent=error.smtp_code >= 500, status=error.smtp_code) from None
        except (smtplib.SMTPException, OSError, ValueError) as error:
            what, failure = ("no answer after the message was handed over", "slow") if handed_over else _why(error)
            raise TransportError(
                f"{host}: {what}", permanent=isinstance(error, ssl.SSLCertVerificationError), failure=failure, ambiguous=handed_over
            ) from None
        finally:
            # Accepted is accepted: how the server takes leave changes nothing.
            if smtp is not None:
                with suppress(smtplib.SMTPException, OSError):
                    smtp.quit()
                smtp.close()

    def compose(self, message: Message) -> EmailMessage:
        subject, plain, page = mail(message)
        domain = self._domain
        letter = self._envelope(subject, plain, page, message.now, message.key, str(message.language))
        first = next((line.incident.id for line in message.lines if line.incidents), None)
        if first and len(message.lines) == 1:
            # What is said about one incident later belongs to the same thread.
            letter["References"] = f"<rasid.incident.{first}@{domain}>"
        return letter

    @property
    def _domain(self) -> str:
        return self.sender[1].rpartition("@")[2] or "rasid.invalid"

    def _envelope(self, subject: str, plain: str, page: str, now: datetime, key: str, language: str) -> EmailMessage:
        letter = EmailMessage()
        letter["Subject"] = " ".join(subject.split())
        letter["From"] = formataddr(self.sender)
        letter["To"] = formataddr(self.recipient)
        letter["Date"] = format_datetime(now)
        letter["Message-ID"] = f"<rasid.{key}@{self._domain}>"
        letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
        letter.set_content(plain, charset="utf-8", cte="base64")
        letter.add_alternative(page, subtype="html", charset="utf-8", cte="base64")
        letter["Content-Language"] = language  # last: setting content takes every content header away
        return letter

    def _connect(self) -> smtplib.SMTP:
        server = self.server
        context = ssl.create_default_context()
        context.sslsocket_class = BoundedTLSSocket
        if not server.verify:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        if server.security == "ssl":
            smtp: smtplib.SMTP = _SMTPS(server.host, server.port, timeout=self.timeout, context=context)
        else:
            smtp = _SMTP(server.host, server.port, timeout=self.timeout)
        try:
            if server.security == "starttls":
                smtp.starttls(context=context)
            if server.user and server.password:
                smtp.login(server.user, server.password)
            else:
                smtp.ehlo_or_helo_if_needed()
        except BaseException:
            smtp.close()
            raise
        return smtp


def _why(error: BaseException) -> tuple[str, str]:
    """Why nothing was handed over, and the key of what to do about it."""
    if isinstance(error, ssl.SSLError):
        return f"TLS failed ({tls_reason(error)})", "tls"
    if isinstance(error, socket.gaierror):
        return "the name is unknown", "name"
    if isinstance(error, ConnectionRefusedError):
        return "connection refused", "refused"
    return f"no connection ({type(error).__name__})", "no_connection"


def _accepted(answer: tuple[int, bytes], host: str) -> None:
    code, _ = answer
    if code not in (250, 251, 252):
        if code < 0:
            raise smtplib.SMTPServerDisconnected
        raise TransportError(f"{host} answered {code}", permanent=code >= 500, status=code)

"""One POST of JSON, with what its outcome means: accepted, refused for good, refused for now, or nobody knows."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from requests import PreparedRequest
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from rasid.alert.channels.base import TIMEOUT
from rasid.errors import TransportError
from rasid.sockets import bounded, tls_context, within

PASSING = frozenset({408, 409, 421, 423, 425, 429})
"""4xx answers that another attempt can change."""
LONGEST_ANSWER = 65_536


class _Connection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return bounded(super()._new_conn())


class _TLSConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return bounded(super()._new_conn())


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TLSPool(HTTPSConnectionPool):
    ConnectionCls = _TLSConnection


_POOLS: dict[str, Any] = {"http": _Pool, "https": _TLSPool}


class _Bounded(HTTPAdapter):
    """Connections whose every read asks what is left for the message; also those through a proxy."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = _POOLS
        return manager

    def build_connection_pool_key_attributes(self, request: PreparedRequest, verify: Any, cert: Any = None) -> Any:
        host, _ = super().build_connection_pool_key_attributes(request, verify, cert)
        return host, {"ssl_context": tls_context(verify if isinstance(verify, str) else None, verify=bool(verify))}

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Nothing: the context carries it."""


def answer_to(
    url: str, body: bytes, headers: Mapping[str, str], *, timeout: float, verify: bool = True
) -> tuple[int, Mapping[str, str], bytes]:
    """(status, headers, body as far as it came) of one POST within ``timeout`` seconds, all told. Redirects are not followed.

    Raises what requests raises while no status is known. The environment's proxies are used; its ``.netrc`` is not, since it would
    send a password nobody has put into the routes.
    """
    with within(timeout), requests.Session() as session:
        session.auth = _no_auth
        for prefix in ("http://", "https://"):
            session.mount(prefix, _Bounded())
        with session.post(
            url, data=body, headers=dict(headers), timeout=timeout, allow_redirects=False, stream=True, verify=verify
        ) as answer:
            content = b""
            try:
                for piece in answer.iter_content(8_192):
                    content += piece
                    if len(content) > LONGEST_ANSWER:
                        break
            except requests.exceptions.RequestException:
                pass  # the status has come: what it says stands, however its body ends
            return answer.status_code, answer.headers, content


def _no_auth(request: PreparedRequest) -> PreparedRequest:
    return request


def post(url: str, body: bytes, headers: Mapping[str, str], *, timeout: float = TIMEOUT, verify: bool = True) -> bytes:
    """The body of a 2xx answer. Redirects are not followed: a moved endpoint must be configured, not guessed.

    Raises TransportError: its message names the host alone, since the path of a webhook is its password.
    """
    host = urlsplit(url).hostname or "?"
    try:
        status, told, content = answer_to(url, body, headers, timeout=timeout, verify=verify)
    except requests.exceptions.SSLError as error:
        raise TransportError(f"{host}: TLS failed ({tls_reason(error)})", permanent=False, failure="tls") from None
    except (requests.exceptions.ConnectTimeout, requests.exceptions.ProxyError) as error:
        raise TransportError(f"{host}: no connection ({type(error).__name__})", permanent=False, failure="no_connection") from None
    except requests.exceptions.ConnectionError as error:
        if "NameResolutionError" in repr(error):
            raise TransportError(f"{host}: the name is unknown", permanent=False, failure="name") from None
        if "NewConnectionError" in repr(error):
            refused = "connection refused" if "refused" in repr(error) else "no connection"
            raise TransportError(
                f"{host}: {refused}", permanent=False, failure="refused" if "refused" in repr(error) else "no_connection"
            ) from None
        raise TransportError(
            f"{host}: the connection broke before the answer came", permanent=False, failure="maybe", ambiguous=True
        ) from None
    except requests.exceptions.Timeout:
        raise TransportError(f"{host}: no answer within {timeout:g} s", permanent=False, failure="slow", ambiguous=True) from None
    except (
        requests.exceptions.InvalidURL,
        requests.exceptions.MissingSchema,
        requests.exceptions.InvalidSchema,
        requests.exceptions.InvalidHeader,
    ):
        raise TransportError(f"{host}: the address cannot be used", permanent=True, failure="wrong") from None
    except requests.exceptions.RequestException as error:
        raise TransportError(f"{host}: {type(error).__name__}", permanent=False, failure="maybe", ambiguous=True) from None
    if 200 <= status < 300:
        return content
    permanent = 300 <= status < 500 and status not in PASSING
    raise TransportError(f"{host} answered {status}", permanent=permanent, status=status, retry_after=_retry_after(told.get("Retry-After")))


def tls_reason(error: BaseException) -> str:
    """What was wrong with the certificate or the handshake, in OpenSSL's words; never an address."""
    said = repr(error)
    found = re.search(r"certificate verify failed: ([^('\"]+)", said) or re.search(r"\[SSL[^\]]*\] ([^('\"]+)", said)
    return found[1].strip() if found else type(error).__name__


def _retry_after(value: str | None) -> float | None:
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return None

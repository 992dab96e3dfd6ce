"""Connections that keep to the budget: addresses checked before they are connected to, every read bounded in time and bytes.

Every read asks what is left of the whole request (:mod:`rasid.sockets`). No proxies: what a proxy would connect to could not be checked.
"""

from __future__ import annotations

import queue
import socket
import threading
from typing import Any

from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from rasid.errors import FetchError
from rasid.fetch.addresses import check_answers, check_never
from rasid.fetch.budget import Budget, current
from rasid.sockets import BoundedSocket, tls_context
from rasid.urls import redact

CONNECT_SECONDS = 10.0
"""For one address: a host with a dead address among good ones is still reached within the deadline."""


def connect(host: str, port: int) -> socket.socket:
    """Connect to the first of the host's addresses that answers, after all of them were found public. Raises FetchError or OSError."""
    budget = current()
    addresses = _resolve(host, port, budget)
    check = check_never if budget.private.allows(host, port) else check_answers
    check(addresses, url=budget.url, host=host)
    last: OSError = OSError(f"{host} has no address")
    for address in addresses:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        connection = BoundedSocket(family, socket.SOCK_STREAM)
        try:
            connection.settimeout(min(CONNECT_SECONDS, budget.remaining()))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.connect((address, port))
            connection.settimeout(budget.remaining())
        except OSError as error:
            connection.close()
            last = error
        except BaseException:
            connection.close()
            raise
        else:
            return connection
    raise last


def _resolve(host: str, port: int, budget: Budget) -> list[str]:
    """A lookup cannot be interrupted, so it has a thread of its own, which is left behind when the time is over."""
    answer: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answer.put(list(budget.resolver(host, port)))
        except (OSError, UnicodeError) as error:
            answer.put(error if isinstance(error, OSError) else OSError(f"{host} is no host name"))

    threading.Thread(target=look_up, daemon=True, name="rasid-lookup").start()
    try:
        found = answer.get(timeout=budget.remaining())
    except queue.Empty:
        raise FetchError(
            f"{redact(budget.url)}: the name server did not answer in time.", url=budget.url, permanent=False, key="name_server"
        ) from None
    if isinstance(found, OSError):
        raise found
    return found


class BoundedConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return connect(self.host.strip("[]"), self.port)


class BoundedTLSConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return connect(self.host.strip("[]"), self.port)


class BoundedPool(HTTPConnectionPool):
    ConnectionCls = BoundedConnection


class BoundedTLSPool(HTTPSConnectionPool):
    ConnectionCls = BoundedTLSConnection

    def _validate_conn(self, conn: Any) -> None:
        """As urllib3's, without its warning on every request: an unverified source is a finding of ours, once a visit."""
        if conn.is_closed:
            conn.connect()


class BoundedAdapter(HTTPAdapter):
    """requests' adapter over bounded connections. ``ca_file`` replaces certifi's bundle."""

    def __init__(self, ca_file: str | None = None) -> None:
        self._ca_file = ca_file
        super().__init__(pool_connections=32, pool_maxsize=4, max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **kwargs: Any) -> None:
        super().init_poolmanager(connections, maxsize, block, **kwargs)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = {"http": BoundedPool, "https": BoundedTLSPool}

    def build_connection_pool_key_attributes(self, request: PreparedRequest, verify: Any, cert: Any = None) -> Any:
        host, _ = super().build_connection_pool_key_attributes(request, verify, cert)
        return host, {"ssl_context": tls_context(self._ca_file, verify=bool(verify))}

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Nothing: the context carries it."""


class OneRequest(Session):
    """A session that follows nothing by itself: requests reads the whole body of a redirect, inflated, before it looks at the limit."""

    def __init__(self, adapter: BoundedAdapter) -> None:
        super().__init__()
        self.trust_env = False  # no proxies, netrc or CA bundle by surprise
        for prefix in ("http://", "https://"):
            self.mount(prefix, adapter)

    def get_redirect_target(self, resp: Response) -> None:
        return None

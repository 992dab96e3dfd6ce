"""What requests, urllib3, OpenSSL and the socket raise → one FetchError that says what to do."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Iterator

import requests
from urllib3.exceptions import HTTPError, NameResolutionError

from rasid.errors import FetchError


def from_exception(error: BaseException, url: str, shown: str) -> FetchError:
    """``shown`` is the address as it may be printed."""
    chain = list(_chain(error))
    for link in chain:
        if isinstance(link, FetchError):
            return link
    for link in chain:
        if isinstance(link, ssl.SSLCertVerificationError):
            return FetchError(
                f"{shown}: its certificate is not valid ({link.verify_message or 'unknown reason'}).",
                url=url,
                permanent=True,
                key="certificate",
            )
    for link in chain:
        if isinstance(link, (socket.gaierror, NameResolutionError)):
            passing = isinstance(link, socket.gaierror) and link.errno == socket.EAI_AGAIN
            return FetchError(f"{shown}: the host name is not known.", url=url, permanent=not passing, key="name")
    if any(isinstance(link, (TimeoutError, requests.Timeout)) for link in chain):
        return FetchError(f"{shown} does not answer in time.", url=url, permanent=False, key="timeout")
    if any(isinstance(link, ssl.SSLError) for link in chain):
        return FetchError(f"{shown}: no secure connection ({_last(chain)}).", url=url, permanent=False, key="tls")
    if any(isinstance(link, ConnectionRefusedError) for link in chain):
        return FetchError(f"{shown} refuses the connection: no server is listening.", url=url, permanent=False, key="refused")
    if isinstance(error, (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema, requests.exceptions.MissingSchema)):
        return FetchError(f"{shown} is no address that can be asked.", url=url, permanent=True, key="address")
    if any(isinstance(link, http.client.BadStatusLine) and not isinstance(link, ConnectionError) for link in chain):
        return FetchError(
            f"{shown} answers without a status, as HTTP/0.9 did, or in another protocol ({_last(chain)}).",
            url=url,
            permanent=False,
            key="no_http",
        )
    if any(
        (isinstance(link, http.client.HTTPException) and "headers" in str(link)) or isinstance(link, http.client.LineTooLong)
        for link in chain
    ):
        return FetchError(f"{shown} sends more headers than are read ({_last(chain)}).", url=url, permanent=False, key="headers")
    return FetchError(f"{shown}: the connection broke or the answer is no HTTP ({_last(chain)}).", url=url, permanent=False, key="broken")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        reason = getattr(error, "reason", None)
        inner = (
            next((argument for argument in error.args if isinstance(argument, BaseException)), None)
            if isinstance(error, (requests.RequestException, HTTPError))
            else None
        )
        error = reason if isinstance(reason, BaseException) else inner or error.__cause__ or error.__context__


def _last(chain: list[BaseException]) -> str:
    """The innermost reason, short: what a server sends must not fill a log."""
    return f"{type(chain[-1]).__name__}: {str(chain[-1])[:120]}" if str(chain[-1]) else type(chain[-1]).__name__

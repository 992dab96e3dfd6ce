"""One POST of JSON, with what its outcome means: accepted, refused for good, refused for now, or nobody knows."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import requests

from rasid.alert.channels.base import TIMEOUT
from rasid.errors import TransportError

PASSING = frozenset({408, 409, 421, 423, 425, 429})
"""4xx answers that another attempt can change."""
LONGEST_ANSWER = 65_536


def post(url: str, body: bytes, headers: Mapping[str, str], *, timeout: float = TIMEOUT, verify: bool = True) -> bytes:
    """The body of a 2xx answer. Redirects are not followed: a moved endpoint must be configured, not guessed.

    Raises TransportError: its message names the host alone, since the path of a webhook is its password.
    """
    host = urlsplit(url).hostname or "?"
    deadline = time.monotonic() + 2 * timeout
    try:
        with requests.post(
            url, data=body, headers=dict(headers), timeout=timeout, allow_redirects=False, stream=True, verify=verify
        ) as answer:
            content = b""
            for piece in answer.iter_content(8_192):
                content += piece
                if len(content) > LONGEST_ANSWER or time.monotonic() > deadline:
                    break
    except requests.exceptions.SSLError as error:
        raise TransportError(f"{host}: TLS failed ({tls_reason(error)})", permanent=False) from None
    except (requests.exceptions.ConnectTimeout, requests.exceptions.ProxyError) as error:
        raise TransportError(f"{host}: no connection ({type(error).__name__})", permanent=False) from None
    except requests.exceptions.ConnectionError as error:
        if "NameResolutionError" in repr(error):
            raise TransportError(f"{host}: the name is unknown", permanent=False) from None
        if "NewConnectionError" in repr(error):
            refused = "connection refused" if "refused" in repr(error) else "no connection"
            raise TransportError(f"{host}: {refused}", permanent=False) from None
        raise TransportError(f"{host}: the connection broke before the answer came", permanent=False, ambiguous=True) from None
    except requests.exceptions.Timeout:
        raise TransportError(f"{host}: no answer within {timeout:g} s", permanent=False, ambiguous=True) from None
    except (
        requests.exceptions.InvalidURL,
        requests.exceptions.MissingSchema,
        requests.exceptions.InvalidSchema,
        requests.exceptions.InvalidHeader,
    ):
        raise TransportError(f"{host}: the address cannot be used", permanent=True) from None
    except requests.exceptions.RequestException as error:
        raise TransportError(f"{host}: {type(error).__name__}", permanent=False, ambiguous=True) from None
    status = answer.status_code
    if 200 <= status < 300:
        return content
    permanent = 300 <= status < 500 and status not in PASSING
    raise TransportError(f"{host} answered {status}", permanent=permanent, retry_after=_retry_after(answer.headers.get("Retry-After")))


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

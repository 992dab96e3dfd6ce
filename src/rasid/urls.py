"""Web addresses: one canonical form for an article, what belongs to one site, and what may be shown in a log.

The canonical form stays fetchable: nothing is changed that a server could answer differently (``www.``, a trailing slash, the order of
the query). Forms that differ only so are told as one by :func:`identity_key`.
"""

from __future__ import annotations

import ipaddress
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract

DEFAULT_PORTS = {"http": 80, "https": 443}

TRACKING = re.compile(
    r"""(?ix)^(?:
        utm_\w+ | itm_\w+ | mtm_\w+ | pk_\w+ | hsa_\w+ | oly_\w+ | at_(?:medium|campaign|custom\d?|bbc_team|link_\w+|format|ptr_name|creation) | ns_\w+ | _x_tr_\w+ | __cf_chl\w*
      | fbclid | fb_(?:action_ids|action_types|source|comment_id|ref) | gclid | gclsrc | dclid | gbraid | wbraid | gad_source | yclid | ysclid | msclkid
      | twclid | ttclid | li_fat_id | igshid? | epik | s_kwcid | srsltid | mc_[ce]id | mkt_tok | _hsenc | _hsmi | _ga | _gl | vero_id | wickedid | ml_subscriber(?:_hash)?
      | xtor | ocid | ncid | cmpid | s_cid | icid | ito | smid | smtyp | taid | rss_id | ref_src | ref_url | referrer | guce_?\w* | guccounter
      | traffic_source | traffic_medium | share(?:d|_?from|_?id)? | sharetype | __twitter_impression | usqp | amp_js_v | amp_gsa | aoh | spm
    )$"""
)
"""Parameters that say where a reader came from, never what is shown (lists of the AdGuard and ClearURLs projects, and of Arabic sites' share buttons)."""

AMP_PARAMETER = re.compile(r"(?i)^(?:amp(?:=(?:1|true|yes)?)?|outputtype=amp|output=amp|view=amp|_amp=(?:1|true)?|noamp=\w*)$")
AMP_CACHE = re.compile(r"(?i)^/(?:amp|[cvri])/(s/)?(.+)$")
AMP_TAIL = re.compile(r"(?i)(?<=[^/])(?:/amp(?=/?$)|(?:\.|/)amp(?=\.html?$)|\.amp$)")
AMP_HEAD = re.compile(r"(?i)^/amp(?=/[^/])")

OUTSIDE = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
"""Invisible marks that word processors leave at the ends of Arabic text, addresses included."""
BREAKS = re.compile(r"[\t\r\n]")
ESCAPE = re.compile(
    r"%(?:(2[DEde]|3[0-9]|4[1-9A-Fa-f]|5[0-9AaFf]|6[1-9A-Fa-f]|7[0-9AaEe]|[0-9A-Fa-f][a-f]|[a-f][0-9A-Fa-f])|(?![0-9A-Fa-f]{2}))"
)
"""Only escapes that are not canonical: of an unreserved character, in lower case, or none at all."""
CLEAN = re.compile(r"[A-Za-z0-9\-._~%/:@!$&'()*+,;=]*")
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
PATH_SAFE = "%/:@!$&'()*+,;=-._~"
QUERY_SAFE = "%/:@!$&'()*+,;=-._~?[]"
OTHER_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+-]*:(?!\d)")
HOST = re.compile(r"^[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?$")


@lru_cache(maxsize=8192)
def canonical_url(url: str, base: str | None = None) -> str:
    """The one address of an article, in ASCII: ``url``, resolved against ``base``, without what does not change the page.

    Lower-case scheme and host (IDN as ``xn--``), no default port, user name, fragment (``#!`` stays), tracking parameters or AMP; Arabic
    letters percent-encoded once, in upper case. Never raises: whatever is no http(s) address becomes the empty string.
    """
    parts = _split(url, base)
    if parts is None:
        return ""
    parts = _outside_amp_cache(parts)
    host = _host(parts)
    if not host:
        return ""
    if base and host.startswith("amp."):
        host = _host_of_base(host, base)
    try:
        port = parts.port
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    netloc = host if port in (None, DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    path = _escape(_without_dots(parts.path) or "/", PATH_SAFE)
    path = AMP_HEAD.sub("", AMP_TAIL.sub("", path)) or "/"
    fragment = _escape(parts.fragment, QUERY_SAFE) if parts.fragment.startswith("!") else ""
    return urlunsplit((scheme, netloc, path, _query(parts.query), fragment))


def fetchable_url(url: str, base: str | None = None) -> str:
    """``url`` as it goes over the wire: like :func:`canonical_url`, but nothing is left out except the fragment. Empty for no http(s) address."""
    parts = _split(url, base)
    host = _host(parts) if parts else ""
    try:
        port = parts.port if parts else None
    except ValueError:
        return ""
    if parts is None or not host:
        return ""
    scheme = parts.scheme.lower()
    netloc = host if port in (None, DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    return urlunsplit((scheme, netloc, _escape(_without_dots(parts.path) or "/", PATH_SAFE), _escape(parts.query, QUERY_SAFE), ""))


@lru_cache(maxsize=8192)
def identity_key(url: str) -> str:
    """Equal for two addresses that are the same article in all likelihood: scheme, ``www.``, ``m.``, slash at the end and order of the query ignored."""
    parts = urlsplit(canonical_url(url) or url)
    host = re.sub(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)", "", parts.netloc)
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}?{query}"


def forms_of(url: str) -> tuple[str, ...]:
    """Other addresses a site writes for the same article: with the other scheme, with or without ``www.``, with or without a slash at the end."""
    parts = urlsplit(url)
    hosts = (parts.netloc, parts.netloc.removeprefix("www.") if parts.netloc.startswith("www.") else f"www.{parts.netloc}")
    paths = (parts.path, parts.path.rstrip("/") if parts.path.endswith("/") else f"{parts.path}/")
    forms = (urlunsplit((scheme, host, path, parts.query, "")) for scheme in ("https", "http") for host in hosts for path in paths)
    return tuple(form for form in forms if form != url)


def registrable_domain(url: str) -> str:
    """``bbc.co.uk`` for any address below it; the host itself for an IP address or a name without a public suffix; empty when there is no host.

    By the Public Suffix List that tldextract carries, private suffixes (``blogspot.com``) included; nothing is fetched, nothing written.
    """
    bare = url and "//" not in url and not OTHER_SCHEME.match(url)
    parts = _split(f"http://{url}" if bare else url, None)
    host = _host(parts) if parts else ""
    return _domain_of(host) if host else ""


def same_site(a: str, b: str) -> bool:
    """Both addresses lie under one registrable domain."""
    return (domain := registrable_domain(a)) != "" and domain == registrable_domain(b)


def host_key(url: str) -> str:
    """``scheme://host:port``, the port always written: what politeness is counted by. Raises ValueError when there is no http(s) host."""
    parts = _split(url, None)
    host = _host(parts) if parts else ""
    if parts is None or not host:
        raise ValueError(f"no http(s) address: {redact(url)!r}")
    scheme = parts.scheme.lower()
    return f"{scheme}://{host}:{parts.port or DEFAULT_PORTS[scheme]}"


SECRET_NAME = re.compile(
    r"(?i)(?:token|secret|passw|passwd|pwd|api[-_]?key|access[-_]?key|^key$|^sig$|signature|^auth|session|^sid$|jwt|credential|^code$)"
)
SECRET_PATHS = re.compile(
    r"(?i)^(https?://(?:hooks\.slack\.com/(?:services|workflows|triggers)|(?:\w+\.)?discord(?:app)?\.com/api/webhooks|hc-ping\.com"
    r"|api\.telegram\.org|[\w.-]+\.webhook\.office\.com|[\w.-]+\.logic\.azure\.com|ntfy\.sh|maker\.ifttt\.com))/.+$"
)
USER = re.compile(r"^([a-z][a-z0-9+.-]*://)(?:([^/?#@]*)@)", re.IGNORECASE)
SHOWABLE = re.compile(r"(?i)^(?:https?|postgresql|postgres|sqlite|mysql|ftp)(?:\+\w+)?:")
"""Elsewhere (Apprise's ``slack://…``, ``tgram://…``) host and path are the secret."""


def redact(url: str) -> str:
    """``url`` as it may be logged or shown: passwords, secret parameters and the secret paths of webhooks become ``***``."""
    if "://" in url and not SHOWABLE.match(url):
        return url.split("://", 1)[0] + "://***"
    url = SECRET_PATHS.sub(r"\1/***", url)
    user = USER.match(url)
    if user:
        name = user[2].partition(":")[0]
        url = f"{user[1]}{name + ':' if ':' in user[2] and name else ''}***@{url[user.end() :]}"
    return re.sub(r"([?&;#])([^=&;#?]+)=([^&;#]*)", lambda m: f"{m[1]}{m[2]}=***" if SECRET_NAME.search(m[2]) else m[0], url)


def _split(url: str, base: str | None) -> SplitResult | None:
    url = BREAKS.sub("", url.strip().strip(OUTSIDE).strip())
    try:
        # browsers read a backslash as a slash; Python does not, and then sees another host than they do
        head, mark, tail = url.partition("?")
        url = head.replace("\\", "/") + mark + tail
        joined = urljoin(base, url) if base else url
        parts = urlsplit(joined)
        return parts if parts.scheme.lower() in DEFAULT_PORTS and parts.hostname else None
    except ValueError:
        return None


def _host(parts: SplitResult) -> str:
    try:
        host = parts.hostname or ""
        if ":" in host:
            return f"[{ipaddress.IPv6Address(host.partition('%')[0]).compressed}]"
        return _ascii_host(host.rstrip("."))
    except ValueError:
        return ""


@lru_cache(maxsize=1024)
def _ascii_host(host: str) -> str:
    if not host.isascii() or "%" in host:
        from urllib.parse import unquote

        import idna

        try:
            host = idna.encode(unquote(host), uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            return ""
    return host if HOST.match(host) else ""


def _escape(text: str, safe: str) -> str:
    if "%" in text:
        text = ESCAPE.sub(_one_escape, text)
    return text if CLEAN.fullmatch(text) else quote(text, safe=safe, errors="replace")


def _one_escape(match: re.Match[str]) -> str:
    if match[1] is None:
        return "%25"
    character = chr(int(match[1], 16))
    return character if character in UNRESERVED else match[0].upper()


def _without_dots(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            del kept[max(1, len(kept) - 1) :]
        elif segment != ".":
            kept.append(segment)
    return "/".join(kept) + ("/" if segments[-1] in (".", "..") else "")


def _query(query: str) -> str:
    if not query:
        return ""
    pairs = query.replace("&amp;", "&").split("&")
    kept = [pair for pair in pairs if pair and not TRACKING.match(pair.partition("=")[0]) and not AMP_PARAMETER.match(pair)]
    return _escape("&".join(kept), QUERY_SAFE)


def _outside_amp_cache(parts: SplitResult) -> SplitResult:
    """``google.com/amp/s/host/…`` and ``host.cdn.ampproject.org/c/s/host/…`` name the publisher's address in their path."""
    host = (parts.hostname or "").lower()
    if not (host.endswith(("cdn.ampproject.org", ".ampproject.net")) or re.fullmatch(r"(?:www\.)?google\.[a-z.]+", host)):
        return parts
    inner = AMP_CACHE.match(parts.path)
    if inner is None or "." not in inner[2].partition("/")[0]:
        return parts
    return urlsplit(f"{'https' if inner[1] else 'http'}://{inner[2]}{'?' + parts.query if parts.query else ''}")


def _host_of_base(host: str, base: str) -> str:
    """``amp.example.com`` is ``www.example.com`` or ``example.com``: the page that links to it knows which."""
    parts = _split(base, None)
    of_base = _host(parts) if parts else ""
    return of_base if of_base.removeprefix("www.") == host.removeprefix("amp.") else host


@cache
def _suffixes() -> TLDExtract:
    from tldextract import TLDExtract

    return TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)


@lru_cache(maxsize=4096)
def _domain_of(host: str) -> str:
    found = _suffixes()(host)
    if found.top_domain_under_public_suffix:
        return str(found.top_domain_under_public_suffix)
    # under a suffix the list does not know, the last label counts as one (publicsuffix.org, the rule «*»)
    unknown = not found.suffix and not found.ipv4 and not host.startswith("[")
    return ".".join(host.split(".")[-2:]) if unknown else host

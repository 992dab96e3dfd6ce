"""What to do about a message that was not accepted, by what the channel said of it."""

from __future__ import annotations

import re

BY_ITSELF = "It is tried again by itself."
_BY_WORDS = (
    (
        "connection refused",
        f"Nothing listens at that address: is the service running, and host and port in the routes file right? {BY_ITSELF}",
    ),
    ("name is unknown", f"The host's name cannot be resolved: look for a slip in the routes file, and at this machine's DNS. {BY_ITSELF}"),
    (
        "TLS",
        f"The certificate was not accepted: see whether it has expired or belongs to another name; a webhook of your own may say ?verify=no. {BY_ITSELF}",
    ),
    (
        "no answer",
        f"It may have arrived all the same; the same message is sent again with the same key. See whether the service is slow. {BY_ITSELF}",
    ),
    ("broke before the answer", f"It may have arrived all the same; the same message is sent again with the same key. {BY_ITSELF}"),
    ("no connection", f"The host cannot be reached from here: look at the network, a firewall, the port. {BY_ITSELF}"),
    ("cannot be used", "Correct the address in the routes file."),
)
_BY_STATUS = (
    (range(300, 400), "The address has moved, and redirects are not followed: put the new one into the routes file."),
    ((401, 403), "It does not accept the key, token or password: make a new one there and put it into the routes file."),
    ((404, 410), "There is no such hook, channel or recipient any more: make a new one there and put it into the routes file."),
    ((407,), "The proxy of this machine wants a password: see HTTPS_PROXY."),
    ((413,), "It takes no message of this size: narrow the route with source: or severity: tags."),
    ((429,), "It wants fewer messages: the next one goes when it said so (Retry-After). Raise RASID_GROUP_WAIT_SECONDS if this repeats."),
    ((530, 534, 535, 538), "The mail server does not accept user or password: correct them in the routes file."),
    ((550, 551, 553, 554), "The mail server refuses sender or recipient: correct the addresses in the routes file, or ask its administrator."),
    (range(400, 500), "It does not take this message. Try `rasid alerts test`; if that is refused too, correct the address, else report it as a bug of rasid."),
    (range(500, 600), f"The service itself is in trouble. {BY_ITSELF}"),
)  # fmt: skip


def remedy(error: str) -> str:
    """One or two sentences; empty where there is nothing to say. ``error`` is a line of the delivery log."""
    if found := re.search(r"answered (\d{3})", error):
        status = int(found[1])
        return next((advice for statuses, advice in _BY_STATUS if status in statuses), "")
    return next((advice for words, advice in _BY_WORDS if words in error), "")


def reason(error: str) -> str:
    """What went wrong, without whatever advice follows it."""
    return re.split(r"\.(?: (?=[A-Z])|$)", error, maxsplit=1)[0]


def told(error: str) -> str:
    """What went wrong, and what to do about it."""
    return f"{reason(error)}. {remedy(error)}".rstrip() if error else ""

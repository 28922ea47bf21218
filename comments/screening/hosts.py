"""Web addresses in plain text, and the hosts that they lead to."""

import re
from collections.abc import Iterable

MOST_HOSTS = 10
"""So many hosts of a comment are looked at; one with more links is held for their number."""
_LONGEST_HOST = 253

# With a scheme, with www., or the bare name of a host under a domain that sees much advertising:
# each begins only where a word does, so that no text is looked through twice.
_LINK = re.compile(
    r"(?<![\w.@-])(?:(?:https?://|www\.)[^\s<>\"]{1,2000}|(?:[a-z0-9-]{1,63}\.){1,4}"
    r"(?:com|net|org|info|biz|ru|cn|xyz|top|site|online|shop|store|club|icu|io)\b"
    r"(?:/[^\s<>\"]{0,2000})?)",
    re.IGNORECASE,
)
_AUTHORITY = re.compile(r"(?:[a-z]{1,10}://)?(?:[^/?#\\\s]*@)?([^/?#\\\s:]*)", re.IGNORECASE)


def links(text: str) -> list[str]:
    return _LINK.findall(text)


def host_of(address: str) -> str:
    """The host of a web address in lower case and without `www.`, or ""."""
    found = _AUTHORITY.match(address.strip())
    host = found[1].lower().strip(".,;!)") if found else ""
    host = host.removeprefix("www.")
    return host if "." in host and len(host) <= _LONGEST_HOST else ""


def hosts(addresses: Iterable[str]) -> list[str]:
    """The hosts of these addresses, each once, in their order, at most MOST_HOSTS."""
    return list(dict.fromkeys(filter(None, map(host_of, addresses))))[:MOST_HOSTS]


def of_comment(body: str, website: str) -> list[str]:
    """The hosts that a comment leads to, by its text and as its writer's website."""
    return hosts([*links(body), website])


def with_domains(found: Iterable[str]) -> list[str]:
    """These hosts and the domains that they belong to: blog.example.org and example.org."""
    every: dict[str, None] = {}
    for host in found:
        parts = host.split(".")[-4:]
        every[host] = None
        every.update((".".join(parts[place:]), None) for place in range(len(parts) - 1))
    return list(every)

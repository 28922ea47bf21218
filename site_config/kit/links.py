"""Lists of links as people write them: one a line, the words first and the address last."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from site_config.kit.html.policies import ARTICLE


@dataclass(frozen=True)
class Link:
    """A link of a list; `label` is what readers see of it."""

    label: str
    address: str


class BadLine(ValueError):
    """A line that is no link; the message names it and the way out."""


def parse(text: str) -> list[Link]:
    """The links of `text`, which `check` has let through."""
    return [_link(line) for line in text.splitlines() if line.strip()]


def check(text: str) -> None:
    """Raise BadLine unless every line ends with a path of this site or an address with https."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not is_allowed(_link(line).address):
            raise BadLine(
                _(
                    "Line %(number)d ends with “%(address)s”. End it with a path such as /about/, "
                    "or with an address that begins with https://."
                )
                % {"number": number, "address": _link(line).address}
            )


def is_allowed(address: str) -> bool:
    """Whether a page of ours may send readers there: a path of its own, or https."""
    if ARTICLE.link_address(address) != address:
        return False
    return _is_path(address) or _is_https(address)


def _link(line: str) -> Link:
    words, _space, address = line.strip().rpartition(" ")
    return Link(words.strip() or _shortened(address), address)


def _shortened(address: str) -> str:
    return address.removeprefix("https://").removeprefix("www.").rstrip("/")


def _is_path(address: str) -> bool:
    return address.startswith("/") and not address.startswith("//")


def _is_https(address: str) -> bool:
    try:
        return address.startswith("https://") and bool(urlsplit(address).hostname)
    except ValueError:
        # A host that nobody can read, as in `https://[::1`.
        return False

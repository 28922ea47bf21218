"""Reading the mail that readers get, and following its links."""

import re

from django.core import mail
from django.core.mail import EmailMessage

from tests.support.worker import work

_PATH = re.compile(r"https?://[^/\s]+(/comments/[^\s>]+)")


def letters_to(address: str = "kim@reader.example") -> list[EmailMessage]:
    """What was sent to the address so far, oldest first, once the worker has done its work."""
    work()
    return [message for message in mail.outbox if message.to == [address]]


def subjects(address: str = "kim@reader.example") -> list[str]:
    return [message.subject for message in letters_to(address)]


def path_in(text: str, place: str) -> str:
    """The path of the only link in a mail that leads below /comments/`place`/."""
    [found] = {path for path in _PATH.findall(text) if path.startswith(f"/comments/{place}/")}
    return found

"""Asking Akismet, where the site has a key for it.

What is sent: the name, the e-mail address, the website and the text of one comment, and the address
of its article; never the reader's network address, which is not kept. Without AKISMET_KEY nothing
is sent to anybody.
"""

from http.client import HTTPException
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from comments.models import Comment

TIMEOUT = 10.0
_LONGEST_ANSWER = 100


class NoAnswer(Exception):
    """Akismet did not say whether it is spam; the message says why."""


class _NoRedirects(HTTPRedirectHandler):
    """A reader's words go to one address only."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def takes_for_spam(comment: Comment, *, permalink: str) -> bool:
    """Ask about one comment. Raises NoAnswer."""
    fields = {
        "api_key": settings.AKISMET_KEY,
        "blog": settings.SITE_URL,
        "user_ip": "0.0.0.0",  # noqa: S104 - Akismet demands one; the site keeps none
        "permalink": f"{settings.SITE_URL}{permalink}",
        "comment_type": "comment",
        "comment_author": comment.author_name,
        "comment_author_email": comment.author_email,
        "comment_author_url": comment.author_website,
        "comment_content": comment.body,
    }
    request = Request(  # noqa: S310 - the settings take http and https only
        settings.AKISMET_URL, data=urlencode(fields).encode(), method="POST"
    )
    try:
        with build_opener(_NoRedirects).open(request, timeout=TIMEOUT) as response:
            answer = response.read(_LONGEST_ANSWER).decode(errors="replace").strip()
    except (URLError, OSError, HTTPException) as error:
        raise NoAnswer(f"it does not answer: {type(error).__name__}") from error
    if answer not in {"true", "false"}:
        raise NoAnswer("it answered neither true nor false; is AKISMET_KEY right?")
    return answer == "true"

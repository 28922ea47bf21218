"""Views that only show something."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.views.decorators import http
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponseBase]


def require_safe(view: Any) -> Any:
    """Take GET and HEAD, and answer 405 to anything else, as django.views.decorators.http does.

    What changes nothing needs no token against forged requests; without one, the check for it would
    answer 403 and ask for cookies.
    """
    return csrf_exempt(http.require_safe(view))

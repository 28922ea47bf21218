"""What a view says about its page: that it may be stored, and what it shows."""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import wraps
from math import inf
from typing import Any

from django.http import HttpRequest, HttpResponse

from site_config.kit.pagination import to_first_page

View = Callable[..., HttpResponse]
_CARRIED = "page_keys"
_PARAMETERS = "page_parameters"
_RIGHT_UNTIL = "page_right_until"


def public_page(*parameters: str, keys: Iterable[str] = ()) -> Callable[[View], View]:
    """Let the page cache store what the view answers with status 200, the same for every reader.

    `parameters` are those of the query that the view knows; it never sees others. `keys` are
    carried by all its pages, beside what the view names with `carry`. The first page of a list has
    one address, that without a number. It must be the outermost
    decorator, because the page cache asks the view of an address for its parameters.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if "page" in parameters and request.GET.get("page") == "1":
                return to_first_page(request)
            setattr(request, _CARRIED, set(keys))
            response = view(request, *args, **kwargs)
            setattr(response, _CARRIED, getattr(request, _CARRIED))
            setattr(response, _RIGHT_UNTIL, getattr(request, _RIGHT_UNTIL, inf))
            return response

        setattr(wrapper, _PARAMETERS, frozenset(parameters))
        return wrapper

    return decorate


def carry(request: HttpRequest, *keys: str) -> None:
    """Say that the page being made shows what `keys` name. Elsewhere this does nothing."""
    carried: set[str] | None = getattr(request, _CARRIED, None)
    if carried is not None:
        carried.update(keys)


def keep_out(request: HttpRequest) -> None:
    """Say that this answer must not be stored, for example because it is one of very many."""
    setattr(request, _CARRIED, None)


def changes_at(request: HttpRequest, moment: dt.datetime) -> None:
    """Say that the page being made is another one from `moment` on, though no verb is called then.

    For moments that follow from what the page shows. Those that a verb knows are dated purges.
    """
    before: float = getattr(request, _RIGHT_UNTIL, inf)
    setattr(request, _RIGHT_UNTIL, min(before, moment.timestamp()))


def parameters_of(view: View) -> frozenset[str] | None:
    """The query parameters that a public page knows, or None for any other view."""
    return getattr(view, _PARAMETERS, None)


def right_until(response: object) -> float:
    """Until when the page of `response` is right by itself, in seconds since the epoch."""
    until: float = getattr(response, _RIGHT_UNTIL, inf)
    return until


def keys_of(response: object) -> frozenset[str] | None:
    """What the page of `response` carries, or None where it must not be stored."""
    carried: set[str] | None = getattr(response, _CARRIED, None)
    return None if carried is None else frozenset(carried)

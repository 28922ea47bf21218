"""Who is reading: a staff account that proved itself, or anybody."""

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest


def staff_account(request: HttpRequest) -> User | None:
    """The signed-in staff account, or None.

    A reader without a session cookie is never looked up, so that a public page stays the same
    for everybody and costs no query.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = request.user
    return user if user.is_authenticated and user.is_active and user.is_staff else None


def display_name(user: User) -> str:
    """The name under which an account comments and decides."""
    return user.get_full_name() or user.get_username()

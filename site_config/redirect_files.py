"""Redirects as a CSV file: the old path and the new address, one pair a line."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from site_config.models import Redirect
from site_config.redirects import Wish

HEADER = ["old", "new"]
MAX_BYTES = 1_000_000
MAX_LINES = 5_000


class Unreadable(ValueError):
    """The file is no such list; the message says what is wrong with it."""


def decoded(data: bytes) -> str:
    """The text of a file, with or without a byte order mark. Raises Unreadable."""
    if len(data) > MAX_BYTES:
        raise Unreadable(_("The file is larger than one megabyte. Split it."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(_("The file is not in UTF-8. Save it as “CSV UTF-8”.")) from error


def read(text: str) -> list[Wish]:
    """The redirects that `text` asks for. Raises Unreadable."""
    first_line = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first_line else ",")
    wishes = []
    try:
        for row in rows:
            if any(cell.strip() for cell in row) and row[:2] != HEADER:
                old_path, target, *_rest = [*row, "", ""]
                wishes.append(Wish(old_path, target, line=rows.line_num))
    except csv.Error as error:
        message = _("Line %(line)d cannot be read: %(error)s")
        raise Unreadable(message % {"line": rows.line_num, "error": error}) from error
    if not wishes:
        raise Unreadable(_("The file holds no redirect. Each line is: old path, new address."))
    if len(wishes) > MAX_LINES:
        message = _("The file has more than %(limit)d lines. Split it.")
        raise Unreadable(message % {"limit": MAX_LINES})
    return wishes


def written(redirects: Iterable[Redirect]) -> str:
    """The same list as a file."""
    buffer = io.StringIO()
    lines = csv.writer(buffer)
    lines.writerow(HEADER)
    lines.writerows((redirect.old_path, redirect.target) for redirect in redirects)
    return buffer.getvalue()

"""One demonstration login per role, with passwords that exist in one file only."""

import os
import secrets
from pathlib import Path

from django.contrib.auth.models import Group, User

ROLES = {
    "Writer": ("writer", "Wanda", "Writer"),
    "Editor": ("editor", "Edgar", "Editor"),
    "Medical reviewer": ("reviewer", "Rosa", "Reviewer"),
    "Moderator": ("moderator", "Momo", "Moderator"),
    "Administrator": ("administrator", "Ada", "Administrator"),
}


def create(logins: Path) -> dict[str, User]:
    """Make an account for each role and write `logins`: role, user, password per line."""
    accounts: dict[str, User] = {}
    lines: list[str] = []
    for role, (username, first, last) in ROLES.items():
        password = secrets.token_urlsafe(12)
        user = User.objects.create_user(
            username,
            "",
            password,
            first_name=first,
            last_name=last,
            is_staff=True,
        )
        user.groups.add(Group.objects.get(name=role))
        accounts[role] = user
        lines.append(f"{role}\t{username}\t{password}\n")
    descriptor = os.open(logins, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(lines)
    return accounts


def give_addresses(accounts: dict[str, User]) -> None:
    """Done last, so that nobody is mailed about what was staged."""
    for account in accounts.values():
        account.email = f"{account.get_username()}@example.org"
        account.save(update_fields=["email"])

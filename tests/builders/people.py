"""Accounts of each role, and the people and teams of bylines.

Whoever asks twice for the same name gets the same person.
"""

from django.contrib.auth.models import Group, User
from django.utils.text import slugify

from articles.models import Author, Team

PASSWORD = "correct horse battery staple"


def writer(username: str = "writer") -> User:
    return account(username, role="Writer")


def editor(username: str = "editor") -> User:
    return account(username, role="Editor")


def reviewer(username: str = "reviewer") -> User:
    """An account of the role Medical reviewer."""
    return account(username, role="Medical reviewer")


def moderator(username: str = "moderator") -> User:
    return account(username, role="Moderator")


def administrator(username: str = "administrator") -> User:
    """An account of the role Administrator: all roles in one, but no superuser."""
    return account(username, role="Administrator")


def superuser(username: str = "root") -> User:
    found = User.objects.filter(username=username).first()
    return found or User.objects.create_superuser(username, f"{username}@desk.example", PASSWORD)


def account(username: str, *, role: str = "", is_staff: bool = True) -> User:
    """An account that signs in with PASSWORD; without a role it may do nothing."""
    found = User.objects.filter(username=username).first()
    if found is not None:
        return found
    user = User.objects.create_user(
        username, f"{username}@desk.example", PASSWORD, is_staff=is_staff
    )
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def author(
    name: str = "Ana Alonso", *, credentials: str = "", bio: str = "", user: User | None = None
) -> Author:
    """A person with a byline; `user` is the login, if the person has one."""
    values = {"name": name, "credentials": credentials, "bio": bio, "user": user}
    return Author.objects.get_or_create(slug=slugify(name), defaults=values)[0]


def team(name: str = "Sleep Team", *, description: str = "") -> Team:
    values = {"name": name, "description": description}
    return Team.objects.get_or_create(slug=slugify(name), defaults=values)[0]

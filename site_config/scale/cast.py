"""Who and what the articles refer to: accounts, authors, teams, categories and tags."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, User

from articles.models import Author, Category, Tag, Team
from site_config.scale.words import Writer

# The account that has written whatever the command made; what others wrote is not touched.
WRITER = "scale-writer"
EDITOR = "scale-editor"

TOP_CATEGORIES, CHILDREN = 8, 4
TAGS, AUTHORS, TEAMS = 300, 60, 8


@dataclass(frozen=True)
class Cast:
    writer: User
    editor: User
    categories: list[Category]
    tags: list[Tag]
    authors: list[Author]
    teams: list[Team]


def gather() -> Cast:
    """Make those that are missing. Nobody can sign in with these accounts."""
    return Cast(
        writer=_account(WRITER, role="Writer"),
        editor=_account(EDITOR, role="Administrator"),
        categories=_categories(),
        tags=[_tag(number) for number in range(1, TAGS + 1)],
        authors=[_author(number) for number in range(1, AUTHORS + 1)],
        teams=[_team(number) for number in range(1, TEAMS + 1)],
    )


def _account(username: str, *, role: str) -> User:
    account, is_new = User.objects.get_or_create(username=username, defaults={"is_staff": True})
    if is_new:
        account.set_unusable_password()
        account.save(update_fields=["password"])
        account.groups.add(Group.objects.get(name=role))
    return account


def _categories() -> list[Category]:
    found = []
    for number in range(1, TOP_CATEGORIES + 1):
        parent = _category(f"scale-category-{number}", None, number)
        children = range(1, CHILDREN + 1)
        found += [parent, *(_category(f"{parent.slug}-{child}", parent, 100) for child in children)]
    return found


def _category(slug: str, parent: Category | None, position: int) -> Category:
    name = f"{Writer(slug).title()} {slug.removeprefix('scale-category-')}"
    values = {"name": name, "parent": parent, "position": position}
    return Category.objects.get_or_create(slug=slug, defaults=values)[0]


def _tag(number: int) -> Tag:
    name = f"{' '.join(Writer(f'tag {number}').words(2))} {number}"
    return Tag.objects.get_or_create(slug=f"scale-tag-{number}", defaults={"name": name})[0]


def _author(number: int) -> Author:
    name = " ".join(Writer(f"author {number}").words(2)).title()
    values = {"name": name, "bio": f"<p>{name} was made up to measure with.</p>"}
    return Author.objects.get_or_create(slug=f"scale-author-{number}", defaults=values)[0]


def _team(number: int) -> Team:
    name = f"{Writer(f'team {number}').title()} Team {number}"
    return Team.objects.get_or_create(slug=f"scale-team-{number}", defaults={"name": name})[0]

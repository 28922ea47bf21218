"""Who may do what: the five roles, as the migration makes them."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser, Group, User

from articles import labels as label_verbs
from articles import permissions
from articles.errors import NotPermitted
from articles.images import library
from articles.images.intake import take_in
from articles.models import Tag
from site_config import redirects
from site_config.models import Redirect
from site_config.redirects import Wish
from tests.builders import NOW, articles, faqs, images, labels, pages, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ALL = {"submit", "review", "sign_off", "publish", "edit_any"}
# What each role holds of the permissions that verbs ask for, by hand.
HOLDS = {
    "Writer": {"submit"},
    "Editor": {"submit", "review", "publish", "edit_any"},
    "Medical reviewer": {"sign_off"},
    "Moderator": set(),
    "Administrator": ALL,
}


@pytest.mark.row("U5")
def test_the_migration_makes_five_roles() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(HOLDS)


@pytest.mark.row("U5")
@pytest.mark.parametrize("role", HOLDS)
def test_each_role_holds_what_its_work_needs(role: str) -> None:
    user = people.account("somebody", role=role)
    held = {name for name in ALL if user.has_perm(f"articles.{name}_article")}
    assert held == HOLDS[role]


def test_own_and_any() -> None:
    mine = [articles.draft(), faqs.draft()]
    page = pages.draft()
    expected: dict[User | AnonymousUser, bool] = {
        people.writer(): True,
        people.writer("other"): False,
        people.editor(): True,
        people.reviewer(): False,
        people.moderator(): False,
        people.account("no role"): False,
        AnonymousUser(): False,
    }
    for article in mine:
        found = {user: permissions.may_edit(user, article) for user in expected}
        assert found == expected
    assert permissions.may_edit(people.editor(), page)
    assert not permissions.may_edit(people.writer(), page)


def test_the_byline_opens_an_article_and_losing_the_right_closes_it() -> None:
    other = people.writer("other")
    article = articles.draft(authors=[people.author("Otto", user=other)])
    assert permissions.may_edit(other, article)
    other.groups.clear()
    assert not permissions.may_edit(User.objects.get(pk=other.pk), article)


def test_nobody_owns_what_the_machine_started() -> None:
    article = articles.draft()
    type(article).objects.filter(pk=article.pk).update(created_by=None)
    article.refresh_from_db()
    assert not permissions.owns(AnonymousUser(), article)
    assert not permissions.owns(people.writer("other"), article)


def test_the_machine_is_not_asked_and_an_account_switched_off_is_refused() -> None:
    permissions.require(None, permissions.PUBLISH)
    gone = people.superuser()
    gone.is_active = False
    with pytest.raises(NotPermitted, match="Ask an editor"):
        permissions.require(gone, permissions.PUBLISH)


def _put_redirect(by: User | None) -> Redirect:
    return redirects.put([Wish("/old/", "/new/")], by=by, now=NOW)[0]


# A verb that somebody without a role asks for, after what it needs was made.
REFUSED: dict[str, Callable[[User], object]] = {
    "make a label": lambda nobody: label_verbs.create(Tag(name="Rest", slug="rest"), by=nobody),
    "change a label": lambda nobody: label_verbs.change(labels.tag("Rest"), by=nobody, now=NOW),
    "take in a picture": lambda nobody: take_in(images.file(), title="Bed", by=nobody, now=NOW),
    "change a picture": lambda nobody: library.save(images.image(), by=nobody, now=NOW),
    "put a redirect": _put_redirect,
    "change a redirect": lambda nobody: redirects.change(
        _put_redirect(None), Wish("/old/", "/newer/"), by=nobody, now=NOW
    ),
}


@pytest.mark.row("U5")
@pytest.mark.parametrize("verb", REFUSED)
def test_the_verb_itself_asks_for_the_permission(verb: str) -> None:
    with pytest.raises(NotPermitted):
        REFUSED[verb](people.account("nobody"))

"""Five roles, an account without one, and nobody, on every address of the admin.

What they may do equals `permission_table`, which is written by hand. An address, a bulk action or a
list with inline edits that is not in it fails with its name.
"""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, Group, User
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django_tasks_db.models import DBTaskResult

from articles import picture_trash, reports, trash
from articles.admin.steps import STEPS as TAKEN
from articles.models import ErrorReport, MissedSearch, Revision, ShareLink
from comments.models import Ban, CategoryModeration, DataRequest, Panic, Rule
from comments.notifications import mail_moderators
from site_config import redirects
from site_config.kit.outbox import letters as letters_of
from site_config.kit.outbox.models import Letter
from site_config.kit.site import present
from site_config.redirects import Wish
from tests.builders import DAY, HOUR, NOW, articles, comments, faqs, images, labels, pages, people
from tests.house import permission_table as table

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.row("U5")]

WHO: dict[str, Callable[[], User]] = {
    "W": people.writer,
    "E": people.editor,
    "R": people.reviewer,
    "M": people.moderator,
    "A": people.administrator,
    "-": lambda: people.account("no role"),
}
DESK = ("articles_article", "articles_faq", "articles_page")
# Of each model: its list, a new row; then of one row.
VERBS = ("changelist", "add", "change", "delete", "history")
# What an address is asked with, and what is sent there, so that only permission decides.
QUERIES = {
    "autocomplete": "?app_label=articles&model_name=article&field_name=category&term=x",
    **{f"{model}_compare": "?from=before&to=desk" for model in DESK},
}
SENT = {
    **{f"{model}_review": {"verb": "move"} for model in DESK},
    **{f"{model}_restore": {"base_version": "1"} for model in DESK},
}
# What an address asks for besides the number of a row.
NAMED = {"app_label": "articles", "number": 1, "decision": "approve"}
# A status of our own for being sent to the login page.
SIGN_IN = 401


@pytest.fixture
def rows() -> dict[str, Any]:
    """One row of each model, none of them made by an account of WHO."""
    other = people.writer("other")
    article = articles.draft(by=other)
    comment = comments.pending(article)
    mail_moderators.enqueue(comment.pk)
    letters_of.put(to="a@x.example", subject="S", text="T", now=NOW)
    message = reports.Message(ErrorReport.Sort.WRONG, "No.")
    found = {
        "articles_article": article.pk,
        "articles_review": article.pk,
        "articles_errorreport": reports.report(article.pk, message, now=NOW).pk,
        "articles_missedsearch": MissedSearch.objects.create(
            words="unused", times=1, last_on=NOW.date()
        ).pk,
        "articles_trashedarticle": trashed_article(other),
        "articles_trashedimage": trashed_image(other),
        "articles_faq": faqs.draft(by=other).pk,
        "articles_page": pages.draft(by=people.editor("other editor")).pk,
        "articles_image": images.image(by=other).pk,
        "articles_category": labels.category("Unused").pk,
        "articles_tag": labels.tag("Unused").pk,
        "articles_author": people.author("Unused").pk,
        "articles_team": people.team("Unused").pk,
        "comments_comment": comment.pk,
        "comments_discussion": comment.discussion_id,
        "comments_rule": Rule.objects.create(words="unused", created_at=NOW).pk,
        "comments_ban": Ban.objects.create(
            sort="host", value="unused.example", reason="Ads", begins_at=NOW
        ).pk,
        "comments_categorymoderation": CategoryModeration.objects.create(
            category=labels.category("Moderated"), moderation="all"
        ).pk,
        "comments_panic": Panic.objects.create(
            measure="hold", begins_at=NOW, ends_at=NOW + HOUR
        ).pk,
        "comments_datarequest": DataRequest.objects.create(email="a@x.example", at=NOW).pk,
        "site_config_redirect": redirects.put([Wish("/old", "/new/")], by=None, now=NOW)[0].pk,
        "site_sitesettings": present.ONLY,
        "auth_user": people.account("bystander").pk,
        "auth_group": Group.objects.create(name="Unused").pk,
        "django_tasks_database_dbtaskresult": DBTaskResult.objects.all()[0].pk,
        "outbox_letter": Letter.objects.all()[0].pk,
    }
    for model in DESK:
        share(found[model])
    return found


def trashed_article(by: User) -> int:
    article = articles.draft(title="Trashed", by=by)
    trash.trash(article, by=by, now=NOW)
    return article.pk


def trashed_image(by: User) -> int:
    image = images.image(title="Trashed", by=by)
    picture_trash.trash(image, by=people.editor("other editor"), now=NOW)
    return image.pk


def share(article: int) -> None:
    """A link to a draft, with the number of its article."""
    revision = Revision.objects.filter(article=article)[0]
    times = {"created_at": NOW, "expires_at": NOW + 9_999 * DAY}
    ShareLink.objects.create(
        pk=article, article_id=article, revision=revision, name="I", digest=article, **times
    )


def names() -> set[str]:
    """The name of every address of the admin."""
    return {pattern.name for pattern in patterns() if pattern.name}


def patterns() -> Iterator[URLPattern]:
    [desk] = [e for e in get_resolver().url_patterns if getattr(e, "app_name", "") == "admin"]
    waiting: list[URLPattern | URLResolver] = [*desk.url_patterns]
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, URLResolver):
            waiting += entry.url_patterns
        else:
            yield entry


def status(user: Any, method: str, path: str, data: dict[str, Any] | None = None) -> int:
    """What the view at `path` answers, without rendering its page; nothing of it lasts.

    Fails if the view writes anything while it is only looked at.
    """
    request = getattr(RequestFactory(), method)(path, data or {})
    request.user, request.session, request._dont_enforce_csrf_checks = user, SessionStore(), True
    request._messages = FallbackStorage(request)
    request.csp_nonce = "nonce"
    found = resolve(path.partition("?")[0])
    watched = connection.execute_wrapper(only_reads) if method == "get" else nullcontext()
    try:
        with watched, transaction.atomic():
            response = found.func(request, *found.args, **found.kwargs)
            transaction.set_rollback(True)
    except PermissionDenied:
        return 403
    except Http404:
        return 404
    if response.status_code == 302 and response["Location"].startswith("/admin/login/"):
        return SIGN_IN
    return int(response.status_code)


def only_reads(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    assert not sql.startswith(("INSERT", "UPDATE", "DELETE")), f"Looking writes: {sql}"
    return execute(sql, *rest)


def allowed(ask: Callable[[User], int]) -> str:
    """The letters of those who get more than a refusal, in alphabetical order."""
    found = [letter for letter, user in asking() if ask(user) in {200, 302, 422}]
    return letters("".join(found))


def asking() -> Iterator[tuple[str, User]]:
    for letter, who in WHO.items():
        yield letter, who()


def letters(text: str) -> str:
    return "".join(sorted(text))


def both(path: str, sent: dict[str, Any] | None = None) -> tuple[str, str]:
    """Who may look at `path`, and who may send a form there."""
    looks = allowed(lambda user: status(user, "get", path))
    return looks, allowed(lambda user: status(user, "post", path, sent))


def address(url: str, **arguments: Any) -> str:
    return reverse(f"admin:{url}", kwargs=arguments)


def place_of(name: str, rows: dict[str, Any]) -> str:
    """The address of that name, with whatever app or row it asks for."""
    [pattern] = [each for each in patterns() if each.name == name]
    row = rows.get("_".join(name.split("_")[:2]))
    asks_for = pattern.pattern.regex.groupindex
    arguments = {each: NAMED.get(each, row) for each in asks_for}
    return address(name, **arguments) + QUERIES.get(name, "")


def test_every_address_stands_in_the_table() -> None:
    in_table = {f"{model}_{verb}" for model in table.MODELS for verb in VERBS}
    in_table |= {f"{model}_step" for model in DESK} | table.OTHERS.keys() | table.OPEN
    assert names() - in_table == set(), "Say in permission_table.py who may go there"
    assert in_table - names() == set(), "These are no addresses of the admin any more"
    assert TAKEN.keys() == table.STEPS.keys()


def test_each_role_does_only_its_job(rows: dict[str, Any]) -> None:
    found, expected = {}, {}
    # With nothing filled in nothing changes; the refusal comes before the form is read.
    nothing = {"title": "", "slug": "!"}
    for model, (listed, adds, changes, deletes) in table.MODELS.items():
        of_row = {verb: address(f"{model}_{verb}", object_id=rows[model]) for verb in VERBS[2:]}
        found[model] = (
            both(address(f"{model}_changelist")),
            both(address(f"{model}_add")),
            both(of_row["change"], nothing),
            both(of_row["delete"]),
            both(of_row["history"])[0],
        )
        lists, adding, deleting = letters(listed), letters(adds), letters(deletes)
        expected[model] = (
            (lists, lists),
            (adding, adding),
            (lists, letters(changes)),
            (deleting, deleting),
            lists,
        )
    assert found == expected


def test_each_role_goes_where_it_works(rows: dict[str, Any]) -> None:
    found = {name: both(place_of(name, rows), SENT.get(name)) for name in table.OTHERS}
    assert found == {name: (letters(x), letters(y)) for name, (x, y) in table.OTHERS.items()}


def test_each_role_takes_only_its_steps(rows: dict[str, Any]) -> None:
    found = {
        (step, model): both(address(f"{model}_step", object_id=rows[model], name=step))
        for step in table.STEPS
        for model in DESK
    }
    assert found == {
        (step, model): (letters(table.STEPS[step] & table.DESK[model]),) * 2
        for step in table.STEPS
        for model in DESK
    }


def test_each_role_is_offered_only_its_bulk_actions() -> None:
    found: dict[str, dict[str, str]] = {}
    for model_admin in admin.site._registry.values():
        model = f"{model_admin.opts.app_label}_{model_admin.opts.model_name}"
        assert list(model_admin.list_editable) == [], f"{model}: who may edit in the list?"
        for letter, user in asking():
            request = RequestFactory().get("/admin/")
            request.user = user
            if model_admin.has_view_permission(request):
                for name in model_admin.get_actions(request):
                    actions = found.setdefault(model, {})
                    actions[name] = letters(actions.get(name, "") + letter)
    assert found == {
        model: {name: letters(who) for name, who in actions.items()}
        for model, actions in table.ACTIONS.items()
    }


def test_nobody_gets_in_without_signing_in(rows: dict[str, Any]) -> None:
    outsider = people.account("outsider", is_staff=False, role="Administrator")
    places = [address(f"{model}_{verb}") for model in table.MODELS for verb in VERBS[:2]]
    places += [
        address(f"{model}_{verb}", object_id=rows[model])
        for model in table.MODELS
        for verb in VERBS[2:]
    ]
    places += [place_of(name, rows) for name in table.OTHERS]
    places += [
        address("articles_article_step", object_id=rows["articles_article"], name=step)
        for step in table.STEPS
    ]
    open_to = {
        (path, method): status(user, method, path)
        for user in (AnonymousUser(), outsider)
        for path in places
        for method in ("get", "post")
        if status(user, method, path) != SIGN_IN
    }
    assert open_to == {}

"""Queries that are compiled once."""

import datetime as dt
from threading import Thread

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from site_config.kit.prepared import prepared

NOON = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
built: list[str] = []


@prepared
def named(name: str) -> QuerySet[Group]:
    built.append("named")
    return Group.objects.filter(name=name)


@prepared
def among(names: list[str], most: str) -> QuerySet[Group]:
    built.append("among")
    return Group.objects.filter(name__in=names, name__lte=most).order_by("name")


@prepared
def joined_before(moment: dt.datetime) -> QuerySet[User]:
    return User.objects.filter(date_joined__lt=moment).order_by("pk").only("username")


@prepared
def with_type(codename: str) -> QuerySet[Permission]:
    return Permission.objects.filter(codename=codename).select_related("content_type")[:1]


@pytest.fixture(autouse=True)
def groups(db: None) -> None:
    Group.objects.bulk_create(Group(name=name) for name in ("a", "b", "c", "100%", "'"))


def test_each_call_asks_for_its_own_values(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(4):
        assert [[g.name for g in named(name)] for name in ("a", "b", "100%", "'")] == [
            ["a"],
            ["b"],
            ["100%"],
            ["'"],
        ]


def test_the_queryset_is_built_once_for_each_length_of_a_list() -> None:
    built.clear()
    assert [g.name for g in among(["a", "b"], "z")] == ["a", "b"]
    assert [g.name for g in among(["b", "c"], "b")] == ["b"]
    assert [g.name for g in among(["c"], "z")] == ["c"]
    assert built == ["among", "among"]


def test_nothing_is_among_nothing() -> None:
    assert among([], "z") == []


def test_rows_are_read_anew_each_time() -> None:
    assert len(named("a")) == 1
    Group.objects.filter(name="a").delete()
    assert named("a") == []


def test_moments_are_adapted_to_the_database() -> None:
    User.objects.create(username="early", date_joined=NOON - dt.timedelta(seconds=1))
    User.objects.create(username="late", date_joined=NOON)
    assert [user.username for user in joined_before(NOON)] == ["early"]


def test_related_rows_come_along(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with_type("add_group")
    with django_assert_num_queries(1):
        (permission,) = with_type("add_group")
        assert permission.content_type.model == "group"


@pytest.mark.django_db(transaction=True)
def test_every_thread_asks_on_its_own_connection() -> None:
    named("a")
    seen: list[int] = []

    def ask() -> None:
        with CaptureQueriesContext(connection) as queries:
            named("a")
        seen.append(len(queries))
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert seen == [1]

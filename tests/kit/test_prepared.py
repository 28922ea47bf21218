"""Statements that are compiled once."""

import datetime as dt
from threading import Thread
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import F, QuerySet, Value
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from site_config.kit.next_key import NextKey
from site_config.kit.pagecache.models import Purge
from site_config.kit.prepared import (
    insert,
    insert_all,
    prepared,
    prepared_update,
    prepared_update_returning,
)
from site_config.kit.statements import spelled_out

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


@prepared
def locked(name: str) -> QuerySet[Group]:
    return Group.objects.select_for_update().filter(name=name)


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


@prepared
def names_from(name: str) -> QuerySet[Group, Any]:
    return Group.objects.filter(name__gte=name).order_by("name").values_list("name", flat=True)


def test_rows_can_be_single_values() -> None:
    assert names_from("b") == ["b", "c"]


def test_rows_are_read_anew_each_time() -> None:
    assert len(named("a")) == 1
    Group.objects.filter(name="a").delete()
    assert named("a") == []


def test_moments_are_adapted_to_the_database() -> None:
    User.objects.create(username="early", date_joined=NOON - dt.timedelta(seconds=1))
    User.objects.create(username="late", date_joined=NOON)
    assert [user.username for user in joined_before(NOON)] == ["early"]


def test_rows_can_be_locked() -> None:
    assert [group.name for group in locked("a")] == ["a"]


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


@prepared_update
def rename(old: str, new: str) -> tuple[QuerySet[Group], dict[str, Any]]:
    built.append("rename")
    return Group.objects.filter(name=old), {"name": new}


@prepared_update
def add_to_id(name: str, step: int) -> tuple[QuerySet[Group], dict[str, Any]]:
    return Group.objects.filter(name=name), {"id": F("id") + step}


def test_updates_are_built_once_too(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    built.clear()
    with django_assert_num_queries(2):
        rename("a", "100% 'new'")
        rename("b", "c2")
    names = Group.objects.order_by("pk").values_list("name", flat=True)
    assert list(names)[-5:] == ["100% 'new'", "c2", "c", "100%", "'"]
    assert built == ["rename"]


def test_an_update_may_count_on_from_what_is_there() -> None:
    before = Group.objects.get(name="a").pk
    add_to_id("a", 1000)
    add_to_id("a", 500)
    assert Group.objects.get(name="a").pk == before + 1500


@prepared_update_returning
def move(name: str, step: int) -> tuple[QuerySet[Group], dict[str, Any]]:
    built.append("move")
    there = Group.objects.filter(name=name).annotate(next_permission=NextKey(Permission))
    return there, {"id": F("id") + step}


def test_an_update_may_return_what_it_made_of_the_rows(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    built.clear()
    before = Group.objects.get(name="a").pk
    with django_assert_num_queries(3):
        assert [group.pk for group in move("a", 1000)] == [before + 1000]
        assert [group.pk for group in move("a", 500)] == [before + 1500]
        assert move("nobody", 1) == []
    assert built == ["move"]


def test_the_next_key_is_that_of_a_row_that_is_written_then() -> None:
    def next_key() -> int:
        [group] = move("a", 0)
        return int(group.next_permission)  # type: ignore[attr-defined]  # annotated by move

    kind = Permission.objects.values_list("content_type", flat=True)[0]
    first = Permission(pk=next_key(), name="First", codename="first", content_type_id=kind)
    assert not Permission.objects.filter(pk__gte=first.pk).exists()
    insert(first)
    assert Permission.objects.get(codename="first").pk == first.pk
    second = Permission.objects.create(name="Second", codename="second", content_type_id=kind)
    assert second.pk > first.pk
    assert next_key() > second.pk


def test_a_statement_outlives_its_connection(transactional_db: None) -> None:
    """A transaction of the test would end with the connection, so there is none."""
    Group.objects.create(name="kept")
    assert [group.name for group in named("kept")] == ["kept"]
    connection.close()
    assert [group.name for group in named("kept")] == ["kept"]


class TestInserting:
    def test_a_new_row_is_as_if_saved(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        group = Group(name="100% 'new'")
        with django_assert_num_queries(1):
            insert(group)
        assert Group.objects.get(name="100% 'new'") == group
        group.name = "renamed"
        with django_assert_num_queries(1):
            group.save()
        assert Group.objects.get(pk=group.pk).name == "renamed"

    def test_each_value_is_adapted_by_its_field(self) -> None:
        for name, keys in (("early", ["a"]), ("late", ["b", "“c”"])):
            purge = Purge(keys=keys, written_at=NOON, transaction=0)
            insert(purge)
            purge.refresh_from_db()
            assert (name, purge.keys, purge.written_at) == (name, keys, NOON)
            assert purge.due_at is None

    def test_expressions_are_told_apart(self) -> None:
        for number in (Value(5), Value(7), 9, Value(5)):
            insert(Purge(keys=[], written_at=NOON, transaction=number))
        numbers = Purge.objects.order_by("pk").values_list("transaction", flat=True)
        assert list(numbers) == [5, 7, 9, 5]

    def test_a_key_that_is_no_number_of_the_database_is_kept(self) -> None:
        session = Session(session_key="k", session_data="", expire_date=NOON)
        insert(session)
        assert Session.objects.get().session_key == "k"

    def test_rows_of_several_tables_go_together(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        rows = [
            Session(session_key="k", session_data="100%", expire_date=NOON),
            Group(name="new"),
            Purge(keys=["a"], written_at=NOON, transaction=Value(5)),
        ]
        with django_assert_num_queries(1 if connection.vendor == "postgresql" else len(rows)):
            insert_all(rows)
        assert Session.objects.get() == rows[0]
        assert Group.objects.filter(name="new").exists()
        assert (Purge.objects.get().keys, Purge.objects.get().transaction) == (["a"], 5)
        assert not any(row._state.adding for row in rows)
        insert_all([])


def test_words_are_written_into_the_statement_and_all_else_is_a_parameter() -> None:
    asked = "SELECT %s, %s, %s LIKE '%%a', %s, %s"
    assert spelled_out(asked, ("live", 5, "it's", "", NOON)) == (
        "SELECT 'live', %s, %s LIKE '%%a', '', %s",
        (5, "it's", NOON),
    )

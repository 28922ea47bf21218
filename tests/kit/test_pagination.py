"""One way to cut a list into pages."""

import pytest
from django.contrib.auth.models import Group
from django.http import Http404, HttpRequest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from site_config.kit.pagination import page_of
from site_config.kit.pagination_tags import page_address, pagination
from tests.support.reading import read


def asked(query: str = "") -> HttpRequest:
    return RequestFactory().get(f"/list/?{query}")


@given(st.lists(st.integers(), max_size=30), st.integers(1, 7))
def test_the_pages_together_are_the_list(rows: list[int], per_page: int) -> None:
    collected: list[int] = []
    number = 1
    while True:
        page = page_of(rows, asked(f"page={number}"), per_page=per_page)
        assert page.number == number
        assert len(page.object_list) <= per_page
        collected += page.object_list
        if not page.has_next():
            break
        number += 1
    assert collected == rows
    assert page.paginator.num_pages == number == max(1, -(-len(rows) // per_page))
    with pytest.raises(Http404):
        page_of(rows, asked(f"page={number + 1}"), per_page=per_page)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12))
def test_whatever_is_asked_for_is_a_page_or_404(number: str) -> None:
    request = RequestFactory().get("/list/", {"page": number})
    try:
        assert page_of([1, 2, 3], request, per_page=2).number in {1, 2}
    except Http404:
        pass


@pytest.mark.parametrize("query", ["", "page=", "other=7", "page=1"])
def test_the_first_page_is_shown_where_none_is_named(query: str) -> None:
    assert list(page_of("abc", asked(query), per_page=2)) == ["a", "b"]


def test_lists_on_one_page_have_parameters_of_their_own() -> None:
    request = asked("page=9&comments=2")
    assert list(page_of("abc", request, per_page=2, parameter="comments")) == ["c"]


@pytest.mark.django_db
class TestQueries:
    @pytest.fixture(autouse=True)
    def _groups(self) -> None:
        Group.objects.all().delete()
        Group.objects.bulk_create(Group(name=str(n)) for n in range(5))

    @pytest.mark.parametrize(("per_page", "queries"), [(5, 1), (9, 1), (4, 2)])
    def test_rows_are_counted_only_where_one_page_does_not_hold_them(
        self, django_assert_num_queries: DjangoAssertNumQueries, per_page: int, queries: int
    ) -> None:
        with django_assert_num_queries(queries):
            page = page_of(Group.objects.order_by("name"), asked(), per_page=per_page)
            assert len(list(page)) == min(5, per_page)
            assert page.paginator.num_pages == (2 if per_page == 4 else 1)


@pytest.mark.parametrize(
    ("number", "options", "address"),
    [
        (1, {}, "/list/"),
        (2, {}, "/list/?page=2"),
        (1, {"parameter": "comments", "fragment": "#comments"}, "/list/#comments"),
        (2, {"parameter": "comments", "fragment": "#comments"}, "/list/?comments=2#comments"),
        (1, {"q": "a & b", "category": ""}, "/list/?q=a+%26+b"),
        (3, {"q": "ü", "category": "sleep"}, "/list/?q=%C3%BC&category=sleep&page=3"),
    ],
)
def test_each_page_has_one_address(number: int, options: dict[str, str], address: str) -> None:
    assert page_address(number, path="/list/", **options) == address


def test_the_way_leads_to_the_neighbours_of_a_page() -> None:
    pages = {number: page_of("abcde", asked(f"page={number}"), per_page=2) for number in (1, 2, 3)}
    links = {n: read(pagination(page, path="/list/")).links() for n, page in pages.items()}
    assert links == {
        1: ["/list/?page=2"],
        2: ["/list/", "/list/?page=3"],
        3: ["/list/?page=2"],
    }
    assert "Page 2 of 3" in pagination(pages[2], path="/list/")
    assert pagination(page_of("ab", asked(), per_page=2), path="/list/") == ""

"""Change lists of any length."""

import pytest
from django.contrib.auth.models import Group
from pytest_django import DjangoAssertNumQueries

from site_config.kit import long_lists


@pytest.mark.django_db
@pytest.mark.row("U2")
def test_a_change_list_counts_no_whole_table(
    django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    Group.objects.all().delete()
    Group.objects.bulk_create(Group(name=str(n)) for n in range(5))
    monkeypatch.setattr(long_lists, "LISTED", 3)
    paginator = long_lists.LongListPaginator(Group.objects.order_by("name"), 2)
    with django_assert_num_queries(1) as queries:
        assert (paginator.count, paginator.num_pages, paginator.is_cut) == (3, 2, True)
    assert "LIMIT 3" in queries[0]["sql"]
    assert [group.name for group in paginator.page(2)] == ["2"]

"""Filling in the forms of the desk as a browser does."""

from typing import Any

from django.test import Client
from django.urls import reverse

from articles.editing import latest_revision
from articles.models import Article
from tests.support.reading import fields_of, read


def change_url(article: Article) -> str:
    return reverse(f"admin:articles_{article.kind}_change", args=[article.pk])


def add_url(kind: str) -> str:
    return reverse(f"admin:articles_{kind}_add")


def step_url(article: Article, step: str) -> str:
    return f"{change_url(article).removesuffix('change/')}steps/{step}/"


def take_step(
    client: Client, article: Article, step: str, fields: dict[str, Any], **options: Any
) -> Any:
    """Send the form of a step, by somebody who has read the latest revision."""
    sent = {"revision": latest_revision(article).pk, **fields}
    return client.post(step_url(article, step), sent, **options)


def fields_at(client: Client, url: str) -> dict[str, Any]:
    """What the main form at `url` would send as it stands there."""
    response = client.get(url)
    assert response.status_code == 200
    forms = [form for form in read(response).all("form", method="post") if "id" in form.attributes]
    [form] = [form for form in forms if form.attributes["id"].endswith("_form")]
    fields = fields_of(form)
    return {name: value for name, value in fields.items() if "__prefix__" not in name}


def rows(prefix: str, *wanted: dict[str, Any]) -> dict[str, Any]:
    """The fields of an inline with new rows and no others; a browser sends position 0."""
    fields: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": len(wanted),
        f"{prefix}-INITIAL_FORMS": 0,
    }
    for number, row in enumerate(wanted):
        fields |= {
            f"{prefix}-{number}-{name}": value for name, value in ({"position": "0"} | row).items()
        }
    return fields

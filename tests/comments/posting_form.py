"""Sending the form "Leave a Comment" as a browser sends it."""

from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
SILENT: dict[str, str] = {}
WORDS = {
    "name": "Kim",
    "email": "kim@reader.example",
    "website": "",
    "body": "It helped me to sleep.",
    "parent": "",
    "nickname": "",
}


def send(
    article: Article,
    *,
    client: Client | None = None,
    headers: dict[str, str] = OWN_PAGE,
    **fields: str,
) -> Any:
    """Post the form of the article's page; what `fields` leaves out is filled in properly."""
    browser = client or Client()
    return browser.post(f"{article.desk_path}comments/", {**WORDS, **fields}, headers=headers)


def signed_in(user: User) -> Client:
    """The browser of somebody who has signed in."""
    client = Client()
    client.force_login(user)
    return client

"""The addresses of DESIGN §6: a contract, because links outlive code."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from articles.models import Author, Category, Tag
from articles.views import (
    articles,
    collections,
    contact,
    faq,
    feeds,
    home,
    images,
    markdown,
    pages,
    preview,
    report,
    search,
    shared,
)

app_name = "articles"

# The name of each format, by the file below the page that it belongs to.
FEEDS = {"feed.xml": "feed", "rss.xml": "rss", "feed.json": "json-feed"}


class DotlessConverter(StringConverter):
    """No page has a dot in its address; what is looked for in vain has, such as wp-login.php.

    So it is missing at once, and not sent on to an address with a slash first.
    """

    regex = "[^/.]+"


register_converter(DotlessConverter, "dotless")

urlpatterns = [
    path("", home.home, name="home"),
    path("articles/", articles.article_list, name="article-list"),
    path("articles/<str:slug>.md", markdown.article, name="article-markdown"),
    path("articles/<str:slug>/", articles.article_detail, name="article"),
    path("articles/<str:slug>/report/", report.report, name="report"),
    path("categories/<str:slug>/", collections.category_detail, name="category"),
    path("tags/<str:slug>/", collections.tag_detail, name="tag"),
    path("authors/<str:slug>/", collections.author_detail, name="author"),
    path("teams/<str:slug>/", collections.team_detail, name="team"),
    path("faq/", faq.faq_index, name="faq-index"),
    path("faq/<str:slug>/", faq.faq_detail, name="faq"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggestions, name="suggestions"),
    path("preview/<str:token>/", preview.preview, name="preview"),
    path("shared/<str:token>/", shared.shared, name="shared"),
    path("images/<int:pk>/", images.desk_image, name="desk-image"),
    *(path(file, feeds.site_feed, {"file": file}, name=name) for file, name in FEEDS.items()),
    *(
        path(
            f"{place}/<str:slug>/{file}",
            feeds.label_feed,
            {"model": model, "file": file},
            name=f"{model._meta.model_name}-{name}",
        )
        for place, model in {"categories": Category, "tags": Tag, "authors": Author}.items()
        for file, name in FEEDS.items()
    ),
    path("llms.txt", markdown.llms, name="llms"),
    path("contact/", contact.contact_page, name="contact"),
    # Last, because it takes every single segment: the static pages.
    path("<dotless:slug>/", pages.page_detail, name="page"),
]

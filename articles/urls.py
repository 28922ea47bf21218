"""The addresses of DESIGN §6: a contract, because links outlive code."""

from django.urls import path

from articles.feeds import AtomFeed, RssFeed
from articles.views import (
    articles,
    collections,
    contact,
    faq,
    home,
    images,
    pages,
    preview,
    report,
    search,
    shared,
)
from site_config.kit.pagecache.carrying import public_page

app_name = "articles"

urlpatterns = [
    path("", home.home, name="home"),
    path("articles/", articles.article_list, name="article-list"),
    path("articles/<str:slug>/", articles.article_detail, name="article"),
    path("articles/<str:slug>/report/", report.report, name="report"),
    path("categories/<str:slug>/", collections.category_detail, name="category"),
    path("tags/<str:slug>/", collections.tag_detail, name="tag"),
    path("authors/<str:slug>/", collections.author_detail, name="author"),
    path("teams/<str:slug>/", collections.team_detail, name="team"),
    path("faq/", faq.faq_index, name="faq-index"),
    path("faq/<str:slug>/", faq.faq_detail, name="faq"),
    path("search/", search.search, name="search"),
    path("preview/<str:token>/", preview.preview, name="preview"),
    path("shared/<str:token>/", shared.shared, name="shared"),
    path("images/<int:pk>/", images.desk_image, name="desk-image"),
    path("feed.xml", public_page()(AtomFeed()), name="feed"),
    path("rss.xml", public_page()(RssFeed()), name="rss"),
    path("contact/", contact.contact_page, name="contact"),
    # Last, because it takes every single segment: the static pages.
    path("<str:slug>/", pages.page_detail, name="page"),
]

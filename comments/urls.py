from django.urls import path

from comments.views import confirm, feed, mail, permalink, post, privacy, report, status, vote

app_name = "comments"

urlpatterns = [
    path("articles/<str:slug>/comments/", post.comments, name="post"),
    path("comments/helpful/", vote.vote, name="vote"),
    path("comments/<int:pk>/report/", report.report, name="comment-report"),
    path("articles/<str:slug>/comments.xml", feed.comments_feed, name="comments-feed"),
    path("comments/<int:pk>/", permalink.permalink, name="permalink"),
    path("comments/status/<str:token>/", status.comment_status, name="status"),
    path("comments/status/<str:token>/edit/", status.edit, name="edit"),
    path("comments/status/<str:token>/withdraw/", status.withdraw, name="withdraw"),
    path("comments/status/<str:token>/mail/", mail.choose, name="choose-mail"),
    path("comments/confirm/<str:token>/", confirm.confirm, name="confirm"),
    path("comments/forget/", confirm.forget, name="forget"),
    path("comments/unsubscribe/<str:token>/", mail.unsubscribe, name="unsubscribe"),
    path("privacy/my-data/", privacy.ask, name="ask"),
    path("privacy/my-data/<str:token>/", privacy.my_data, name="my-data"),
    path("privacy/my-data/<str:token>/download/", privacy.download, name="download"),
]

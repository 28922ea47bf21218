from django.urls import path

from comments.views import feed, permalink, post, status

app_name = "comments"

urlpatterns = [
    path("articles/<str:slug>/comments/", post.comments, name="post"),
    path("articles/<str:slug>/comments.xml", feed.comments_feed, name="comments-feed"),
    path("comments/<int:pk>/", permalink.permalink, name="permalink"),
    path("comments/status/<str:token>/", status.comment_status, name="status"),
]

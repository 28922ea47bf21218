from django.urls import path

from comments.views import permalink, post, status

app_name = "comments"

urlpatterns = [
    path("articles/<str:slug>/comments/", post.comments, name="post"),
    path("comments/<int:pk>/", permalink.permalink, name="permalink"),
    path("comments/status/<str:token>/", status.comment_status, name="status"),
    path("comments/status/<str:token>/edit/", status.edit, name="edit"),
    path("comments/status/<str:token>/withdraw/", status.withdraw, name="withdraw"),
]

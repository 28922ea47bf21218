from django.urls import path

from comments.views import permalink, post, privacy, status

app_name = "comments"

urlpatterns = [
    path("articles/<str:slug>/comments/", post.comments, name="post"),
    path("comments/<int:pk>/", permalink.permalink, name="permalink"),
    path("comments/status/<str:token>/", status.comment_status, name="status"),
    path("privacy/my-data/", privacy.ask, name="ask"),
    path("privacy/my-data/<str:token>/", privacy.my_data, name="my-data"),
    path("privacy/my-data/<str:token>/download/", privacy.download, name="download"),
]

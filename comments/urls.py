from django.urls import path

from comments.views import permalink, post, report, status, vote

app_name = "comments"

urlpatterns = [
    path("articles/<str:slug>/comments/", post.comments, name="post"),
    path("comments/helpful/", vote.vote, name="vote"),
    path("comments/<int:pk>/report/", report.report, name="comment-report"),
    path("comments/<int:pk>/", permalink.permalink, name="permalink"),
    path("comments/status/<str:token>/", status.comment_status, name="status"),
]

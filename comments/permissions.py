"""What a person needs to decide about comments and discussions."""

MODERATE = "comments.moderate_comment"
MANAGE = "comments.change_discussion"

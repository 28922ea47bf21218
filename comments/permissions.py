"""What a person needs to decide about comments."""

MODERATE = "comments.moderate_comment"

"""What a person needs to decide about comments, discussions and what is held of readers."""

MODERATE = "comments.moderate_comment"
MANAGE = "comments.change_discussion"
# Erasing cannot be undone, and shows all that is held: for those who look after the accounts.
ERASE = "auth.change_user"

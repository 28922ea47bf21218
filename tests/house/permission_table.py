"""Who may do what in the admin, written by hand from what each role is for.

Letters are people: Writer, Editor, medical Reviewer, Moderator, Administrator, an account without
a role (-). Nobody else gets past the door. Rows belong to somebody else than who asks.
"""

# For each model: who sees its list and opens a row, who adds, who changes a row, who deletes one.
MODELS = {
    "articles_article": ("WERA", "WEA", "EA", ""),
    "articles_faq": ("WERA", "WEA", "EA", ""),
    "articles_page": ("ERA", "EA", "EA", ""),
    "articles_image": ("WERA", "WEA", "EA", ""),
    "articles_category": ("WEA", "EA", "EA", "EA"),
    "articles_tag": ("WEA", "WEA", "EA", "EA"),
    "articles_author": ("WEA", "EA", "EA", "EA"),
    "articles_team": ("WEA", "EA", "EA", "EA"),
    # These two lead to the article, whatever is sent.
    "articles_review": ("ERA", "", "ERA", ""),
    "articles_errorreport": ("EA", "", "EA", ""),
    "articles_missedsearch": ("EA", "", "", ""),
    # Who writes sees the articles in the trash, and brings back their own (articles/trash.py asks).
    "articles_trashedarticle": ("WEA", "", "", ""),
    "articles_trashedimage": ("EA", "", "", ""),
    "comments_comment": ("MA", "", "", ""),
    "comments_discussion": ("MA", "", "MA", ""),
    "comments_rule": ("MA", "MA", "MA", "MA"),
    "comments_categorymoderation": ("MA", "MA", "MA", "MA"),
    # A measure is begun and ended; what happened stays as it is.
    "comments_panic": ("MA", "MA", "", ""),
    # A ban is lifted, never rewritten.
    "comments_ban": ("MA", "MA", "", ""),
    "comments_datarequest": ("A", "", "", ""),
    "auth_user": ("A", "A", "A", "A"),
    "auth_group": ("A", "A", "A", "A"),
    "site_config_redirect": ("EA", "EA", "EA", "EA"),
    # One row, which is there for good.
    "site_sitesettings": ("A", "", "A", ""),
    "outbox_letter": ("A", "", "", ""),
    "django_tasks_database_dbtaskresult": ("", "", "", ""),
}

# Every other address, by its name: who may look (GET), and who may send something there (POST).
OTHERS = {
    "index": ("WERMA-", "WERMA-"),
    "app_list": ("WERA", "WERA"),
    "autocomplete": ("WEA", ""),
    "calendar": ("WERA", "WERA"),
    "front_page": ("EA", "EA"),
    "password_change": ("WERMA-", "WERMA-"),
    "password_change_done": ("WERMA-", ""),
    "auth_user_password_change": ("A", "A"),
    "my_mails": ("WERMA-", "WERMA-"),
    "auth_user_invite": ("A", "A"),
    "articles_image_library": ("WERA", ""),
    "comments_comment_decide": ("", "MA"),
    "comments_comment_attend": ("", "MA"),
    "comments_comment_ask": ("MA", "MA"),
    "comments_panic_end": ("", "MA"),
    # How its discussion stands is no secret; moderators set it up.
    "articles_article_discussion": ("WERA", "A"),
    "comments_comment_decide_cluster": ("", "MA"),
    "comments_comment_redact": ("MA", "MA"),
    # The verb asks for the right to write FAQs as well.
    "comments_comment_make_faq": ("", "MA"),
    "comments_datarequest_erase": ("A", "A"),
    "articles_article_notes": ("WERA", "WERA"),
    "articles_faq_notes": ("WERA", "WERA"),
    "articles_page_notes": ("ERA", "ERA"),
    "articles_article_note_turn": ("", "WERA"),
    "articles_faq_note_turn": ("", "WERA"),
    "articles_page_note_turn": ("", "ERA"),
    "articles_article_share": ("WERA", "EA"),
    "articles_faq_share": ("WERA", "EA"),
    "articles_page_share": ("ERA", "EA"),
    "articles_article_share_revoke": ("", "EA"),
    "articles_faq_share_revoke": ("", "EA"),
    "articles_page_share_revoke": ("", "EA"),
    "articles_article_review": ("WERA", "ERA"),
    "articles_faq_review": ("WERA", "ERA"),
    "articles_page_review": ("ERA", "ERA"),
    # History is for all who see the article; only who may edit it brings a revision back.
    "articles_article_compare": ("WERA", "WERA"),
    "articles_faq_compare": ("WERA", "WERA"),
    "articles_page_compare": ("ERA", "ERA"),
    "articles_article_read": ("WERA", "WERA"),
    "articles_faq_read": ("WERA", "WERA"),
    "articles_page_read": ("ERA", "ERA"),
    "articles_article_restore": ("EA", "EA"),
    "articles_faq_restore": ("EA", "EA"),
    "articles_page_restore": ("EA", "EA"),
    # Who may edit is no secret; who may edit invites.
    "articles_article_people": ("WERA", "EA"),
    "articles_faq_people": ("WERA", "EA"),
    "articles_page_people": ("ERA", "EA"),
    "articles_article_trash": ("EA", "EA"),
    "articles_faq_trash": ("EA", "EA"),
    "articles_page_trash": ("EA", "EA"),
    "articles_image_trash": ("EA", "EA"),
    # What stands beside a form is for those who may save the form.
    "articles_article_presence": ("", "EA"),
    "articles_faq_presence": ("", "EA"),
    "articles_page_presence": ("", "EA"),
    "articles_article_conflict": ("EA", "EA"),
    "articles_faq_conflict": ("EA", "EA"),
    "articles_page_conflict": ("EA", "EA"),
    "articles_article_unsaved": ("EA", "EA"),
    "articles_faq_unsaved": ("EA", "EA"),
    "articles_page_unsaved": ("EA", "EA"),
    "articles_article_preview_typed": ("EA", "EA"),
    "articles_faq_preview_typed": ("EA", "EA"),
    "articles_page_preview_typed": ("EA", "EA"),
    "articles_article_new_unsaved": ("WEA", "WEA"),
    "articles_faq_new_unsaved": ("WEA", "WEA"),
    "articles_page_new_unsaved": ("EA", "EA"),
    "articles_article_new_preview_typed": ("WEA", "WEA"),
    "articles_faq_new_preview_typed": ("WEA", "WEA"),
    "articles_page_new_preview_typed": ("EA", "EA"),
    "site_config_redirect_import": ("EA", "EA"),
    "site_config_redirect_export": ("EA", "EA"),
}
# Addresses that hold nothing of the site, or lead to a page that everybody may read.
OPEN = {"login", "logout", "jsi18n", "view_on_site"}

# The steps of the workflow: who may take them with what somebody else wrote. Each kind of article
# is open to those who see it.
STEPS = {
    "submit": {*"EA"},
    "approve": {*"EA"},
    "request-changes": {*"EA"},
    "sign-off": {*"RA"},
    "publish": {*"EA"},
    "cancel-schedule": {*"EA"},
    "withdraw": {*"EA"},
}
DESK = {"articles_article": {*"WERA"}, "articles_faq": {*"WERA"}, "articles_page": {*"ERA"}}

# The bulk actions of each list: who is offered them. Those of the desk call the verbs, which ask
# again for each row.
_DESK_ACTIONS = ("submit_selected", "approve_selected", "publish_selected")
_DECISIONS = ("approve", "reject", "spam", "remove", "undo")
ACTIONS = {
    "articles_article": dict.fromkeys(_DESK_ACTIONS, "WERA"),
    "articles_faq": dict.fromkeys(_DESK_ACTIONS, "WERA"),
    "articles_page": dict.fromkeys(_DESK_ACTIONS, "ERA"),
    "articles_review": {"stagger_selected": "ERA"},
    "articles_errorreport": {"resolve_selected": "EA"},
    "articles_missedsearch": {"dismiss_selected": "EA"},
    "articles_trashedarticle": {"restore_selected": "WEA"},
    "articles_trashedimage": {"restore_selected": "EA"},
    "comments_comment": {f"{verb}_selected": "MA" for verb in _DECISIONS},
    "comments_rule": {"delete_selected": "MA"},
    "comments_categorymoderation": {"delete_selected": "MA"},
    "comments_ban": {"lift": "MA", "remove_previous": "MA"},
    "auth_user": dict.fromkeys(("delete_selected", "deactivate", "invite_again"), "A"),
    "site_config_redirect": {"delete_selected": "EA"},
    "outbox_letter": {"try_again": "A"},
    "auth_group": {"delete_selected": "A"},
}

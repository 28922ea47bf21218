"""What readers may write below articles, who looks at it, and how long it is kept."""

from site_config import environment

# "all": every comment of a reader waits for a moderator; "first": those of readers who are not
# trusted yet; "none": only what a clue holds waits. Discussions and categories may say otherwise.
COMMENTS_MODERATION = environment.choice("COMMENTS_MODERATION", ("all", "first", "none"), "all")
# A comment with at least this many links waits for a moderator whatever the mode; a link to a host
# that no published comment has named counts twice.
COMMENTS_HOLD_LINKS = environment.whole_number("COMMENTS_HOLD_LINKS", 2)
# After so many comments from one network within ten minutes, its next ones wait; 0: never.
COMMENTS_HOLD_RATE = environment.whole_number("COMMENTS_HOLD_RATE", 5)
# After so many comments within ten minutes from one network, or under one address, the next ones
# are refused; 0: never. Nobody counts further than a hundred.
COMMENTS_FLOOD_NETWORK = environment.whole_number("COMMENTS_FLOOD_NETWORK", 60)
COMMENTS_FLOOD_ADDRESS = environment.whole_number("COMMENTS_FLOOD_ADDRESS", 20)
# Who had more than this share of comments rejected lately waits whatever the mode.
COMMENTS_HOLD_REJECTED_PERCENT = environment.whole_number(
    "COMMENTS_HOLD_REJECTED_PERCENT", 30, most=100
)
# How many published comments under a proved address earn trust; how many days rejected ones are
# held against it; how many days after the last comment trust ends.
COMMENTS_TRUST_AFTER = environment.whole_number("COMMENTS_TRUST_AFTER", 2)
COMMENTS_TRUST_REMEMBERS = environment.whole_number("COMMENTS_TRUST_REMEMBERS", 90)
COMMENTS_TRUST_LASTS = environment.whole_number("COMMENTS_TRUST_LASTS", 365)
# How many mails that ask to confirm an address one mailbox gets within a day, and never two within
# an hour; after how many comments from one network within an hour nobody there is asked any more.
COMMENTS_CONFIRMATIONS_PER_DAY = environment.whole_number("COMMENTS_CONFIRMATIONS_PER_DAY", 3)
COMMENTS_CONFIRMATIONS_PER_NETWORK = environment.whole_number(
    "COMMENTS_CONFIRMATIONS_PER_NETWORK", 10
)
# The classifier has a say after so many decisions of moderators for each side.
COMMENTS_CLASSIFIER_LESSONS = environment.whole_number("COMMENTS_CLASSIFIER_LESSONS", 25)
# A moderator is mailed about each comment that waits, above so many an hour about all at once.
COMMENTS_MAILS_PER_HOUR = environment.whole_number("COMMENTS_MAILS_PER_HOUR", 10)
# After so many hours in the queue, the desk shows the oldest comment in red; 0: never.
COMMENTS_ALERT_HOURS = environment.whole_number("COMMENTS_ALERT_HOURS", 24)
# After so many days, spam is deleted (it is held against its writer until then, see above), and
# what waits without anybody having decided about it or confirmed its address; 0: never.
COMMENTS_SPAM_KEPT_DAYS = environment.whole_number("COMMENTS_SPAM_KEPT_DAYS", 90)
COMMENTS_UNCONFIRMED_KEPT_DAYS = environment.whole_number("COMMENTS_UNCONFIRMED_KEPT_DAYS", 180)
# With a key, comments that would be published are sent to Akismet first, and wait for its answer.
AKISMET_KEY = environment.text("AKISMET_KEY")
AKISMET_URL = environment.web_address("AKISMET_URL", "https://rest.akismet.com/1.1/comment-check")
# What a reader sees whose comment sounds like an emergency or speaks of self-harm.
COMMENTS_EMERGENCY_NUMBER = environment.text("COMMENTS_EMERGENCY_NUMBER", "112")
COMMENTS_DISPLAY_DEPTH = 3
# The static page below whose text the site says what it keeps about readers.
PRIVACY_PAGE = "/privacy/"

"""Who is told of news: feed readers and search engines."""

from site_config import environment

# A hub of WebSub that feeds name and that is told of news, so that feed readers learn it at once.
WEBSUB_HUB = environment.web_address("WEBSUB_HUB")
# With a key of IndexNow (8 to 128 letters, digits and hyphens), search engines are told of each
# address that changed.
INDEXNOW_KEY = environment.word("INDEXNOW_KEY", r"[A-Za-z0-9-]{8,128}")
INDEXNOW_URL = environment.web_address("INDEXNOW_URL", "https://api.indexnow.org/indexnow")

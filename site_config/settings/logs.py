"""What is written to the console."""

from site_config import environment

# Lines name the path and the error, never a reader's address, name or text.
LOG_LEVEL = environment.choice(
    "LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"), "WARNING"
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        # The level stands here too, because the task worker raises that of its own loggers.
        "console": {"class": "logging.StreamHandler", "formatter": "line", "level": LOG_LEVEL}
    },
    # Pages that are not there are no news.
    "loggers": {
        "django.request": {"level": "ERROR"},
        # Scanners ask for any host, with any address; each is answered 400 and is no event.
        "django.security": {"level": "CRITICAL"},
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}

"""Where the site keeps what it has, where readers find it, and what it is called."""

from pathlib import Path

from site_config import data_dir, environment

BASE_DIR = Path(__file__).resolve().parent.parent.parent

DATA_DIR = data_dir.prepare(Path(environment.text("DATA_DIR", str(BASE_DIR / "var"))))
PORT = environment.whole_number("PORT", 8000)
SITE_URL = environment.origin("SITE_URL", f"http://127.0.0.1:{PORT}")

SITE_NAME = environment.text("SITE_NAME", "Masthead Health")
SITE_TAGLINE = environment.text("SITE_TAGLINE", "Clear answers about health, with their sources")
# The language of the site, whatever a browser asks for: a page is the same for all its readers.
LANGUAGE_CODE = environment.language("LANGUAGE_CODE", "en")
LANGUAGES = [(LANGUAGE_CODE, environment.LANGUAGES[LANGUAGE_CODE])]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = environment.time_zone("TIME_ZONE", "UTC")
USE_TZ = True
FORMAT_MODULE_PATH = ["site_config.formats"]

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings")
django_application = get_wsgi_application()

# It needs the settings and the models, which are there only now.
from site_config.page_cache import in_front_of  # noqa: E402
from site_config.reading import counting  # noqa: E402

application = counting(in_front_of(django_application))

# Cycles are rare here and what a page makes is freed without the collector, which by default looks
# after every 700 objects, several times a page: a twentieth of its time. What is loaded stays.
gc.freeze()
gc.set_threshold(5_000)

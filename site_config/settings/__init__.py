"""Settings of a Masthead site, a module for each subject.

Every knob that a deployment turns is read from the environment and is described in
docs/settings.md; everything else is a decision of the code base. Django reads them all from here.
"""

from site_config.settings.application import *  # noqa: F403
from site_config.settings.being_found import *  # noqa: F403
from site_config.settings.cache import *  # noqa: F403
from site_config.settings.comments import *  # noqa: F403
from site_config.settings.database import *  # noqa: F403
from site_config.settings.editing import *  # noqa: F403
from site_config.settings.files import *  # noqa: F403
from site_config.settings.logs import *  # noqa: F403
from site_config.settings.mail import *  # noqa: F403
from site_config.settings.security import *  # noqa: F403
from site_config.settings.site import *  # noqa: F403

"""Rules of the desk, and what is kept about its readers."""

from site_config import environment

# A second person must approve what somebody wrote. A desk of one switches it off; history says so.
EDITORIAL_FOUR_EYES = environment.flag("EDITORIAL_FOUR_EYES", default=True)
# What is published must have been approved. Without it, history says what was not.
EDITORIAL_APPROVAL = environment.flag("EDITORIAL_APPROVAL", default=True)
# Days after which a revision that nobody needs is deleted; 0 keeps all of them for ever.
REVISIONS_KEPT_DAYS = environment.whole_number("REVISIONS_KEPT_DAYS", 0)
# How many reports of errors one network of readers may send within an hour.
REPORTS_PER_HOUR = environment.whole_number("REPORTS_PER_HOUR", 10)
# Days for which the site knows, as a keyed hash, from which network a comment or report came;
# 0: it never does, and limits for each network hold for nobody.
NETWORKS_KEPT_DAYS = environment.whole_number("NETWORKS_KEPT_DAYS", 30)

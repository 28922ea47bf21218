"""The page cache: public pages answered in front of Django, and never a wrong one.

A view declares itself with `public_page` and names what it shows with `carry`. A verb writes a
purge of what it changed into its own transaction, at once or dated ahead. A stored page is served
only while none of its keys was purged since its rendering began.
"""

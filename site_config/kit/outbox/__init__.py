"""The outbox: mail is a row of its cause's transaction, sent by the worker and tried again.

`letters.put` writes; the task of `sending` sends soon after the commit; `tick` wakes it for letters
that are due again or whose worker died. No request ever talks to a mail server.
"""

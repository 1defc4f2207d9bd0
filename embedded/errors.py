"""The one way a start can fail: a sentence for the person who typed the command."""


class CannotRun(Exception):
    """Carries one clear sentence; printed to stderr as it is, without a traceback, with exit status 1."""

"""The one way in which an operator's command can fail."""


class CannotDeploy(Exception):
    """Carries one clear sentence; printed to stderr as it is, without a traceback, with exit status 1."""

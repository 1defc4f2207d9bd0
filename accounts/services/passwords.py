"""Reset links: a signed address, sent by e-mail, with which a person sets a new password."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.items import folded
from accounts.models import User
from accounts.services import limits, people
from gallery_project.errors import Conflict
from website import site as website

log = logging.getLogger(__name__)


def forgot(*, email: str, address: str, origin: str) -> None:
    """Send a link to the person with this e-mail address, if there is one; the caller does not learn whether.

    `origin` is the site's own, like `https://gallery.example`. Who signs in elsewhere and has no password gets none
    this way. Raises RateLimited, per asking `address` and per e-mail address.
    """
    for kind, who in (("reset_from", address), ("reset_for", folded(email))):
        limits.spend(kind=kind, who=who, most=settings.THROTTLES["reset"], seconds=limits.HOUR)
    try:
        user = User.objects.get_by_email(email)
    except User.DoesNotExist:
        return
    if user.is_active and user.has_usable_password():
        _send(user, origin)


def send_link(*, actor: Actor, user_id: str, origin: str) -> None:
    """An administrator sends somebody a link, as an invitation too. Raises NotAllowed, NotFound, Conflict."""
    item = people.get(actor=actor, user_id=user_id)
    if not item.email or not item.is_active:
        raise Conflict(_("A link can only be sent to an active account with an e-mail address."))
    if not _send(User.from_item(item), origin):
        raise Conflict(_("The e-mail could not be sent. The site's log says why."))


def _send(user: User, origin: str) -> bool:
    """Whether the mail server took it."""
    uid = urlsafe_base64_encode(force_bytes(user.id))
    path = reverse("password-reset-confirm", args=[uid, default_token_generator.make_token(user)])
    context = {
        "user": user,
        "link": origin + path,
        "site_title": website.current().title,
        "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 3600),
    }
    body = render_to_string("accounts/email/reset.txt", context)
    try:
        send_mail(_("Your password for {site}").format(site=website.current().title), body, None, [user.email])
    except (SMTPException, OSError):
        log.exception("A reset link could not be sent")
        return False
    return True

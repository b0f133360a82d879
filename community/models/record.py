"""The civic record: append-only in the database itself (see ``community.append_only``)."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CivicRecord(models.Model):
    """One step in the life of the city. No foreign key and no free text.

    The member is a random ``record_id`` that deleting the account unlinks. A reason stands in
    ``CivicReason``, which may be emptied; its salted hash stays here.
    """

    class Kind(models.TextChoices):
        FOUNDED = "founded", _("founded the city")
        APPLIED = "applied", _("applied")
        ENDORSED = "endorsed", _("was endorsed")
        REVIEWED = "reviewed", _("came into review")
        HEARD = "heard", _("came to be heard")
        BALLOTED = "balloted", _("a ballot was opened")
        EXTENDED = "extended", _("a ballot was opened once more")
        COUNTED = "counted", _("a ballot was counted")
        SETTLED = "settled", _("an editor settled what a ballot left open")
        QUESTIONED = "questioned", _("was asked a question")
        ANSWERED = "answered", _("answered")
        GRANTED = "granted", _("was admitted")
        DECLINED = "declined", _("was declined")
        WITHDREW = "withdrew", _("withdrew")
        EXPIRED = "expired", _("let an application expire")
        SANCTIONED = "sanctioned", _("was sanctioned")
        RELEASED = "released", _("had a sanction lifted")
        SERVED = "served", _("had a sanction come to its end")
        REVOKED = "revoked", _("had a standing taken")
        RESTORED = "restored", _("had a standing given back after an appeal")
        RENOUNCED = "renounced", _("gave a standing back")
        RETURNED = "returned", _("took back what was given back")
        APPEALED = "appealed", _("appealed against a decision")
        DRAWN = "drawn", _("citizens were drawn for a panel")
        PASSED_ON = "passed_on", _("an appeal went to an editor")
        UPHELD = "upheld", _("an appeal was upheld")
        NOT_UPHELD = "not_upheld", _("an appeal was dismissed")
        ABANDONED = "abandoned", _("an appeal ended undecided")
        SLEPT = "slept", _("went dormant")
        WOKE = "woke", _("came back from dormancy")
        CHARTERED = "chartered", _("a charter came into force")
        CHANGED = "changed", _("the city’s numbers were changed")
        APPOINTED = "appointed", _("was appointed")
        DISMISSED = "dismissed", _("left a role")
        LEFT = "left", _("left the city")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    kind = models.CharField(_("what"), max_length=12, choices=Kind)
    member = models.UUIDField(_("member"), null=True, db_index=True)
    by = models.UUIDField(_("by"), null=True)
    standing = models.CharField(_("standing"), max_length=10, blank=True)
    facts = models.JSONField(
        _("facts"), default=dict, help_text=_("Numbers and fixed words only, never free text.")
    )
    reason_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("civic record")
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["kind", "-at"], name="record_of_kind"),
            models.Index(fields=["by"], name="record_by"),
            models.Index(fields=["-at", "-id"], name="record_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.kind}"


class CivicReason(models.Model):
    """The words of a decision. May be emptied; the entry keeps their salted SHA-256.

    ``entry`` is the id of a row in the civic record or in the moderation log.
    """

    entry = models.UUIDField(unique=True)
    salt = models.CharField(max_length=32)
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")

    def __str__(self) -> str:
        return self.text[:60]

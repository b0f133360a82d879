"""Who is behind a session."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from community.models import Notice, Sanction, User
from community.permissions.checks import KEPT


class MemberBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Loads the member with what every page asks next: one query instead of three."""

    def get_user(self, user_id: int) -> User | None:
        in_force = Sanction.objects.in_force().filter(user=OuterRef("pk"))
        unread = Notice.objects.filter(user=OuterRef("pk")).unread().order_by().values("user")
        counted = Subquery(unread.annotate(number=Count("pk")).values("number"))
        rows = User.objects.annotate(
            is_sanctioned=Exists(in_force), unread_count=Coalesce(counted, 0)
        )
        user = rows.filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        if not user.is_sanctioned:
            setattr(user, KEPT, [])
        return user

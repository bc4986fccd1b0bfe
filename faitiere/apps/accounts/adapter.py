from allauth.account.adapter import DefaultAccountAdapter

from . import oidc


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by invitation only."""

    def is_open_for_signup(self, request):
        return False

    def get_logout_redirect_url(self, request):
        """Out at FranceConnect or ProConnect too, when they opened the session."""
        return oidc.way_out(request) or super().get_logout_redirect_url(request)

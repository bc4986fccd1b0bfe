from allauth.account.adapter import DefaultAccountAdapter

from faitiere.lib.rates import visitor_of

from . import oidc


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by invitation only."""

    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        """Whom the limits on signing in count: the visitor, as every other limit of the site."""
        return visitor_of(request)

    def get_logout_redirect_url(self, request):
        """Out at FranceConnect or ProConnect too, when they opened the session."""
        return oidc.way_out(request) or super().get_logout_redirect_url(request)

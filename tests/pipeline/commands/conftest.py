from tests.support.command_fixtures import calls, outcome, sohoa, source

__all__ = ["calls", "outcome", "sohoa", "source"]

from tests.support.command_fixtures import sohoa

__all__ = ["sohoa"]

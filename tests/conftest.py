"""Property tests draw the same examples in every run, so that a red run means a change of ours."""

from hypothesis import settings

settings.register_profile("same-examples", derandomize=True)
settings.load_profile("same-examples")

"""Stand-ins for engines."""


class ScriptedEngine:
    """An engine whose calls are answered by a function of (strips, number of the call)."""

    name = "scripted"
    scale_matters = True
    needless = frozenset()

    def __init__(self, answer):
        self.answer = answer
        self.calls = 0

    def version(self):
        return "scripted 1.0"

    def read(self, strips, _kind, _seconds):
        self.calls += 1
        return self.answer(strips, self.calls)

"""What a process of ours leaves out, and that nobody sees the difference."""

import dataclasses
import gc
import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from sohoa.pipeline.lean_process import collect_seldom, methods_when_called

LATER = pytest.mark.skipif(sys.version_info >= (3, 13), reason="compiled in one go")

with methods_when_called():

    @dataclass(frozen=True, slots=True)
    class Place:
        """As our nouns are."""

        row: int
        name: str = "a"
        marks: tuple[int, ...] = field(default_factory=tuple)

    @dataclass(frozen=True, slots=True)
    class Far(Place):
        """With one field more."""

        steps: int = 0


def test_values_are_as_those_of_the_library():
    place = Place(1, marks=(2,))
    assert place == Place(1, "a", (2,)) != Place(2)
    assert hash(place) == hash(Place(1, "a", (2,)))
    assert repr(place).endswith("Place(row=1, name='a', marks=(2,))")
    assert replace(place, row=3) == Place(3, "a", (2,))
    assert pickle.loads(pickle.dumps(place)) == place
    assert dataclasses.asdict(Far(1)) == {"row": 1, "name": "a", "marks": (), "steps": 0}
    assert Far(1) != Place(1)


def test_values_stay_frozen():
    place = Far(1)
    with pytest.raises(FrozenInstanceError):
        place.row = 2
    with pytest.raises(FrozenInstanceError):
        del place.row
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'row'"):
        Place()


@LATER
def test_a_method_is_made_at_its_first_call_and_stays():
    with methods_when_called():

        @dataclass
        class One:
            a: int

    waiting = vars(One)["__init__"]
    compared = vars(One)["__eq__"]
    One(1)
    assert vars(One)["__init__"] is not waiting
    assert vars(One)["__eq__"] is compared
    assert One.__init__.__qualname__ == waiting.__qualname__


@LATER
def test_classes_that_are_made_later_are_left_alone():
    @dataclass
    class One:
        a: int

    assert vars(One)["__eq__"].__code__.co_filename == "<string>"


RUN = """
import atexit, dataclasses, gc, sys
def told():
    print("old ones:", gc.get_stats()[2]["collections"], gc.get_freeze_count() > 10_000)
atexit.register(told)
from sohoa.pipeline.cli import main
sys.exit(main(["run", sys.argv[1], "-o", sys.argv[2], "-q", "-j", "1"]))
"""


def test_a_run_looks_through_its_modules_at_no_time(tmp_path):
    (tmp_path / "a.txt").write_text("Kế hoạch phát triển kinh tế năm 2026 của tỉnh", "utf-8")
    command = [sys.executable, "-c", RUN, str(tmp_path / "a.txt"), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout.splitlines()[-1] == "old ones: 0 True", done.stderr


def test_rubbish_of_a_long_run_is_not_kept_for_ever():
    code = (
        "import gc, weakref\n"
        "from sohoa.pipeline.lean_process import freeze_for_fork\n"
        "class Ring: pass\n"
        "freeze_for_fork()\n"
        "ring = Ring(); ring.itself = ring; seen = weakref.ref(ring); del ring\n"
        "freeze_for_fork()\n"
        "print(seen())"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "None\n"


def test_the_thresholds_are_raised():
    before = gc.get_threshold()
    try:
        collect_seldom()
        assert gc.get_threshold() > before or before[0] >= 50_000
    finally:
        gc.set_threshold(*before)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is glibc's")
@pytest.mark.parametrize("kept", [True, False])
def test_memory_of_one_picture_is_there_for_the_next(kept):
    code = (
        "import resource, numpy\n"
        "from sohoa.pipeline.lean_process import keep_freed_memory\n"
        f"if {kept}: keep_freed_memory()\n"
        "def faults():\n"
        "    for _ in range(5): numpy.ones(9_000_000, numpy.int32)\n"
        "    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt\n"
        "before = faults()\n"
        "print(faults() - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (int(done.stdout) < 100) == kept

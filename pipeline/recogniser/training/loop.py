"""The training loop: pieces from a process of their own, frame labels first, then CTC, weights averaged."""

from __future__ import annotations

import json
import queue
import signal
import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from sohoa.pipeline.recogniser.alphabet import BLANK
from sohoa.pipeline.recogniser.training.faces import Faces
from sohoa.pipeline.recogniser.training.model_file import model_properties
from sohoa.pipeline.recogniser.training.network import make_network
from sohoa.pipeline.recogniser.training.pieces import INK_STEPS, Batch, PieceMaker
from sohoa.pipeline.recogniser.training.resume import model_to_network
from sohoa.pipeline.recogniser.training.scans import load_lines

BLANK_WEIGHT = 0.35
"""Weight of frames between letters while the network learns where each letter stands."""
KEEP = 0.9985
"""Share of the averaged weights that stays at each step."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: seconds of work, or steps where they are given; seeds, rates, and what to do without.

    `scans`: a file of `scans.save_lines`, lines of real scans to learn from too.
    """

    seconds: float
    seed: int = 1
    rate: float = 2e-3
    last_rate: float = 2e-5
    frame_steps: int = 700
    warm_steps: int = 200
    save_s: float = 300.0
    without: tuple[str, ...] = ()
    covered: bool = False
    worn: bool = True
    steps: int = 0
    scans: Path | None = None

    def share(self, step: int, seconds: float) -> float:
        """How much of the training is done after so many steps and seconds, 1 at its end."""
        return step / self.steps if self.steps else seconds / self.seconds


@dataclass(frozen=True, slots=True)
class Done:
    """Where a training stands: steps, pieces seen, CPU seconds of the network's own process."""

    step: int
    pieces: int
    cpu_s: float


def train(corpus: Path, work: Path, plan: Plan, tell: Callable[[str], None], start: Path | None = None) -> Done:
    """Trains for `plan.seconds` and leaves `last.pt` (all, to go on) and `averaged.pt` (weights) in `work`.

    Args:
        corpus: folder of text, see `Wording`.
        work: folder for checkpoints.
        plan: seconds, seeds and rates.
        tell: called with a line about how it goes.
        start: `last.pt` of an earlier training, or a model (`*.onnx`), to go on from.

    A signal to end (SIGTERM) ends it after the step, with its checkpoints written.
    """
    work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(plan.seed)
    context = get_context("spawn")
    batches: Queue[Batch] = context.Queue(maxsize=24)
    before = saved_counts(start) if start else Done(0, 0, 0.0)
    seed = plan.seed * 1_000_000 + before.step
    maker = context.Process(target=_make_batches, args=(corpus, plan, seed, batches), daemon=True)
    maker.start()
    take = _supply(batches)
    state = _State(plan, start, before, take)
    signal.signal(signal.SIGTERM, lambda *_: setattr(state, "stopped", True))
    try:
        _run(state, take, work, tell)
    finally:
        maker.terminate()
        maker.join()
    state.save(work)
    return state.done()


def saved_counts(start: Path) -> Done:
    """Where a training stood when it wrote the checkpoint or model at `start`."""
    if start.suffix == ".onnx":
        kept: dict[str, Any] = dict(model_properties(start))
    else:
        kept = torch.load(start, weights_only=True)
    return Done(int(kept["step"]), int(kept["pieces"]), float(kept["cpu_s"]))


def _make_batches(corpus: Path, plan: Plan, seed: int, batches: Queue[Batch]) -> None:
    import cv2

    cv2.setNumThreads(1)
    faces, scans = Faces(without=frozenset(plan.without)), load_lines(plan.scans) if plan.scans else ()
    for batch in PieceMaker(corpus, faces, seed, plan.covered, plan.worn, scans).batches():
        batches.put(batch)


class _State:
    """Network, its average, the optimiser and the counters."""

    def __init__(self, plan: Plan, start: Path | None, before: Done, take: Callable[[], Batch]) -> None:
        self.plan = plan
        self.step, self.pieces, self.cpu_s = before.step, before.pieces, before.cpu_s
        self.stopped = False
        saved: dict[str, Any] = {}
        if start is not None and start.suffix == ".onnx":
            self.net = model_to_network(start, _ink(take()))
        else:
            saved = torch.load(start, weights_only=True) if start is not None else {}
            self.net = make_network()
            self.net.load_state_dict(saved.get("net", self.net.state_dict()))
        self.net = self.net.to(memory_format=torch.channels_last)
        self.mean = make_network()
        self.mean.load_state_dict(saved.get("mean", self.net.state_dict()))
        self.optimiser = torch.optim.AdamW(self.net.parameters(), plan.rate, weight_decay=0.01, fused=True)
        if "optimiser" in saved:
            self.optimiser.load_state_dict(saved["optimiser"])

    def average(self) -> None:
        """Moves the averaged weights towards the present ones; faster at first."""
        keep = min(KEEP, (1 + self.step) / (20 + self.step))
        with torch.no_grad():
            for old, new in zip(self.mean.state_dict().values(), self.net.state_dict().values(), strict=True):
                if old.dtype.is_floating_point:
                    old.lerp_(new, 1 - keep)
                else:
                    old.copy_(new)

    def done(self) -> Done:
        """The counters."""
        return Done(self.step, self.pieces, self.cpu_s)

    def save(self, work: Path) -> None:
        """Writes both checkpoints, each whole or not at all."""
        everything = {
            "net": self.net.state_dict(),
            "mean": self.mean.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            **asdict(self.done()),
        }
        averaged = {"net": self.mean.state_dict(), **asdict(self.done())}
        for name, content in (("last.pt", everything), ("averaged.pt", averaged)):
            torch.save(content, work / f"{name}.part")
            (work / f"{name}.part").replace(work / name)


def _supply(batches: Queue[Batch]) -> Callable[[], Batch]:
    """The next batch; one that was used before where the maker of pieces is behind, each at most twice more."""
    used: deque[tuple[Batch, int]] = deque(maxlen=400)
    rng = np.random.default_rng(0)

    def take() -> Batch:
        try:
            batch, times = batches.get_nowait(), 0
        except queue.Empty:
            ready = [k for k, (_, n) in enumerate(used) if n < 2] if len(used) > 60 else []
            if not ready:
                batch, times = batches.get(), 0
            else:
                batch, times = used[k := ready[int(rng.integers(len(ready)))]]
                del used[k]
                times += 1
        used.append((batch, times))
        return batch

    return take


def _run(state: _State, take: Callable[[], Batch], work: Path, tell: Callable[[str], None]) -> None:
    plan, begun, saved = state.plan, time.monotonic(), time.monotonic()
    losses: deque[float] = deque(maxlen=200)
    while (share := plan.share(state.step, time.monotonic() - begun)) < 1 and not state.stopped:
        rate = _rate(plan, state.step, share)
        for group in state.optimiser.param_groups:
            group["lr"] = rate
        cpu = time.process_time()
        batch = take()
        losses.append(_learn(state, batch))
        state.step, state.pieces = state.step + 1, state.pieces + len(batch.ink)
        state.average()
        state.cpu_s += time.process_time() - cpu
        if state.step % 100 == 0:
            mean = sum(losses) / len(losses)
            now = {"loss": round(mean, 4), "rate": round(rate, 6), "wall_s": round(time.monotonic() - begun)}
            tell(json.dumps({**asdict(state.done()), **now}))
        if time.monotonic() - saved > plan.save_s:
            state.save(work)
            saved = time.monotonic()


def _rate(plan: Plan, step: int, share: float) -> float:
    """Learning rate: up over the first steps, then down along a cosine by the share of the time."""
    warm = min(1.0, (step + 1) / plan.warm_steps)
    return warm * (plan.last_rate + (plan.rate - plan.last_rate) * 0.5 * (1 + float(np.cos(np.pi * min(1.0, share)))))


def _learn(state: _State, batch: Batch) -> float:
    """One step; the loss of the batch."""
    state.net.train()
    with torch.autocast("cpu", torch.bfloat16):
        scores = state.net(_ink(batch))
    scores = scores.float().squeeze(2)
    loss = _frame_loss(scores, batch) if state.step < state.plan.frame_steps else _ctc_loss(scores, batch)
    state.optimiser.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(state.net.parameters(), 5.0)
    state.optimiser.step()
    return float(loss.detach())


def _ink(batch: Batch) -> Tensor:
    ink = torch.from_numpy(batch.ink).float().div_(INK_STEPS).unsqueeze(1)
    return ink.contiguous(memory_format=torch.channels_last)


def _frame_loss(scores: Tensor, batch: Batch) -> Tensor:
    weight = torch.ones(scores.shape[1])
    weight[BLANK] = BLANK_WEIGHT
    return nn.functional.cross_entropy(scores, torch.from_numpy(batch.frames.astype(np.int64)), weight)


def _ctc_loss(scores: Tensor, batch: Batch) -> Tensor:
    """CTC over the whole width: what stands beside a short piece is paper, and must be read as nothing."""
    said = scores.permute(2, 0, 1).log_softmax(2)
    frames = torch.full((len(batch.ink),), scores.shape[2], dtype=torch.long)
    labels = torch.from_numpy(batch.labels.astype(np.int64))
    return nn.functional.ctc_loss(said, labels, frames, torch.from_numpy(batch.lengths), zero_infinity=True)

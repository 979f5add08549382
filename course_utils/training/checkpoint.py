"""The state of a training on disk, so that it can go on after an interruption.

A checkpoint holds state dicts, tensors, numbers and names, nothing that could run: it is read with
``weights_only=True``.
"""

from __future__ import annotations

import io
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import torch
from torch import nn

from course_utils.files import atomic_file
from course_utils.training.history import History

FORMAT = "course checkpoint 1"


def save_checkpoint(
    path: str | os.PathLike[str],
    model: nn.Module,
    *,
    optimizer: torch.optim.Optimizer | None = None,
    scheduler: torch.optim.lr_scheduler.LRScheduler | None = None,
    history: History | None = None,
    generators: Sequence[torch.Generator] = (),
    settings: Mapping[str, str] | None = None,
) -> None:
    """Write the model, and what else is given, to ``path``: the whole file or, if anything fails, none of it.

    history: its number of epochs is where a training goes on.
    generators: random generators whose state is kept besides PyTorch's own, e.g. that of a loader.
    settings: what the training was started with, by name; see ``settings_of``.

    Missing folders are made. Raises OSError if the file cannot be written; an older one then stays.
    """
    state = {
        "format": FORMAT,
        "model": model.state_dict(),
        "optimizer": optimizer and optimizer.state_dict(),
        "scheduler": scheduler and scheduler.state_dict(),
        "history": asdict(history or History()),
        "random": torch.get_rng_state(),
        "random_cuda": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
        "random_generators": [generator.get_state() for generator in generators],
        "settings": dict(settings or {}),
    }
    with atomic_file(Path(path)) as file:
        torch.save(state, file)


def load_checkpoint(
    path: str | os.PathLike[str],
    model: nn.Module,
    *,
    optimizer: torch.optim.Optimizer | None = None,
    scheduler: torch.optim.lr_scheduler.LRScheduler | None = None,
    generators: Sequence[torch.Generator] | None = None,
    settings: Mapping[str, str] | None = None,
) -> History:
    """Put what ``save_checkpoint`` wrote back into the model, and into the optimizer and scheduler if given.

    generators: as they were given to ``save_checkpoint``. If a sequence is given, even an empty one, PyTorch's
        own random state is put back as well, so that a training goes on as if it had never stopped.
    settings: what the training is to go on with; nothing is put back if it was started with others.

    Returns the history. The tensors go to the device where the model is, whatever device they came from.
    Raises FileNotFoundError, ValueError if the file is no such checkpoint, lacks what is asked for, holds another
    number of generators or was made with other settings, all before anything is put back; and RuntimeError if it
    belongs to another model.
    """
    state = _read(Path(path))
    if settings and state.get("settings"):
        _check_settings(Path(path), state["settings"], settings)
    for name, wanted in (("optimizer", optimizer), ("scheduler", scheduler)):
        if wanted is not None and state[name] is None:
            raise ValueError(f"{path} holds no state of the {name}, so the training cannot go on from it")
    if generators is not None and len(generators) != len(state["random_generators"]):
        raise ValueError(f"{len(state['random_generators'])} random generators were saved, not {len(generators)}")
    model.load_state_dict(state["model"])
    if optimizer is not None:
        optimizer.load_state_dict(state["optimizer"])
    if scheduler is not None:
        scheduler.load_state_dict(state["scheduler"])
    if generators is not None:
        _restore_randomness(state, generators)
    return History(**state["history"])


def settings_of(
    optimizer: torch.optim.Optimizer, scheduler: torch.optim.lr_scheduler.LRScheduler | None, validation: bool
) -> dict[str, str]:
    """What a training is started with, as texts by name, before its first step: other values are another training."""
    settings = {"optimizer": type(optimizer).__name__, "validation images": "yes" if validation else "no"}
    for number, group in enumerate(optimizer.param_groups):
        where = f" of parameter group {number}" if len(optimizer.param_groups) > 1 else ""
        settings |= {f"{name}{where}": _told(value) for name, value in group.items() if name != "params"}
    settings["scheduler"] = type(scheduler).__name__ if scheduler else "none"
    if scheduler is not None:
        state = scheduler.state_dict()
        settings |= {f"{name} of the scheduler": _told(state[name]) for name in state if not name.startswith("_")}
    return settings


def _told(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else repr(value)


def _check_settings(path: Path, then: Mapping[str, str], now: Mapping[str, str]) -> None:
    changed = [
        f"{name} was {then.get(name, 'not set')} and is now {now.get(name, 'not set')}"
        for name in sorted({*then, *now})
        if then.get(name) != now.get(name)
    ]
    started = "last_epoch of the scheduler"
    if started in then and started in now and then[started] != now[started]:
        raise ValueError(
            f"{path} holds a training that was interrupted, and this optimizer and scheduler have taken part in it: "
            "make both anew, as for the first epoch, and call fit again; it puts them where they were"
        )
    if changed:
        raise ValueError(
            f"{path} is of a training with other settings ({'; '.join(changed)}): delete it to train anew with these, "
            "or put the old ones back to go on"
        )


def _read(path: Path) -> dict:
    content = path.read_bytes()
    try:
        state = torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)
    except Exception as error:  # a damaged file makes torch.load raise nearly anything
        raise ValueError(f"{path} is no checkpoint, or it is damaged: delete it and train again") from error
    if not isinstance(state, dict) or state.get("format") != FORMAT:
        raise ValueError(f"{path} is no checkpoint of this course")
    return state


def _restore_randomness(state: dict, generators: Sequence[torch.Generator]) -> None:
    torch.set_rng_state(state["random"])
    if torch.cuda.is_available() and len(state["random_cuda"]) == torch.cuda.device_count():
        torch.cuda.set_rng_state_all(state["random_cuda"])
    for generator, saved in zip(generators, state["random_generators"], strict=True):
        generator.set_state(saved)

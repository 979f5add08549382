"""The profile decides sizes, and says what it costs."""

import dataclasses

import pytest
import torch

from course_utils.data.catalog import CIFAR10, MNIST
from course_utils.profile import PROFILES, current_profile


def test_the_environment_names_the_profile(monkeypatch):
    for name in ("smoke", "cpu", "full"):
        monkeypatch.setenv("COURSE_PROFILE", name)
        assert current_profile().name == name


@pytest.mark.parametrize(("cuda", "name"), [(True, "full"), (False, "cpu")])
def test_without_a_name_the_machine_decides(monkeypatch, cuda, name):
    monkeypatch.delenv("COURSE_PROFILE", raising=False)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    assert current_profile().name == name


def test_an_unknown_name_is_told_with_those_there_are(monkeypatch):
    monkeypatch.setenv("COURSE_PROFILE", "fast")
    with pytest.raises(ValueError, match="COURSE_PROFILE is 'fast', and must be one of smoke, cpu, full"):
        current_profile()


def test_a_profile_holds_sizes_only_and_cannot_be_changed():
    for profile in PROFILES.values():
        for name, sizes in dataclasses.asdict(profile).items():
            sizes = sizes if isinstance(sizes, tuple) else (sizes,)
            assert name == "name" or all(type(size) is int and size > 0 for size in sizes), name
        with pytest.raises(dataclasses.FrozenInstanceError):
            profile.mnist_epochs = 1


def test_a_larger_profile_is_nowhere_smaller():
    names = [field.name for field in dataclasses.fields(PROFILES["smoke"]) if field.name != "name"]
    for smaller, larger in (("smoke", "cpu"), ("cpu", "full")):
        for name in names:
            assert getattr(PROFILES[smaller], name) <= getattr(PROFILES[larger], name), name


def test_smoke_fits_the_embedded_sample_and_the_others_use_all_the_data():
    smoke = PROFILES["smoke"]
    assert smoke.mnist_train_images <= MNIST.samples["train"].count
    assert smoke.mnist_test_images <= MNIST.samples["test"].count
    assert smoke.cifar_train_images <= CIFAR10.samples["train"].count
    assert smoke.cifar_test_images <= CIFAR10.samples["test"].count
    for name in ("cpu", "full"):
        assert PROFILES[name].mnist_train_images == MNIST.splits["train"].count
        assert PROFILES[name].mnist_test_images == MNIST.splits["test"].count
        assert PROFILES[name].cifar_train_images == CIFAR10.splits["train"].count
        assert PROFILES[name].cifar_test_images == CIFAR10.splits["test"].count
    for profile in PROFILES.values():
        assert profile.mnist_validation_images < profile.mnist_train_images


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(0.5, "about 30 seconds"), (1.2, "about 1 minute."), (6, "about 6 minutes"), (None, "nobody has measured")],
)
def test_it_announces_how_long_it_takes(capsys, minutes, expected):
    PROFILES["cpu"].announce({"cpu": minutes, "smoke": 99})
    line = capsys.readouterr().out
    assert line.startswith("Profile cpu: ") and expected in line and "smoke, full" in line

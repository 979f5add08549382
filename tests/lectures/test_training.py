"""Training: what is counted, what is restored, and that an interrupted training goes on as if nothing had happened."""

import copy
import math
import os

import pytest
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from course_utils.training import (
    History,
    choose_device,
    confusion_matrix,
    evaluate,
    fit,
    load_checkpoint,
    predict,
    save_checkpoint,
    seed_everything,
    train_one_epoch,
)

MEAN = nn.CrossEntropyLoss()


def network():
    """Dropout and batch normalisation, so that modes, random numbers and buffers matter."""
    return nn.Sequential(
        nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.Dropout(0.3), nn.Flatten(), nn.Linear(4 * 6 * 6, 3)
    )


@pytest.fixture
def data():
    """50 noisy 8×8 images in three classes; a class is the row that is bright."""
    torch.manual_seed(3)
    labels = torch.arange(50) % 3
    images = 0.3 * torch.rand(50, 1, 8, 8)
    images[torch.arange(50), 0, 2 * labels + 1] += 0.7
    return TensorDataset(images, labels)


def loader(data, shuffle=False, **options):
    return DataLoader(data, batch_size=16, shuffle=shuffle, **options)  # the last batch holds 2 images


def start(seed=0, lr=0.02, kind=torch.optim.Adam):
    seed_everything(seed)
    model = network()
    return model, kind(model.parameters(), lr=lr)


def watched(model):
    """What the model is called with from now on, and the dtype that its first layer computes in: two lists."""
    images, dtypes = [], []
    model.register_forward_pre_hook(lambda module, inputs: images.append(inputs[0].clone()))
    model[0].register_forward_hook(lambda module, inputs, output: dtypes.append(output.dtype))
    return images, dtypes


def negative(images):
    return 1 - images


class TestEvaluate:
    def test_every_image_counts_the_same_though_the_last_batch_is_smaller(self, data):
        model, _ = start()
        images, labels = data.tensors
        with torch.no_grad():
            scores = model.eval()(images)
        loss, accuracy = evaluate(model, loader(data), MEAN)
        assert loss == pytest.approx(MEAN(scores, labels).item(), rel=1e-5)
        assert accuracy == pytest.approx((scores.argmax(1) == labels).double().mean().item())

    def test_it_neither_learns_nor_updates_running_statistics(self, data):
        model, _ = start()
        before = copy.deepcopy(model.state_dict())
        evaluate(model, loader(data), MEAN)
        assert all(torch.equal(before[name], value) for name, value in model.state_dict().items())
        assert all(parameter.grad is None for parameter in model.parameters())

    def test_each_module_gets_its_own_mode_back(self, data):
        model, _ = start()
        model[1].eval()  # frozen, while the rest trains
        evaluate(model, loader(data), MEAN)
        assert model.training and not model[1].training and model[3].training

    def test_the_mode_comes_back_after_an_error(self):
        model, _ = start()
        with pytest.raises(RuntimeError):
            evaluate(model, [(torch.zeros(1, 5, 8, 8), torch.tensor([0]))], MEAN)
        assert model.training

    @pytest.mark.parametrize(("options", "dtype"), [({}, torch.float32), ({"autocast": True}, torch.bfloat16)])
    def test_it_computes_in_bfloat16_if_asked_to(self, data, options, dtype):
        model, _ = start()
        _, dtypes = watched(model)
        loss, _ = evaluate(model, loader(data), MEAN, **options)
        assert dtypes == [dtype] * 4 and math.isfinite(loss)

    def test_no_batch_and_a_sum_for_a_mean_are_told(self, data):
        model, _ = start()
        with pytest.raises(ValueError, match="no batch"):
            evaluate(model, [], MEAN)
        with pytest.raises(ValueError, match="reduction is 'sum'"):
            evaluate(model, loader(data), nn.CrossEntropyLoss(reduction="sum"))


class TestTrainOneEpoch:
    def test_it_takes_the_steps_written_out_by_hand(self, data):
        model, optimizer = start()
        loss, accuracy = train_one_epoch(model, loader(data), optimizer, MEAN)
        other, optimizer = start()
        total, right = 0.0, 0
        for images, labels in loader(data):
            optimizer.zero_grad()
            scores = other(images)
            batch_loss = MEAN(scores, labels)
            batch_loss.backward()
            optimizer.step()
            total += batch_loss.item() * len(labels)
            right += (scores.argmax(1) == labels).sum().item()
        assert (loss, accuracy) == (pytest.approx(total / 50, rel=1e-5), right / 50)
        for mine, theirs in zip(model.state_dict().values(), other.state_dict().values(), strict=True):
            assert torch.equal(mine, theirs)

    def test_it_switches_training_mode_on(self, data):
        model, optimizer = start()
        model.eval()
        before = model[1].running_mean.clone()
        train_one_epoch(model, loader(data), optimizer, MEAN)
        assert model.training and not torch.equal(before, model[1].running_mean)

    def test_the_scheduler_steps_after_every_batch(self, data):
        model, optimizer = start(lr=1.0)
        scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.1)
        train_one_epoch(model, loader(data), optimizer, MEAN, scheduler=scheduler)
        assert scheduler.last_epoch == 4 and scheduler.get_last_lr()[0] == pytest.approx(1e-4)

    def test_images_are_augmented_and_labels_are_not(self, data):
        model, optimizer = start()
        seen, _ = watched(model)
        compared = []

        def noted(scores, labels):
            compared.append(labels)
            return MEAN(scores, labels)

        train_one_epoch(model, loader(data), optimizer, noted, augment=negative)
        assert [len(images) for images in seen] == [16, 16, 16, 2]
        assert torch.equal(torch.cat(seen), negative(data.tensors[0]))
        assert torch.equal(torch.cat(compared), data.tensors[1])

    def test_autocast_computes_in_bfloat16_and_keeps_float32_weights(self, data):
        model, optimizer = start()
        _, dtypes = watched(model)
        loss, _ = train_one_epoch(model, loader(data), optimizer, MEAN, autocast=True)
        assert dtypes == [torch.bfloat16] * 4 and model[0].weight.dtype == torch.float32 and math.isfinite(loss)


class TestFit:
    def test_it_learns_and_keeps_four_histories(self, data):
        model, optimizer = start()
        history = fit(model, loader(data, shuffle=True), 8, optimizer=optimizer, validation=loader(data))
        assert history.epochs == 8
        for values in vars(history).values():
            assert len(values) == 8 and all(type(value) is float for value in values)
        assert history.train_loss[-1] < history.train_loss[0] and history.validation_accuracy[-1] > 0.9

    def test_without_validation_those_lists_stay_empty(self, data):
        model, optimizer = start()
        history = fit(model, loader(data), 2, optimizer=optimizer, progress=False)
        assert history.epochs == 2 and history.validation_loss == history.validation_accuracy == []

    def test_an_epoch_is_train_one_epochs_with_its_scheduler_autocast_and_augment(self, data):
        def trained(how):
            model, optimizer = start()
            scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.5)
            result = how(model, optimizer, scheduler=scheduler, autocast=True, augment=negative)
            return result, scheduler.last_epoch, model.state_dict()

        history, steps, weights = trained(
            lambda model, optimizer, **options: fit(
                model, loader(data), 1, optimizer=optimizer, progress=False, **options
            )
        )
        (loss, accuracy), _, expected = trained(
            lambda model, optimizer, **options: train_one_epoch(model, loader(data), optimizer, MEAN, **options)
        )
        assert steps == 4 and (history.train_loss, history.train_accuracy) == ([loss], [accuracy])
        for mine, theirs in zip(weights.values(), expected.values(), strict=True):
            assert torch.equal(mine, theirs)

    def test_validation_images_are_not_augmented_and_are_computed_with_autocast(self, data):
        model, optimizer = start()
        seen, dtypes = watched(model)
        fit(
            model, loader(data), 1, optimizer=optimizer, validation=loader(data), autocast=True, augment=negative,
            progress=False,
        )  # fmt: skip
        assert torch.equal(torch.cat(seen), torch.cat([negative(data.tensors[0]), data.tensors[0]]))
        assert dtypes == [torch.bfloat16] * 8

    def test_it_tells_each_epoch_on_standard_output_or_nothing(self, data, capsys):
        model, optimizer = start()
        fit(model, loader(data), 2, optimizer=optimizer, validation=loader(data))
        told = capsys.readouterr()
        assert "epoch 1/2: training loss" in told.out and "epoch 2/2" in told.out and told.err == ""
        fit(model, loader(data), 2, optimizer=optimizer, progress=False)
        assert capsys.readouterr() == ("", "")

    def test_batches_may_be_any_list_of_pairs(self, data):
        model, optimizer = start()
        assert fit(model, [data.tensors], 3, optimizer=optimizer, progress=False).epochs == 3

    def test_a_loss_that_is_no_number_stops_the_training(self, data, tmp_path):
        model, optimizer = start()
        checkpoint = tmp_path / "model.pt"
        fit(model, loader(data), 1, optimizer=optimizer, checkpoint=checkpoint, progress=False)
        good = checkpoint.read_bytes()
        broken = lambda scores, labels: MEAN(scores, labels) * math.nan  # noqa: E731
        with pytest.raises(FloatingPointError, match=f"epoch 2: try a smaller learning rate, and delete {checkpoint}"):
            fit(model, loader(data), 2, optimizer=optimizer, criterion=broken, checkpoint=checkpoint, progress=False)
        assert checkpoint.read_bytes() == good

    def test_the_same_seed_gives_the_same_training(self, data):
        losses = []
        for _ in range(2):
            model, optimizer = start(seed=7)
            losses.append(
                fit(model, loader(data, shuffle=True), 2, optimizer=optimizer, progress=False).train_loss,
            )
        assert losses[0] == losses[1]


SCHEDULERS = {
    "none": lambda optimizer: None,
    "one cycle": lambda optimizer: torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.05, total_steps=16),
    "cosine": lambda optimizer: torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 16),
}


class TestCheckpoint:
    @pytest.mark.parametrize("schedule", SCHEDULERS.values(), ids=SCHEDULERS)
    @pytest.mark.parametrize("kind", [torch.optim.AdamW, lambda p, lr: torch.optim.SGD(p, lr, momentum=0.9)])
    @pytest.mark.parametrize("own_generator", [False, True])
    def test_going_on_from_epoch_2_equals_going_through(self, data, tmp_path, schedule, kind, own_generator):
        def train(epochs, checkpoint):
            model, optimizer = start(kind=kind)
            generator = torch.Generator().manual_seed(5) if own_generator else None
            batches = loader(data, shuffle=True, generator=generator)
            history = fit(
                model, batches, epochs, optimizer=optimizer, validation=loader(data),
                scheduler=schedule(optimizer), checkpoint=checkpoint, progress=False,
            )  # fmt: skip
            return model, history

        through, whole = train(4, None)
        train(2, tmp_path / "model.pt")
        seed_everything(99)  # another process, other random numbers
        resumed, parts = train(4, tmp_path / "model.pt")
        assert parts == whole and whole.epochs == 4
        for mine, theirs in zip(through.state_dict().values(), resumed.state_dict().values(), strict=True):
            assert torch.equal(mine, theirs)

    def test_a_finished_training_is_not_repeated(self, data, tmp_path, capsys):
        model, optimizer = start()
        first = fit(model, loader(data), 2, optimizer=optimizer, checkpoint=tmp_path / "model.pt", progress=False)
        again, optimizer = start(seed=1)
        assert fit(again, loader(data), 2, optimizer=optimizer, checkpoint=tmp_path / "model.pt") == first
        assert torch.equal(again[0].weight, model[0].weight)
        assert "holds 2 epochs: nothing is left to train" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("changed", "says"),
        [
            ({"lr": 1e-9}, "; lr was 0.004 and is now 4e-10"),
            ({"weight_decay": 0.5}, "weight_decay was .+ and is now 0.5"),
            ({"validation": True}, "validation images was no and is now yes"),
            ({"steps": 99}, "total_steps of the scheduler was 8 and is now 99"),
        ],
    )
    def test_it_does_not_go_on_with_other_settings_and_stays_as_it_is(self, data, tmp_path, changed, says):
        checkpoint = tmp_path / "model.pt"

        def train(epochs, lr=0.01, weight_decay=0.0, validation=False, steps=8):
            model, _ = start()
            optimizer = torch.optim.SGD(model.parameters(), lr=lr, weight_decay=weight_decay)
            scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=10 * lr, total_steps=steps)
            return fit(
                model, loader(data), epochs, optimizer=optimizer, scheduler=scheduler, checkpoint=checkpoint,
                validation=loader(data) if validation else None, progress=False,
            )  # fmt: skip

        train(1)
        before = checkpoint.read_bytes()
        with pytest.raises(ValueError, match=f"{says}.+ delete it to train anew"):
            train(2, **changed)
        assert checkpoint.read_bytes() == before
        assert train(2).epochs == 2

    def test_it_holds_nothing_but_state_and_is_read_without_running_code(self, data, tmp_path):
        model, optimizer = start()
        fit(model, loader(data), 1, optimizer=optimizer, checkpoint=tmp_path / "model.pt", progress=False)
        state = torch.load(tmp_path / "model.pt", weights_only=True)
        assert state["model"].keys() == model.state_dict().keys() and len(state["history"]["train_loss"]) == 1

    def test_a_model_alone_can_be_kept_and_brought_back(self, tmp_path):
        model, _ = start()
        history = History([0.5], [0.8], [0.6], [0.7])
        save_checkpoint(tmp_path / "deep" / "model.pt", model, history=history)
        other, optimizer = start(seed=1)
        state = torch.get_rng_state()
        assert load_checkpoint(tmp_path / "deep" / "model.pt", other) == history
        assert torch.equal(other[0].weight, model[0].weight)
        assert torch.equal(state, torch.get_rng_state())  # random numbers are only put back on request
        with pytest.raises(ValueError, match="no state of the optimizer"):
            load_checkpoint(tmp_path / "deep" / "model.pt", other, optimizer=optimizer)

    def test_of_a_checkpoint_with_another_number_of_generators_nothing_is_put_back(self, data, tmp_path):
        model, optimizer = start()
        fit(model, loader(data), 1, optimizer=optimizer, progress=False)
        generator = torch.Generator().manual_seed(5)
        save_checkpoint(tmp_path / "model.pt", model, optimizer=optimizer, generators=[generator])
        other, fresh = start(seed=1)
        before, random = copy.deepcopy(other.state_dict()), torch.get_rng_state()
        for generators in ([], [generator, torch.Generator()]):
            with pytest.raises(ValueError, match=f"1 random generators were saved, not {len(generators)}"):
                load_checkpoint(tmp_path / "model.pt", other, optimizer=fresh, generators=generators)
        assert all(torch.equal(before[name], value) for name, value in other.state_dict().items())
        assert not fresh.state_dict()["state"] and torch.equal(random, torch.get_rng_state())
        load_checkpoint(tmp_path / "model.pt", other, optimizer=fresh, generators=[torch.Generator()])
        assert torch.equal(other[0].weight, model[0].weight) and fresh.state_dict()["state"]

    def test_what_is_no_checkpoint_is_told(self, tmp_path):
        model, _ = start()
        path = tmp_path / "model.pt"
        with pytest.raises(FileNotFoundError):
            load_checkpoint(path, model)
        for content in (b"", b"not a checkpoint at all"):
            path.write_bytes(content)
            with pytest.raises(ValueError, match="no checkpoint, or it is damaged"):
                load_checkpoint(path, model)
        torch.save({"model": {}}, path)
        with pytest.raises(ValueError, match="no checkpoint of this course"):
            load_checkpoint(path, model)
        save_checkpoint(path, model)
        path.write_bytes(path.read_bytes()[:-1000])
        with pytest.raises(ValueError, match="damaged"):
            load_checkpoint(path, model)

    def test_code_hidden_in_a_file_does_not_run(self, tmp_path):
        class Evil:
            def __reduce__(self):
                return os.mkdir, (str(tmp_path / "ran"),)

        torch.save(Evil(), tmp_path / "model.pt")
        with pytest.raises(ValueError):
            load_checkpoint(tmp_path / "model.pt", start()[0])
        assert not (tmp_path / "ran").exists()

    def test_another_model_is_refused(self, tmp_path):
        save_checkpoint(tmp_path / "model.pt", nn.Linear(2, 2))
        with pytest.raises(RuntimeError, match="state_dict"):
            load_checkpoint(tmp_path / "model.pt", start()[0])

    def test_a_failed_write_leaves_the_file_before(self, tmp_path, monkeypatch):
        model, _ = start()
        save_checkpoint(tmp_path / "model.pt", model)
        before = (tmp_path / "model.pt").read_bytes()

        def full_disk(state, file):
            file.write(b"half")
            raise OSError("No space left on device")

        monkeypatch.setattr(torch, "save", full_disk)
        with pytest.raises(OSError, match="No space"):
            save_checkpoint(tmp_path / "model.pt", model)
        assert [path.name for path in tmp_path.iterdir()] == ["model.pt"]
        assert (tmp_path / "model.pt").read_bytes() == before


class TestPredict:
    def test_scores_and_labels_keep_the_order(self, data):
        model, _ = start()
        scores, labels = predict(model, loader(data))
        assert torch.equal(labels, data.tensors[1]) and model.training and not scores.requires_grad
        with torch.no_grad():
            torch.testing.assert_close(scores, model.eval()(data.tensors[0]))

    def test_the_confusion_matrix_counts_true_rows_and_predicted_columns(self):
        matrix = confusion_matrix(torch.tensor([0, 0, 1, 2, 2]), torch.tensor([0, 1, 1, 2, 0]), 4)
        assert matrix.tolist() == [[1, 1, 0, 0], [0, 1, 0, 0], [1, 0, 1, 0], [0, 0, 0, 0]]

    def test_classes_outside_and_unequal_lengths_are_told(self):
        with pytest.raises(ValueError, match="label lies outside"):
            confusion_matrix(torch.tensor([3]), torch.tensor([0]), 3)
        with pytest.raises(ValueError, match="prediction lies outside"):
            confusion_matrix(torch.tensor([0]), torch.tensor([-1]), 3)
        with pytest.raises(ValueError, match="2 labels, but 1"):
            confusion_matrix(torch.tensor([0, 1]), torch.tensor([0]), 3)

    @pytest.mark.parametrize(
        ("labels", "predictions", "says"),
        [
            ((2,), (2, 1), r"predictions are N class indices.+shape \(2, 1\)"),
            ((2, 1), (2, 1), r"labels are N class indices.+shape \(2, 1\)"),
            ((), (), r"labels are N class indices.+shape \(\)"),
        ],
    )
    def test_columns_of_indices_are_told(self, labels, predictions, says):
        with pytest.raises(ValueError, match=says):
            confusion_matrix(torch.zeros(labels).long(), torch.zeros(predictions).long(), 3)

    def test_scores_in_place_of_predictions_are_told(self):
        with pytest.raises(TypeError, match="argmax"):
            confusion_matrix(torch.tensor([0, 1]), torch.rand(2, 3), 3)


def test_a_seed_repeats_the_random_numbers_of_python_numpy_and_torch():
    import random

    import numpy as np

    draws = []
    for _ in range(2):
        seed_everything(4)
        draws.append((random.random(), np.random.rand(), torch.rand(1).item()))
    assert draws[0] == draws[1]


@pytest.mark.parametrize(("cuda", "kind"), [(True, "cuda"), (False, "cpu")])
def test_the_device_is_a_gpu_where_there_is_one(monkeypatch, cuda, kind):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    assert choose_device().type == kind

"""The audit itself is tested: it finds a survivor, a wrong name, a rejected right answer and a careless tolerance."""

import dataclasses

import pytest
import torch

from autograder import audit as audit_module
from autograder import variants as variants_module
from autograder.audit import Margins, Report, audit_problem_sets
from autograder.errors import CourseError
from autograder.variants import Variant, variants
from course_utils.questions import all_questions, find_question

PS = "ps1_convolution"
FLIPPED = (
    "def convolve2d(image, kernel, padding=0):\n"
    "    return conv2d(image, kernel{flip}, padding=padding)\n"
)  # fmt: skip


@pytest.fixture
def audited(tmp_path, monkeypatch):
    """``audited(name=source, …)`` audits with nothing but these variants of convolve2d."""
    monkeypatch.setattr(variants_module, "MUTANTS", tmp_path)
    # So few variants are not enough to prove a question, which is another thing than what is looked at here.
    monkeypatch.setattr(audit_module, "right_answers_wanted", lambda _question: 0)

    def audited(**sources):
        (tmp_path / PS).mkdir()
        for name, source in sources.items():
            (tmp_path / PS / f"convolve2d__{name}.py").write_text(source)
        [report] = audit_problem_sets([PS], seeds=1)
        return report

    return audited


def test_what_is_as_it_should_be_has_no_failures(audited):
    report = audited(kernel_not_flipped=FLIPPED.format(flip=""), ok_flip=FLIPPED.format(flip=".flip((0, 1))"))
    assert report.failures == []
    rows = {row.name: row for row in report.rows if row.question == "convolve2d"}
    assert rows["ok_reference"].credit == 1 and rows["stub"].credit == 0
    assert 0 < rows["kernel_not_flipped"].credit < 1


def test_noise_and_the_nearest_mutant_are_measured(audited):
    margins = audited(kernel_not_flipped=FLIPPED.format(flip="")).margins
    assert 0 < margins["conv2d_layer"].noise < 1  # its cases are real numbers: another order of sums rounds otherwise
    assert 1 < margins["convolve2d"].nearest < float("inf")
    assert margins["conv2d_layer"].nearest == float("inf")  # there is no mutant of it here


@pytest.mark.parametrize("caught_under", [0, 1])
def test_a_mutant_that_is_caught_under_one_seed_only_is_a_survivor(audited, caught_under):
    right_for_the_others = (
        "from course_utils.questions import find_question\n"
        f"cases = find_question('convolve2d', {PS!r}).cases(np.random.default_rng({caught_under}))\n"
        "known = [case.args[0] for case in cases]\n"
        "def convolve2d(image, kernel, padding=0):\n"
        "    wrong = any(torch.equal(image, one) for one in known)\n"
        "    return conv2d(image, kernel if wrong else kernel.flip((0, 1)), padding=padding)\n"
    )
    report = audited(kernel_not_flipped=right_for_the_others)
    assert report.failures == ["convolve2d × kernel_not_flipped: a wrong answer is accepted"]


def test_a_mutant_that_is_right_is_a_survivor(audited):
    report = audited(kernel_not_flipped=FLIPPED.format(flip=".flip((0, 1))"))
    assert [failure for failure in report.failures if "a wrong answer is accepted" in failure]


def test_a_mutant_told_by_another_name_fails(audited):
    report = audited(image_flipped=FLIPPED.format(flip=""))
    assert any("told as kernel_not_flipped" in failure for failure in report.failures)


def test_a_right_variant_that_is_wrong_fails(audited):
    report = audited(ok_claimed=FLIPPED.format(flip=""))
    assert any("a right answer is not accepted" in failure for failure in report.failures)


def test_a_right_variant_also_meets_the_mixed_dtypes_of_the_graded_cases():
    question = find_question("normalize", "ps5_cifar10_augmentation")

    def as_wide_as_the_statistics(images, mean, std):
        return (images - mean[:, None, None]) / std[:, None, None]

    variant = Variant("normalize", "ok_claimed", "")
    row, _ = audit_module._audit_right(question, variant, as_wide_as_the_statistics, seeds=3)
    assert "a right answer is not accepted" in row.problem and "as graded" in row.problem


def test_every_dtype_meets_several_seeds_and_both_numbers_of_threads():
    [question, *_] = [one for one in all_questions() if one.any_dtype and one.takes == "function"]
    settings = list(audit_module._settings(question, 20))
    assert [seed for seed, _, _ in settings] == list(range(20))
    for dtype in (None, torch.float32, torch.float64):
        assert len([1 for _, one, _ in settings if one is dtype]) >= 6
        assert {threads for _, one, threads in settings if one is dtype} == {1, 2}


def test_a_tolerance_near_the_noise_or_the_mutants_fails():
    assert Report(PS, margins={"conv2d": Margins(noise=0.5, nearest=100)}).failures
    assert Report(PS, margins={"conv2d": Margins(noise=0.01, nearest=3)}).failures
    assert not Report(PS, margins={"conv2d": Margins(noise=0.01, nearest=100)}).failures


def test_a_stub_that_earns_points_fails(audited, monkeypatch):
    real = audit_module._all_of

    def generous(one, reference, release):
        right, stub = real(one, reference, release)
        return [right, dataclasses.replace(stub, source=right.source)]

    monkeypatch.setattr(audit_module, "_all_of", generous)
    assert any(
        "the stub earns points" in failure for failure in audited(ok_flip=FLIPPED.format(flip=".flip(0, 1)")).failures
    )


def test_misnamed_mutants_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(variants_module, "MUTANTS", tmp_path)
    (tmp_path / PS).mkdir()
    with pytest.raises(CourseError, match="There are no mutants"):
        variants(PS)
    (tmp_path / PS / "conv2d.py").write_text("")
    with pytest.raises(CourseError, match="is not named"):
        variants(PS)
    (tmp_path / PS / "conv2d.py").unlink()
    (tmp_path / PS / "conv9d__ok_loops.py").write_text("")
    with pytest.raises(CourseError, match="conv9d"):
        list(audit_problem_sets([PS], seeds=1))


def test_a_problem_set_without_questions_is_told_so(tmp_path, monkeypatch):
    monkeypatch.setattr(audit_module, "problem_sets", lambda: ("ps2_shapes_and_parameters",))
    with pytest.raises(CourseError, match="has no questions yet"):
        list(audit_problem_sets([PS], seeds=1))

"""The audit itself is tested: it finds a survivor, a wrong name, a rejected right answer and a careless tolerance."""

import dataclasses

import pytest

from autograder import audit as audit_module
from autograder import variants as variants_module
from autograder.audit import Margins, Report, audit_problem_sets
from autograder.errors import CourseError
from autograder.variants import variants

PS = "ps1_convolution"
FLIPPED = (
    "def convolve2d(image, kernel, padding=0):\n"
    "    return conv2d(image, kernel{flip}, padding=padding)\n"
)  # fmt: skip


@pytest.fixture
def audited(tmp_path, monkeypatch):
    """``audited(name=source, …)`` audits with nothing but these variants of convolve2d."""
    monkeypatch.setattr(variants_module, "MUTANTS", tmp_path)

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


def test_a_mutant_that_is_right_is_a_survivor(audited):
    report = audited(kernel_not_flipped=FLIPPED.format(flip=".flip((0, 1))"))
    assert [failure for failure in report.failures if "a wrong answer is accepted" in failure]


def test_a_mutant_told_by_another_name_fails(audited):
    report = audited(image_flipped=FLIPPED.format(flip=""))
    assert any("told as kernel_not_flipped" in failure for failure in report.failures)


def test_a_right_variant_that_is_wrong_fails(audited):
    report = audited(ok_claimed=FLIPPED.format(flip=""))
    assert any("a right answer is not accepted" in failure for failure in report.failures)


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

"""The whole problem set at a glance: what every check said last, in the notebook and nowhere else."""

from pathlib import Path

import nbformat
import pytest
import torch
from bs4 import BeautifulSoup
from nbclient import NotebookClient

from course_utils import checks_of
from course_utils.checking.check import CheckFailed, hand_evidence_to
from course_utils.checking.session import forget
from course_utils.checking.summary import Summary
from course_utils.questions import UnknownProblemSet, problem_sets, questions_of

PS = "ps1_convolution"
COURSE = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def a_new_session():
    forget()
    yield
    forget()


def line_of(said: str, question: str) -> str:
    return next(line for line in said.splitlines() if line.split()[:1] == [question])


@pytest.fixture
def summary(capsys):
    """What ``check.summary(...)`` prints."""

    def summary(problem_set=PS, **options) -> str:
        capsys.readouterr()
        checks_of(problem_set).summary(**options)
        return capsys.readouterr().out

    return summary


def blurred(scale):
    """Right kernels, but for a blur that adds up to 9 * scale."""
    sobel = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    sharpen = torch.tensor([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]])
    laplace = torch.tensor([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]])
    blur = torch.full((3, 3), scale)
    return {"blur": blur, "sharpen": sharpen, "edge": laplace, "sobel_x": sobel, "sobel_y": sobel.T.contiguous()}


def test_it_tells_what_passes_what_fails_and_what_was_not_tried(summary):
    check = checks_of(PS)
    check("kernels", blurred(1 / 9))
    with pytest.raises(CheckFailed):
        check("conv2d", lambda image, kernel, stride=1, padding=0: None)
    said = summary()
    assert line_of(said, "kernels").split("✓")[1].strip() == "passes"
    assert "✗" in line_of(said, "conv2d") and "nothing returned" in line_of(said, "conv2d")
    assert "not tried in this session" in line_of(said, "conv2d_fast")
    assert "1 of 7 checks pass; 5 not tried" in said
    assert "Run Selected Cell and All Below" in said


def test_the_last_try_counts_and_it_can_be_asked_for_again(summary):
    check = checks_of(PS)
    with pytest.raises(CheckFailed):
        check("kernels", blurred(1.0))
    before = line_of(summary(), "kernels")
    check("kernels", blurred(1 / 9))
    after = line_of(summary(), "kernels")
    cases = len(questions_of(PS)["kernels"].public_cases())
    assert "✗" in before and f"{cases} of {cases}" not in before
    assert "✓ passes" in after and f"{cases} of {cases}" in after


def test_every_question_has_a_line_in_the_order_of_the_problem_set(summary):
    names = list(questions_of(PS))
    lines = [line.split()[0] for line in summary(by_hand=["flip_or_not"]).splitlines() if line.strip()]
    assert [name for name in lines if name in (*names, "flip_or_not")] == [*names, "flip_or_not"]
    assert "a person reads and grades it" in line_of(summary(by_hand=["flip_or_not"]), "flip_or_not")


def test_a_choice_is_noted_and_not_called_right(summary):
    checks_of("ps2_shapes_and_parameters")("choice_1", "a")
    said = summary("ps2_shapes_and_parameters")
    assert "your choice is noted" in line_of(said, "choice_1") and "passes" not in line_of(said, "choice_1")
    assert "0 of 11 checks pass; 1 of 2 choices noted" in said


def test_one_problem_set_does_not_speak_of_another(summary):
    with pytest.raises(CheckFailed):
        checks_of("ps4_regularization_layers")("find_the_bug", lambda *args: None)
    assert "not tried" in line_of(summary(), "find_the_bug")
    assert "not tried" not in line_of(summary("ps4_regularization_layers"), "find_the_bug")


def test_of_a_problem_set_that_is_not_there_those_that_are_there_are_told():
    with pytest.raises(UnknownProblemSet) as raised:
        checks_of("ps9").summary()
    assert str(raised.value) == (
        f"There are no questions of a problem set 'ps9'. There are: {', '.join(problem_sets())}."
    )
    assert raised.value._render_traceback_() == [f"UnknownProblemSet: {raised.value}"]


def test_when_graded_it_does_nothing(summary):
    hand_evidence_to(lambda name, answer: None)
    try:
        assert summary() == "" and summary("there is no such problem set") == ""
    finally:
        hand_evidence_to(None)


def test_the_table_says_what_belongs_to_what_and_has_no_script():
    checks_of(PS)("kernels", blurred(1 / 9))
    page = BeautifulSoup(Summary.of(PS, ["flip_or_not"]).as_html(lambda section: f"#{section.heading}"), "html.parser")
    assert page.find("caption").text.strip().startswith(PS)
    assert {cell["scope"] for cell in page.select("thead th")} == {"col"}
    assert all(row.find("th")["scope"] == "row" for row in page.select("tbody tr, tfoot tr"))
    assert len(page.select("tbody tr")) == len(questions_of(PS)) + 1
    assert len(page.select("tbody a")) == len(questions_of(PS))
    assert not page.find("script")


def test_restart_and_run_all_ends_in_a_summary_where_all_is_right():
    """The release with the reference's answers, every cell from the top, as JupyterLab runs it."""
    notebook, reference = (
        nbformat.read(COURSE / folder / PS / f"{PS}.ipynb", as_version=4) for folder in ("release", "source")
    )
    answers = {cell.metadata.nbgrader.grade_id: cell.source for cell in reference.cells if "nbgrader" in cell.metadata}
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.source = answers[cell.metadata.nbgrader.grade_id]
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(COURSE / "release" / PS)}}).execute()
    summary = next(cell for cell in notebook.cells if cell.source.startswith("check.summary("))
    assert all(cell.execution_count for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip())
    said = summary.outputs[0].data["text/plain"]
    assert "7 of 7 checks pass" in said and "not tried" not in said
    assert "course-summary" in summary.outputs[0].data["text/html"]

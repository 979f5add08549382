"""What a student sees: a pass, a named mistake with a picture, and one line in place of a traceback."""

import dataclasses
import io
import re

import numpy as np
import pytest
import torch
from bs4 import BeautifulSoup
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from PIL import Image

from course_utils import check
from course_utils.checking.card import html_card, text_card
from course_utils.checking.check import CheckFailed, hand_evidence_to
from course_utils.checking.compare import compare
from course_utils.checking.foretold import tolerance_of
from course_utils.checking.observe import observe
from course_utils.checking.picture import picture_of
from course_utils.checking.verdict import CaseVerdict, QuestionVerdict, judge
from course_utils.questions import UnknownQuestion, all_questions, find_question
from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Case, Forbidden

SHARPEN = torch.tensor([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]])
LAPLACE = torch.tensor([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]])
SOBEL = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
RIGHT_KERNELS = {
    "blur": torch.full((3, 3), 1 / 9),
    "sharpen": SHARPEN,
    "edge": LAPLACE,
    "sobel_x": SOBEL,
    "sobel_y": SOBEL.T.contiguous(),
}


def verdict_of(name, answer, forbidden=Forbidden()):  # noqa: B008
    question = dataclasses.replace(find_question(name, IMAGES), forbidden=forbidden)
    cases = question.public_cases()
    return judge(question, cases, [observe(question, case, answer) for case in cases])


def wrong(name, mistake):
    return next(
        one.oracles[0] for one in find_question(name, IMAGES).misconceptions if one.name == mistake and one.oracles
    )


def test_a_right_answer_passes_and_says_so(capsys):
    check("kernels", RIGHT_KERNELS)
    said = capsys.readouterr()
    assert re.search(r"all \d+ public cases pass", said.out) and said.err == ""


def test_a_wrong_answer_raises_and_says_what_and_where(capsys):
    with pytest.raises(CheckFailed, match=r"kernels: \d+ of \d+ public cases pass \(blur not normalised\)"):
        check("kernels", {**RIGHT_KERNELS, "blur": torch.ones(3, 3)})
    said = capsys.readouterr()
    assert "do not add up to 1" in said.out and "Hint:" in said.out and "Read again:" in said.out and said.err == ""


def test_an_unanswered_question_is_called_that(capsys):
    def conv2d(image, kernel, stride=1, padding=0):
        raise NotImplementedError()

    with pytest.raises(CheckFailed):
        check("conv2d", conv2d)
    assert "not answered yet" in capsys.readouterr().out


def test_a_misspelled_name_gets_a_suggestion():
    with pytest.raises(UnknownQuestion, match="Did you mean"):
        check("conv2", lambda: None)


@pytest.fixture
def shell():
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    yield shell
    InteractiveShell.clear_instance()


def test_in_a_notebook_there_is_a_card_and_one_line_of_error(shell):
    with capture_output() as captured:
        shell.run_cell(
            "import torch.nn.functional as F\nfrom course_utils import check\n"
            "def convolve2d(image, kernel, padding=0):\n"
            "    padded = F.pad(image, (padding,) * 4)\n"
            "    kh, kw = kernel.shape\n"
            "    rows, columns = padded.shape[0] - kh + 1, padded.shape[1] - kw + 1\n"
            "    return sum(kernel[a, b] * padded[a:a + rows, b:b + columns] for a in range(kh) for b in range(kw))\n"
            "check('convolve2d', convolve2d)"
        )
    data = captured.outputs[0].data
    assert "You did not flip the kernel" in data["text/html"] and "You did not flip the kernel" in data["text/plain"]
    assert re.search(r'<img src="data:image/png;base64,[^"]{500,}" alt="yours[^"]{20,}"', data["text/html"])
    assert "Traceback" not in captured.stdout and "CheckFailed: convolve2d: 1 of" in captured.stdout
    assert captured.stderr == ""


FLIPPING_CONV2D = """\
import torch.nn.functional as F
def conv2d(image, kernel, stride=1, padding=0):
    padded, kernel = F.pad(image, (padding,) * 4), kernel.flip(0, 1)
    rows, columns = (padded.shape[axis] - kernel.shape[axis] + 1 for axis in (0, 1))
    return sum(
        kernel[a, b] * padded[a:a + rows:1, b:b + columns][::stride, ::stride]
        for a in range(kernel.shape[0]) for b in range(kernel.shape[1])
    )
"""
RIGHT_CONVOLVE2D = """\
def convolve2d(image, kernel, padding=0):
    return conv2d(image, kernel.flip(0, 1), padding=padding)
"""


def test_what_calls_a_wrong_answer_is_told_to_mend_that_first_and_of_no_mistake_of_its_own(shell):
    """Through a conv2d that flips the kernel, a right convolve2d returns what one without flipping would."""
    with capture_output() as captured:
        shell.run_cell(f"{IN_A_NOTEBOOK}{FLIPPING_CONV2D}{RIGHT_CONVOLVE2D}check('convolve2d', convolve2d)")
        shell.run_cell("check.summary()")
    told = "calls your conv2d, which is not right yet: mend that first"
    card, summary = (output.data for output in captured.outputs)
    assert all(f"This answer {told}." in card[form] and "did not flip" not in card[form] for form in card)
    assert all(f"wrong: {told}" in " ".join(summary[form].split()) for form in summary)
    assert re.search(rf"CheckFailed: convolve2d: \d of \d public cases pass \({told}\)", captured.stdout)


def test_what_calls_a_right_answer_or_none_at_all_has_its_own_mistake(shell):
    flips_nothing = RIGHT_CONVOLVE2D.replace(".flip(0, 1)", "")
    right_conv2d = FLIPPING_CONV2D.replace(".flip(0, 1)", "")
    calls_none = right_conv2d.replace(
        "conv2d(image, kernel, stride=1, padding=0)", "convolve2d(image, kernel, padding=0)"
    )
    calls_none = calls_none.replace("[::stride, ::stride]", "")
    for answers in (right_conv2d + flips_nothing, FLIPPING_CONV2D + calls_none):
        with capture_output() as captured:
            shell.run_cell(f"{IN_A_NOTEBOOK}{answers}check('convolve2d', convolve2d)")
        assert "You did not flip the kernel" in captured.outputs[0].data["text/plain"]
        assert "mend that first" not in captured.outputs[0].data["text/plain"]


IN_A_NOTEBOOK = "from course_utils import checks_of\ncheck = checks_of('ps1_convolution')\n"


def test_a_check_before_its_answer_says_so_and_still_fails(shell):
    with capture_output() as captured:
        shell.run_cell(IN_A_NOTEBOOK)
        result = shell.run_cell('check("conv2d", conv2d)')
    assert isinstance(result.error_in_exec, NameError)  # what runs notebooks, such as Validate, sees it fail
    data = captured.outputs[0].data
    for form in ("text/html", "text/plain"):
        assert "conv2d: not defined yet" in data[form] and "run the answer cell above first" in data[form]
    assert "NameError: conv2d is not defined yet" in captured.stdout and "Traceback" not in captured.stdout


def test_any_other_unknown_name_has_its_traceback(shell):
    with capture_output() as captured:
        shell.run_cell(IN_A_NOTEBOOK)
        shell.run_cell("print(conv2d)")
        shell.run_cell('def conv2d():\n    return kernal\n\ncheck("conv2d", conv2d())')
    assert captured.stdout.count("Traceback") == 2 and not captured.outputs


def test_when_graded_no_error_is_told_otherwise(shell):
    shell.user_ns["check"] = None
    hand_evidence_to(lambda name, answer: None)
    try:
        shell.run_cell(IN_A_NOTEBOOK)
    finally:
        hand_evidence_to(None)
    assert not shell.custom_exceptions


def test_a_misspelled_question_has_no_traceback(shell):
    with capture_output() as captured:
        shell.run_cell(IN_A_NOTEBOOK + "check('conv2', print)")
    assert "UnknownQuestion: There is no question named 'conv2'. Did you mean 'conv2d'?" in captured.stdout
    assert "Traceback" not in captured.stdout


def test_a_card_escapes_what_a_student_wrote():
    def conv2d(*args, **options):
        raise ValueError("<script>alert(1)</script>")

    card = html_card(verdict_of("conv2d", conv2d))
    assert "<script>" not in card and "&lt;script&gt;" in card


def hinted(stronger):
    """The verdict on a conv2d that ignores the stride, with a stronger hint for it."""
    verdict = verdict_of("conv2d", wrong("conv2d", "stride_ignored"))
    known = dataclasses.replace(verdict.diagnosis.misconception, stronger=stronger)
    return dataclasses.replace(verdict, diagnosis=dataclasses.replace(verdict.diagnosis, misconception=known))


def test_the_stronger_hint_waits_until_it_is_asked_for():
    verdict = hinted("Look at `stride` in the <second> index.")
    folded = BeautifulSoup(html_card(verdict), "html.parser").find("details")
    assert folded.find("summary").text == "A stronger hint" and not folded.has_attr("open")
    assert "Look at stride in the <second> index." in folded.text and folded.find("code").text == "stride"
    assert BeautifulSoup(html_card(verdict, hints=2), "html.parser").find("details").has_attr("open")
    first, second = text_card(verdict), text_card(verdict, hints=2)
    assert "Look at" not in first and 'check("conv2d", …, hints=2)' in first
    assert "A stronger hint: Look at `stride`" in second and "hints=2" not in second


def test_the_text_tells_the_call_the_cases_and_what_stays_unexplained():
    verdict = verdict_of("conv2d", wrong("conv2d", "stride_ignored"))
    text = text_card(verdict)
    assert "conv2d(float32[" in text and "stride=2" in text and "7 of 10 cases pass:" in text
    assert text.count("✓ passed:") == 7 and text.count("✗ wrong type/shape:") == 3
    partly = dataclasses.replace(verdict, diagnosis=dataclasses.replace(verdict.diagnosis, explains=2))
    assert "(This explains 2 of 3 failing cases.)" in text_card(partly)
    assert "This explains" not in text


def test_without_a_stronger_hint_none_is_offered():
    verdict = hinted("")
    assert "stronger" not in html_card(verdict).lower() and "stronger" not in text_card(verdict).lower()


def test_hints_can_be_asked_for_where_the_check_stands(capsys, monkeypatch):
    verdict = hinted("Count the rows.")
    monkeypatch.setattr("course_utils.checking.check.judge", lambda *_: verdict)
    with pytest.raises(CheckFailed):
        check("kernels", {}, hints=2)
    assert "A stronger hint: Count the rows." in capsys.readouterr().out


def test_only_a_notebook_has_links_to_sections():
    verdict = hinted("")
    section = verdict.diagnosis.misconception.section
    linked = BeautifulSoup(html_card(verdict, link=lambda one: f"#{one.heading}&<"), "html.parser").find("a")
    assert linked["href"] == f"#{section.heading}&<" and section.heading in linked.text
    page = BeautifulSoup(html_card(verdict), "html.parser")
    assert page.find("a") is None and section.heading in page.text


def test_a_card_says_in_words_what_it_says_in_colours():
    verdict = verdict_of("conv2d", wrong("conv2d", "stride_ignored"))
    card, text = html_card(verdict), text_card(verdict)
    for said in ("7 of 10", "ignores the stride", "shape is"):
        assert said in card and said in text
    assert card.count("✓ passed:") == 7


def test_another_convention_is_named_and_not_just_wrong():
    flipped = verdict_of("conv2d", wrong("conv2d", "kernel_flipped"))
    assert "mathematical convolution" in flipped.diagnosis.misconception.told
    not_flipped = verdict_of("convolve1d", wrong("convolve1d", "kernel_not_flipped"))
    assert "cross-correlation" in not_flipped.diagnosis.misconception.told


IMAGES = "ps1_convolution"  # whose answers are images
BY_VALUE = [(question.name, one.name) for question in all_questions() if question.asked_in == IMAGES
            for one in question.misconceptions if one.oracles]  # fmt: skip


@pytest.mark.parametrize(("question", "mistake"), BY_VALUE)
def test_every_mistake_by_value_or_shape_has_a_picture(question, mistake):
    verdict = verdict_of(question, wrong(question, mistake))
    failure = next(case for case in verdict.cases if not case.passed)
    picture = picture_of(verdict.question, failure)
    if picture is None:  # an error or an empty output has nothing to show
        assert failure.got is None or failure.got.numel() == 0 or failure.got.ndim == 0
        return
    for panel in picture.given + picture.results:
        image = Image.open(io.BytesIO(panel.png)).convert("RGBA")
        assert 30 < panel.width == round(image.width / 2) <= 14 * 52 + 4 and image.height < 2 * 1000
        assert image.getpixel((0, 0))[3] == 0 or "kernel" not in panel.title  # the theme's ground shows through
        assert panel.alt.startswith(panel.title)
    index = failure.first_wrong
    if index and failure.case.property is None:
        right, got = (one[index].item() for one in (failure.expected, failure.got))
        yours = next(panel for panel in picture.results if panel.title.startswith("yours"))
        assert f"{got:.4g} at {list(index)}, where {right:.4g} is expected" in yours.alt


def pictured(expected, got, *args, name="conv2d", **changes):
    """The picture of a case that expects one tensor and gets another."""
    question = dataclasses.replace(find_question(name, IMAGES), **{"window": None, **changes})
    case = Case("of a test", args)
    found = compare(expected, got, tolerance_of(question))
    return picture_of(question, CaseVerdict(case, found.outcome, found.reason, expected, got, found.first_wrong))


def test_captions_tell_which_channel_is_shown_of_how_many():
    image, kernel = torch.rand(2, 3, 5, 6), torch.rand(4, 3, 2, 2)
    expected = torch.nn.functional.conv2d(image, kernel)
    got = expected.clone()
    got[1, 2, 3, 4] += 1
    picture = pictured(expected, got, image, kernel, name="conv2d_layer")
    assert [panel.title for panel in picture.given + picture.results] == [
        "input 2×3×5×6: image 1 of 2, channel 0 of 3",
        "kernel 4×3×2×2: filter 2 of 4, channel 0 of 3",
        "expected 2×4×4×5: image 1 of 2, channel 2 of 4",
        "yours 2×4×4×5: image 1 of 2, channel 2 of 4",
        "yours − expected",
    ]


def test_noise_is_zero_and_numbers_have_one_size():
    expected = torch.tensor([[0.327, -2.24e-8, 4.95e-6], [0.1, 0.2, 0.3]])
    got = expected + torch.tensor([[0.0, 4e-8, 0.0], [1e-7, 0.25, 0.0]])
    _, yours, difference = pictured(expected, got).results
    assert "Rows: 0.327 0 0; 0.1 0.45 0.3" in yours.alt and "Rows: 0 0 0; 0 0.25 0" in difference.alt


def test_a_map_tells_its_scale_and_its_largest_difference_in_words():
    expected = torch.linspace(0, 1, 600).reshape(20, 30)
    got = expected.clone()
    got[7, 9], got[8, 9] = 2.0, -1.0
    right, yours, difference = pictured(expected, got).results
    assert right.note == "from 0 to 1, brighter is more" and yours.note == "from -1 to 2, brighter is more"
    assert difference.note == "2 of 600 values wrong, by up to 1.63"
    shades = np.asarray(Image.open(io.BytesIO(difference.png)).convert("L"), dtype=int)
    cell = 2 * 264 / 30
    middle = shades[round(4 + 8.5 * cell), round(4 + 9.5 * cell)]
    beside = shades[round(4 + 8.5 * cell), round(4 + 9.15 * cell)]
    assert abs(middle - beside) > 80  # a wrong value has a dot


def test_of_a_large_image_the_part_with_the_first_wrong_value_is_shown():
    image = torch.rand(100, 300)
    got = image.clone()
    got[90, 250] += 1
    picture = pictured(image, got, image, torch.ones(1, 1), window=lambda _case, index: (*index, 1, 1))
    panels = [picture.given[0], *picture.results]  # all but the kernel
    assert {panel.note.split(";")[0] for panel in panels} == {"only rows 52–99, columns 226–273"}
    assert "1 of 2304 values wrong" in picture.results[-1].note


def test_what_goes_in_stands_apart_from_what_comes_out():
    picture = pictured(torch.ones(3, 3), torch.zeros(3, 3), torch.ones(3, 3), shows=("image",))
    assert [panel.title.split()[0] for panel in picture.given] == ["image"]
    assert [panel.title.split()[0] for panel in picture.results] == ["expected", "yours", "yours"]


def test_the_picture_frames_the_window_of_the_first_wrong_value():
    question = find_question("conv2d")
    case = next(case for case in question.public_cases() if case.options == {"stride": 2, "padding": 1})
    assert question.window(case, (0, 0)) == (-1, -1, 3, 3)
    assert question.window(case, (2, 1)) == (3, 1, 3, 3)


@pytest.mark.parametrize("question", all_questions(), ids=lambda q: f"{q.asked_in}-{q.name}")
def test_a_card_never_tells_a_seed(question):
    cases = question.cases(np.random.default_rng(7))
    seeds = [
        number
        for case in cases
        for number in (*case.args, *case.options.values())
        if type(number) is int and abs(number) >= 10_000  # no size in the course is as large
    ]
    for case in cases:
        failed = CaseVerdict(case, Outcome.WRONG, "It is 1, expected 2.")
        verdict = QuestionVerdict(question, (failed,), Outcome.WRONG, failed.reason, shown=failed)
        told = html_card(verdict) + text_card(verdict)
        assert not [seed for seed in seeds if str(seed) in told]


def test_an_error_of_pytorch_that_says_not_implemented_is_told_as_what_it_says(capsys):
    def conv2d(image, kernel, stride=1, padding=0):
        return torch.nn.functional.pad(image, (4,) * 4, mode="reflect")  # of H×W, PyTorch can't

    with pytest.raises(CheckFailed):
        check("conv2d", conv2d)
    said = capsys.readouterr().out
    assert "not answered" not in said and "NotImplementedError" in said and "Padding size" in said


def test_a_card_shows_only_calls_that_exist():
    for question in all_questions():
        case = question.public_cases()[0]
        failed = CaseVerdict(case, Outcome.WRONG, "It is 1, expected 2.")
        told = text_card(QuestionVerdict(question, (failed,), Outcome.WRONG, failed.reason, shown=failed))
        assert (f"`{question.function or question.name}(" in told) == (
            question.takes == "function" and (question.probe is None or question.call is not None)
        )


def test_where_a_probe_calls_the_answer_the_question_says_how():
    question = find_question("receptive_field")
    case = Case("a pooling, then a convolution", ((2, 2, 1), (5, 1, 1)))
    failed = CaseVerdict(case, Outcome.WRONG, "It is 1, expected 10.")
    told = text_card(QuestionVerdict(question, (failed,), Outcome.WRONG, failed.reason, shown=failed))
    assert "`receptive_field([(2, 2, 1), (5, 1, 1)])`" in told


def test_a_check_draws_its_cases_with_the_usual_dtype_also_where_a_cell_has_set_another(monkeypatch):
    drawn = dataclasses.replace(
        find_question("conv2d"), cases=lambda rng: [Case("ones", (torch.ones(3, 3), torch.ones(1, 1)))], gradient=False
    )
    monkeypatch.setattr("course_utils.checking.check.find_question", lambda *_: drawn)
    given = []
    torch.set_default_dtype(torch.float64)
    try:
        check("conv2d", lambda image, kernel, **_: given.append(image.dtype) or image * kernel)
    finally:
        torch.set_default_dtype(torch.float32)
    assert given == [torch.float32]

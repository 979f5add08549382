"""make_augmentation(): a pipeline of Kornia that keeps labels and range, and is off in evaluation."""

from course_utils.questions.ps5_cifar10_augmentation.pipeline_traces import (
    about,
    black,
    flips_over,
    inverts,
    largest_shift,
    mirrored_only,
    other_form,
    rests_now_and_then,
    switched_the_other_way,
)
from course_utils.questions.ps5_cifar10_augmentation.pipeline_trials import (
    IN_A_LIST,
    MOST_SHIFT,
    cases,
    changed,
    different,
    fewest_different,
    hides,
    probe,
)
from course_utils.questions.ps5_cifar10_augmentation.sections import (
    AUGMENTATION,
    BLACK,
    CLIPPED,
    KORNIA,
    NOT_OFF,
    ONE_DRAW,
    PIPELINE,
)
from course_utils.questions.question import Misconception, Question

QUESTION = Question(
    name="make_augmentation",
    title="A pipeline that can be switched off",
    section=PIPELINE,
    cases=cases,
    probe=probe,
    any_dtype=False,
    misconceptions=(
        Misconception(
            "not_a_module",
            "`make_augmentation()` does not return an `nn.Module`.",
            "Print `type(make_augmentation())`. Is it a list, a function, or a class that still has to be called?",
            KORNIA,
            recognise=lambda verdict, seen: isinstance(seen.value, dict) and seen.value.get("what") != "a module",
            stronger="Print `isinstance(make_augmentation(), nn.Module)`: True is needed. Is it a list? Then "
            "something has to make one module of several. Is it a class? Then nobody has made an object of it yet. Is "
            "it None? Then look at the last line of your function.",
        ),
        Misconception(
            "other_form",
            "Your pipeline returns images of another size or another dtype.",
            "Print the shape before and after each step. Which of them does not give back 32×32?",
            KORNIA,
            recognise=other_form,
            stronger="Send `batch[:4]` through your steps one at a time and print shape and dtype after each: "
            "4×3×32×32 and `torch.float32` every time. Which step names another size, or crops without padding first? "
            "And does anything multiply by 255 or make bytes afterwards?",
        ),
        Misconception(
            "switch_reversed",
            "Your switch is the wrong way round: the pipeline is off in training and on in evaluation.",
            "Which value does `self.training` have after `eval()`? Which branch is taken then?",
            NOT_OFF,
            recognise=about("", switched_the_other_way),
            stronger="Compare `make_augmentation().eval()(batch[:8])` and `make_augmentation().train()(batch[:8])` "
            "with `batch[:8]`: only the second may differ, and in yours it is the first. Put a `print(self.training)` "
            "above your `if`: what is written under the branch that runs for False?",
        ),
        Misconception(
            "on_in_evaluation",
            "Your pipeline goes on augmenting after `eval()`: test images would be distorted.",
            "What does `eval()` change in a module? Who in your pipeline asks for it?",
            NOT_OFF,
            recognise=about("off", lambda images, value: bool(changed(value["train"], images).any())),
            stronger="Compare `make_augmentation().eval()(batch[:8])` with `batch[:8]`: they have to be equal. The "
            "cell at the top of this section shows that Kornia's steps don't ask for the mode. So a module of your "
            "own has to stand around them: which of its attributes does `eval()` set, and where can it be asked?",
        ),
        Misconception(
            "leaves_the_range",
            "Your pipeline returns values below 0 or above 1.",
            "Print minimum and maximum after each step. Which step does not know where pixels end? "
            "And should this pipeline normalise?",
            CLIPPED,
            recognise=about("values", lambda *_: True),
            stronger="Send `torch.rand(24, 3, 32, 32).round()`, only black and white, through each step by itself, "
            "and print the smallest and the largest value. Whatever adds something needs a step behind it that keeps "
            "pixels in [0, 1]. And does one of them subtract a mean? That comes after the pipeline.",
        ),
        Misconception(
            "one_draw_for_the_batch",
            "All images of a batch are changed in the same way.",
            "Which option of Kornia's modules decides whether each image gets a draw of its own?",
            ONE_DRAW,
            recognise=about("each", lambda _images, value: fewest_different(value) == 1),
            stronger="Send one image eight times, `batch[:1].repeat(8, 1, 1, 1)`, through it in training and show the "
            "result: all eight look alike. Search your code for `same_on_batch`, in the container and in each step: "
            "which value does it have, and which one does the task need?",
        ),
        Misconception(
            "shifted_in_some_batches_only",
            "In some batches your pipeline shifts the images, and in others it shifts none at all.",
            "Which `p` does your crop have? Is there a draw for each image, or one for the whole batch?",
            ONE_DRAW,
            recognise=rests_now_and_then,
            stronger="Send `batch[:1].repeat(8, 1, 1, 1)` through it in training, ten times, and show the results: in "
            "some rounds all eight stand still, in the others nearly all are shifted. `K.RandomCrop` has to cut all "
            "images to one size, so its `p` is drawn once for the batch. Which `p` shifts every batch?",
        ),
        Misconception(
            "too_little_variety",
            "Copies of an image come out in a few versions only: they are mirrored, but not shifted.",
            "How many different images can a flip alone make of one? How many can a crop with padding 4?",
            AUGMENTATION,
            recognise=mirrored_only,
            stronger="Send `batch[:1].repeat(48, 1, 1, 1)` through it in training, and print "
            "`len(out.flatten(1).unique(dim=0))`: about 40 are to be expected, and yours are only a few. A shift by "
            "up to 4 pixels has 81 places. Which of the two steps that the task asks for is missing, runs too rarely, "
            "or has no border to move in?",
        ),
        Misconception(
            "mostly_black",
            "Your pipeline leaves too much of the image black.",
            "Look at the results at 32×32 pixels. Which steps push the image out of its frame, or erase a part of it, "
            "and how often?",
            BLACK,
            recognise=black,
            stronger="Send `torch.full((64, 3, 32, 32), 0.6)` through it in training, and print `(out.amax(1) < "
            "0.05).float().mean()`: at most 0.3 is allowed. Take your steps out one by one: which of them brings it "
            "down? Then look at how far that one may shift, shrink or erase.",
        ),
        Misconception(
            "upside_down",
            "Some of your images stand on their heads. Photos like that are not what the network will be asked about.",
            "Look at 16 results. Which of your steps changes top and bottom?",
            AUGMENTATION,
            recognise=about("the sky", flips_over),
            stronger="Make a sky, bright at the top: `torch.linspace(0.9, 0.1, 32)[:, None].expand(64, 3, 32, 32)`. "
            "Send it through in training and print `(out[:, 0, 12, 16] < out[:, 0, 20, 16]).sum()`, the images that "
            "are darker above: there should be hardly any. Take your steps out one by one: without which of them is "
            "it so?",
        ),
        Misconception(
            "turned_too_far",
            "You rotate or shear further than a photo can bear. Is a car that drives up a wall still a car to expect?",
            "By how many degrees does a photographer hold the camera at a slant? What does `degrees=180` draw from?",
            BLACK,
            recognise=about("the sky", lambda images, value: not flips_over(images, value)),
            stronger="Make a sky, bright at the top, `torch.linspace(0.9, 0.1, 32)[:, None].expand(8, 3, 32, 32)`, "
            "and show what your pipeline makes of it in training: the bright side has to stay at the top. Which step "
            "has an angle (or a number of quarter turns), and how far from 0 may it draw?",
        ),
        Misconception(
            "not_mirrored_by_half",
            "Your pipeline doesn't mirror every second image: it mirrors none, or far too few or too many.",
            "Which step mirrors left to right, and with which probability?",
            AUGMENTATION,
            recognise=about("about half", lambda images, value: different(value["train"]) > 2),
            stronger="Make images that grow brighter to the right, `torch.linspace(0.1, 0.9, 32).expand(96, 3, 32, "
            "32)`. Send them through in training and print `(out[:, 0, 16, 12] > out[:, 0, 16, 20]).sum()`: about 48 "
            "are needed. Near 0? Then no step mirrors left to right. Near 96? Then look at its `p`.",
        ),
        Misconception(
            "colours_inverted",
            "Some of your images become their own negative: what was bright is dark, and red is turquoise.",
            "Look at 16 results. Which step of yours would turn a white ship on a dark sea into a black one?",
            AUGMENTATION,
            recognise=about("colours stay", inverts),
            stronger="Send `torch.tensor([0.7, 0.2, 0.2]).view(1, 3, 1, 1).expand(32, 3, 32, 32)` through it in "
            "training, and print `out[:, :, 16, 16]`: about 0.7, 0.2, 0.2 is needed in every row, and some of yours "
            "are about 0.3, 0.8, 0.8. What do 0.7 and 0.3 add up to, and which step computes that?",
        ),
        Misconception(
            "colours_exchanged",
            "An image takes on the colour of another: channels change places, or two images are mixed. Then the label "
            "no longer fits.",
            "Which of your steps would turn a red car into a blue one, or blend two photos?",
            AUGMENTATION,
            recognise=about("colours stay", lambda *_: True),
            stronger="Send plain red images, `torch.tensor([0.7, 0.2, 0.2]).view(1, 3, 1, 1).expand(32, 3, 32, 32)`, "
            "and plain blue ones through it in one batch, in training, and show them: red has to stay red. Take your "
            "steps out one by one: which of them shuffles channels, mixes images, or turns the hue too far?",
        ),
        Misconception(
            "colours_too_strong",
            "Your pipeline changes the colours of most images a lot. A little jitter was allowed.",
            "Look at 16 results. Are some of them nearly white, nearly black, or grey? Which numbers "
            "does your jitter get?",
            CLIPPED,
            recognise=about("colours change", lambda *_: True),
            stronger="Send `torch.tensor([0.7, 0.2, 0.2]).view(1, 3, 1, 1).expand(32, 3, 32, 32)` through it in "
            "training, and print `(out[:, :, 16, 16] - out.new_tensor([0.7, 0.2, 0.2])).abs().amax(1)`: most have to "
            "be below 0.25. Which step changes brightness, contrast or saturation, by how much, and how often?",
        ),
        Misconception(
            "steps_in_a_plain_list",
            "PyTorch doesn't know of your steps, because they stand in a plain list, tuple or dict: `eval()`, `to()` "
            "and `modules()` don't reach them.",
            "Print your module. Does it list its steps? What does the lecture's `pipeline` hold its steps in?",
            KORNIA,
            recognise=about("a module", lambda _images, value: value["kornia"] == IN_A_LIST),
            stronger="Print `len(list(make_augmentation().modules()))`: it is 1, the module itself, and has to count "
            "the steps, too. An attribute counts if it is a module. Lists are none, but `nn` and `K` have containers "
            "that are modules and hold others. Which of them could take the place of your list?",
        ),
        Misconception(
            "without_kornia",
            "There is no augmentation of Kornia in your module.",
            "Where do the modules that you use come from? Which library draws for each image of a batch?",
            KORNIA,
            recognise=about("a module", lambda *_: True),
            stronger="Print `[type(m).__module__ for m in make_augmentation().modules()]`: at least one has to begin "
            "with `kornia.augmentation`, which is imported as `K`. Functions of your own may stay beside it. Which of "
            "the two changes that the task asks for will you leave to a module of `K`?",
        ),
        Misconception(
            "never_on",
            "Your pipeline leaves the images as they are, in training as well.",
            "With which probability does each step run? And is there a call of the pipeline in `forward`?",
            NOT_OFF,
            recognise=about(
                "", lambda images, value: not any(
                    changed(value[mode], images[: len(value[mode])]).any() for mode in ("train", "eval")
                )
            ),
            stronger="Count how many images `make_augmentation().train()(batch[:24])` changes: most of them should "
            "be, and yours are none. Put a `print` beside the line that runs your steps: is it reached in training? "
            "If it is: where does its result go, and what does `forward` return?",
        ),
        Misconception(
            "not_shifted",
            "Your pipeline doesn't shift the images, or too few of them, or by less than the 4 pixels asked for.",
            "Which step shifts? By how many pixels, at the most, and with which probability?",
            AUGMENTATION,
            recognise=about("shifted", lambda _images, value: not hides(value) and largest_shift(value) <= MOST_SHIFT),
            stronger="Draw one white pixel on black, `dot = torch.zeros(64, 3, 32, 32)` and `dot[:, :, 16, 16] = 1`, "
            "and send it through in training. Print `out.amax((0, 1))[16]`: it has to be bright from about column "
            "12 to 20. Nowhere but in the middle? Look at the `padding` of your crop, and whether there is one.",
        ),
        Misconception(
            "shifted_too_far",
            "Your pipeline shifts images further than the 4 pixels asked for.",
            "By how many pixels can a crop with padding 8 shift? And a translation by 0.3 of 32 pixels?",
            BLACK,
            recognise=about("shifted", lambda _images, value: largest_shift(value) > MOST_SHIFT),
            stronger="Draw one white pixel on black, `dot = torch.zeros(64, 3, 32, 32)` and `dot[:, :, 16, 16] = 1`, "
            "and send it through in training. Print `out.amax((0, 1))[16]`: only columns 12 to 20 (or nearly) may be "
            "bright. Which number in your steps is the largest shift, and do two of them add up?",
        ),
    ),
)  # fmt: skip

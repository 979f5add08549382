"""The mistakes of a Grad-CAM, told to the student."""

from dataclasses import replace

import torch.nn.functional as F

from course_utils.questions.ps6_filters_and_activations import traces
from course_utils.questions.ps6_filters_and_activations.cam_maps import cam, enlarged, from_0_to_1
from course_utils.questions.ps6_filters_and_activations.cam_networks import AFTER_RELU, BEFORE_RELU, EARLY, weighted
from course_utils.questions.ps6_filters_and_activations.sections import CAM, LECTURE_CAM, LECTURE_IN_PLACE
from course_utils.questions.question import Misconception


def _wrong(**step):
    return lambda images, classes, seed, layer, **how: cam(images, classes, seed, layer, **step, **how)


def _of_the_best(scores, _classes):
    return scores.amax(1).sum()


def _of_the_probability(scores, classes):
    return scores.softmax(1).gather(1, classes[:, None]).sum()


def _of_the_first(scores, classes):
    return scores[:, classes[0]].sum()


def _cut_off_map_by_map(maps, gradient):
    pairs = zip(maps.split(1, 1), gradient.split(1, 1), strict=True)
    return sum(weighted(*pair).relu() for pair in pairs)


def _by_highest(heat):
    return heat / F.adaptive_max_pool2d(heat, 1)


def _aligned(heat, images):
    return F.interpolate(heat, images.shape[2:], mode="bilinear", align_corners=True)


def _min_max(heat):
    low = heat.amin((2, 3), keepdim=True)
    return (heat - low) / (heat.amax((2, 3), keepdim=True) - low)


def _over_the_batch(heat):
    return heat / heat.max().clamp(min=1e-12)


MISCONCEPTIONS = (
    Misconception(
        "class_of_the_maximum",
        "Your map explains the network's favourite class, whatever class is asked for.",
        "Call it twice with the same image and two classes. Do the maps differ?",
        LECTURE_CAM,
        oracles=(_wrong(score=_of_the_best),),
        stronger="Put the `scores` and `classes` of this section into your line: of the three rows 12, 21 and 30 have "
        "to be chosen, and yours are 13, 23 and 33, the largest of each row. Which operation looks for the largest, "
        "and where does the asked class come into that line?",
    ),
    Misconception(
        "gradient_of_the_probability",
        "You take the gradient of the probability. It mixes in all other classes: what lowers a rival raises it, too.",
        "The lecture's s_c is the score, before any softmax. Which of the two does your function differentiate?",
        LECTURE_CAM,
        oracles=(_wrong(score=_of_the_probability),),
        stronger="Put the `scores` and `classes` of this section into your lines: 12, 21 and 30 have to be "
        "differentiated, as they are. Yours lie between 0 and 1. Which call, or which division by a sum, has made "
        "probabilities of the scores, and what if you leave it out?",
    ),
    Misconception(
        "gradient_of_the_loss",
        "You take the gradient of the loss. What raises the score lowers the loss, so your map shows what speaks "
        "against the class.",
        "Should the number you differentiate be large or small if the network is sure of the class?",
        LECTURE_CAM,
        oracles=(
            _wrong(score=F.cross_entropy),
            _wrong(score=lambda scores, classes: F.cross_entropy(scores, classes, reduction="sum")),
        ),
        stronger="Put the `scores` and `classes` of this section into your line: 12, 21 and 30 have to be "
        "differentiated (or their sum, 63). Yours are the losses 1.44, 2.44 and 3.44, or their mean or sum, and they "
        "fall when these scores rise. Which function has to give way to a choice of numbers?",
    ),
    Misconception(
        "first_class_for_all",
        "Your function takes the class of the first image for all of them.",
        "`scores[:, classes]` and `scores[0, classes]` are not one score for each image. Print the shape.",
        LECTURE_CAM,
        oracles=(_wrong(score=_of_the_first),),
        stronger="Put the `scores` and `classes` of this section into your line: 12, 21 and 30 have to be chosen, and "
        "yours are 12, 22 and 32, all from column 2. Which index of yours is a single number for all rows? Compare "
        "with `b` and `c` in that cell.",
    ),
    Misconception(
        "sum_of_all_asked_scores",
        "Your gradient is that of the scores of *all* asked classes, for every image.",
        "`scores[:, classes]` is N×N. Which N of these numbers do you want?",
        LECTURE_CAM,
        oracles=(_wrong(score=lambda scores, classes: scores[:, classes].sum()),),
        stronger="Put the `scores` and `classes` of this section into your line: it chooses nine numbers, as `a` "
        "does, with the sum 189. Asked for are 12, 21 and 30 with the sum 63, which stand on the diagonal of `a`. How "
        "do `b` and `c` in that cell get only these?",
    ),
    Misconception(
        "without_relu",
        "Your maps have negative values: what speaks against the class is still there.",
        "What is the smallest value of your map? Which step of the lecture takes away the negative part?",
        LECTURE_CAM,
        oracles=(
            _wrong(finish=lambda heat, images: _by_highest(enlarged(heat, images))[:, 0]),
            _wrong(finish=lambda heat, images: _min_max(enlarged(heat, images))[:, 0]),
            _wrong(finish=lambda heat, images: from_0_to_1(enlarged(heat.abs(), images))[:, 0]),
        ),
        stronger="In the lecture's example by hand the weighted sum is 3, −2, 0, −1, and the map has to be 3, 0, 0, "
        "0. Put these four numbers through your next lines: do −2 and −1 stay negative, are they made positive, or "
        "does subtracting the minimum lift everything?",
    ),
    Misconception(
        "relu_too_late",
        "Your ReLU comes too late: the map is enlarged before its negative part is cut off. Then negative values are "
        "mixed into their neighbours, and what is positive becomes too small.",
        "In which order does the text under “Your turn” name the last three steps, and in which order does your code "
        "take them?",
        CAM,
        oracles=(_wrong(finish=lambda heat, images: from_0_to_1(enlarged(heat, images).relu())[:, 0]),),
        stronger="Enlarge the row −4, 4 to four places: −4, −2, 2, 4 comes out, and a ReLU makes 0, 0, 2, 4 of it. "
        "With the ReLU first it is 0, 1, 3, 4. Where in your code does the first `F.relu`, `relu()` or `clamp` stand "
        "that your map goes through: before the enlarging, or after it?",
    ),
    Misconception(
        "minimum_subtracted",
        "You subtract each map's lowest value before you divide. After the ReLU, 0 means that nothing there "
        "speaks for the class, and with yours every map has such a place.",
        "What becomes of a map with the values 2, 3 and 4? Does your code make a 0 of the 2?",
        LECTURE_CAM,
        oracles=(
            _wrong(finish=lambda heat, images: _min_max(enlarged(heat.relu(), images)).nan_to_num()[:, 0]),
            _wrong(finish=lambda heat, images: _min_max(enlarged(heat.relu(), images))[:, 0]),
        ),
        stronger="Put a map of 2, 3 and 4 into your last lines: 0.5, 0.75 and 1 have to come out, and yours gives 0, "
        "0.5 and 1. By what is a map to be divided according to the docstring, and what does your code compute "
        "besides? (The scale from smallest to largest belongs to the filters of section 1.)",
    ),
    Misconception(
        "weights_over_the_batch",
        "You average the gradient over the images, too: all images share the weights, although each has a class of its "
        "own.",
        "Which shape do your weights have? For N images and C maps there should be N·C of them.",
        LECTURE_CAM,
        oracles=(_wrong(weigh=lambda maps, gradient: weighted(maps, gradient.mean(0, keepdim=True))),),
        stronger="For three images and `features.4` of the digit network the gradient is 3×16×14×14, and the weights "
        "have to be 3×16×1×1. Yours are 1×16×1×1. Over which axes does your mean run, and which one of them counts the "
        "images?",
    ),
    Misconception(
        "weights_over_channels",
        "You average the gradient over the channels. It is to be averaged over the positions, which gives one weight "
        "for each map.",
        "Which shape do your weights have? For N images and C maps there should be N·C of them.",
        LECTURE_CAM,
        oracles=(
            _wrong(
                weigh=lambda maps, gradient: (
                    maps.sum(1, keepdim=True) * F.adaptive_avg_pool3d(gradient, (1, None, None))
                )
            ),
        ),
        stronger="In the lecture's example by hand there are two maps of 2×2 and two weights, 0.75 and −0.25. Print "
        "the shape of your weights: if 2×2 stands in it, the axis of the maps is gone and those of the positions are "
        "left. Over which axes does your mean run?",
    ),
    Misconception(
        "weights_not_averaged",
        "You multiply gradient and maps position by position. Grad-CAM first averages the gradient over all positions.",
        "How many weights belong to one map: one, or one for every position?",
        LECTURE_CAM,
        oracles=(_wrong(weigh=lambda maps, gradient: (gradient * maps).sum(1, keepdim=True)),),
        stronger="For `features.4` of the digit network the gradient is N×16×14×14. Before it meets the maps, it has "
        "to become N×16×1×1: one weight for each map. Print the shape of what you multiply the maps by. Which line of "
        "the lecture, the one with `alpha`, is missing between the two?",
    ),
    Misconception(
        "relu_before_the_sum",
        "You cut off the negative parts before the maps are added up. Then no map can speak against another.",
        "In the lecture's example by hand: what comes out at the top right, 0 − 2, in your order?",
        LECTURE_CAM,
        oracles=(
            _wrong(weigh=lambda maps, gradient: weighted(maps, F.adaptive_avg_pool2d(gradient, 1).relu())),
            _wrong(weigh=_cut_off_map_by_map),
        ),
        stronger="Take the lecture's weights 0.75 and −0.25, and one place where the two maps hold 4 and 8: 3 − 2 = 1 "
        "has to come out there, and yours gives 3. Where does the −2 get lost: in the weights, or in the products? At "
        "which place does the lecture's `relu()` stand?",
    ),
    Misconception(
        "maps_after_the_relu",
        "For a layer before an in-place ReLU your maps are those after the ReLU: it has overwritten what you kept.",
        "What is the smallest value of the maps that you captured from `features.4`?",
        LECTURE_IN_PLACE,
        oracles=(_wrong(after={BEFORE_RELU: AFTER_RELU, EARLY: "features.2"}),),
        stronger="Print the smallest value of your kept maps for `features.4`, once inside the hook and once after "
        "the forward pass: first it is negative, then it is 0. The next layer writes into the tensor that it is "
        "given. What does your hook return, and what does the lecture's return for that reason?",
    ),
    Misconception(
        "not_normalised",
        "Your maps are not scaled: the highest value of each should be 1.",
        "Print `maps.amax((1, 2))`.",
        LECTURE_CAM,
        oracles=(_wrong(finish=lambda heat, images: enlarged(heat.relu(), images)[:, 0]),),
        stronger="For three images `maps.amax((1, 2))` has to be 1, 1, 1. Yours is three other numbers, and by just "
        "these the maps have to be divided, each by its own. Which shape do three numbers need, so that a tensor of "
        "3×H×W can be divided by them image by image?",
    ),
    Misconception(
        "scaled_over_the_batch",
        "You divide all maps by the highest value of the batch. Then a map depends on which other images came along.",
        "Call it with one image, then with the same image among others. Is its map the same?",
        LECTURE_CAM,
        oracles=(_wrong(finish=lambda heat, images: _over_the_batch(enlarged(heat.relu(), images))[:, 0]),),
        stronger="For three images `maps.amax((1, 2))` has to be 1, 1, 1, and in yours only one is 1. Print the shape "
        "of what you divide by: it is a single number. Over which two axes should the maximum run, and which shape do "
        "the three results need, so that each image is divided by its own?",
    ),
    Misconception(
        "scaled_before_enlarging",
        "You scale the small map and enlarge it afterwards. Interpolation lowers peaks, so the highest value is no "
        "longer 1.",
        "Print `maps.amax((1, 2))`, to four digits.",
        LECTURE_CAM,
        oracles=(_wrong(finish=lambda heat, images: enlarged(from_0_to_1(heat.relu()), images)[:, 0]),),
        stronger="Run `F.interpolate(torch.tensor([[[[0., 1., 0.]]]]), (1, 6), mode='bilinear')`: a peak of 1 has "
        "become 0.75. Now go through your last steps, ReLU, enlarge, divide, in the order in which they stand in your "
        "code: which of them comes too early?",
    ),
    Misconception(
        "not_enlarged",
        "Your maps have the size of the layer. They should be as large as the images.",
        "Print the shape of your result and that of the images.",
        LECTURE_CAM,
        oracles=(_wrong(finish=lambda heat, images: from_0_to_1(heat.relu())[:, 0]),),
        stronger="For `features.4` of the digit network your maps are 14×14, and the images are 28×28. One step is "
        "missing between the ReLU and the division. The lecture's function for it wants a tensor of N×1×h×w and a "
        "size: where does your code know that size from?",
    ),
    Misconception(
        "height_and_width_swapped",
        "Your maps are as high as the images are wide, and as wide as they are high.",
        "In which order does `images.shape` name height and width, and in which order does `F.interpolate` want them?",
        LECTURE_CAM,
        oracles=(_wrong(finish=lambda heat, images: from_0_to_1(enlarged(heat.relu(), images.mT))[:, 0]),),
        stronger="For images of the shape 3×3×8×6 the maps have to be 3×8×6, and yours are 3×6×8. Square images hide "
        "that. Print the two numbers that you hand to the function that enlarges: which of them is `images.shape[2]`, "
        "and which has to come first?",
    ),
    Misconception(
        "corners_aligned",
        "You enlarge with `align_corners=True`: the outermost values are moved to the outermost pixels. Asked for is "
        "`align_corners=False`.",
        "Which default does `F.interpolate` have? What does the docstring say about it?",
        LECTURE_CAM,
        oracles=(_wrong(finish=lambda heat, images: from_0_to_1(_aligned(heat.relu(), images))[:, 0]),),
        stronger="Enlarge the row 0, 1, 0 to six places, as your code does it: 0, 0.25, 0.75, 0.75, 0.25, 0 has to "
        "come out, and yours is 0, 0.4, 0.8, 0.8, 0.4, 0. Which argument of your call decides where the first value "
        "lies, in the middle of its two places or at the very edge?",
    ),
    Misconception(
        "enlarged_in_blocks",
        "Your maps consist of blocks: `F.interpolate` copies the nearest value unless it is told a mode.",
        "Which `mode` did the lecture give it?",
        LECTURE_CAM,
        oracles=(_wrong(finish=lambda heat, images: from_0_to_1(F.interpolate(heat.relu(), images.shape[2:]))[:, 0]),),
        stronger="Enlarge the row 0, 1, 0 to six places, as your code does it: 0, 0.25, 0.75, 0.75, 0.25, 0 has to "
        "come out, and yours is 0, 0, 1, 1, 0, 0. It copies values, and bilinear means mixing neighbours. Which "
        "argument of `F.interpolate` decides that?",
    ),
    Misconception(
        "zero_map_is_nan",
        "A map that is zero everywhere becomes NaN: you divide 0 by 0.",
        "How does the lecture keep the highest value from being 0?",
        LECTURE_CAM,
        oracles=(_wrong(finish=lambda heat, images: _by_highest(enlarged(heat.relu(), images))[:, 0]),),
        stronger="Compare `torch.zeros(3) / torch.tensor(0.)` with `torch.zeros(3) / torch.tensor(1e-12)`: NaN and "
        "zeros. What can you do to the highest value, just before you divide by it, that makes the second case of the "
        "first, and leaves all other maps as they are?",
    ),
    Misconception(
        "maps_detached",
        "What you ask the gradient for has no graph: it was detached when it was kept, so PyTorch knows of no way from "
        "the score back to it.",
        "Print `requires_grad` of the maps that you kept. What does the text under “Your turn” say about your answer "
        "from section 2, and about `detach`?",
        CAM,
        recognise=traces.says("differentiated Tensors does not require grad"),
        stronger="Print `requires_grad` and `grad_fn` of the tensor that you hand to `torch.autograd.grad` as the "
        "second one: True and a name are needed, and yours is False and None. Who kept it: your "
        "`capture_activations`, the course's with its default, or a hook with `detach()` or `.data`? The maps may "
        "lose their graph only when the gradient is there.",
    ),
    Misconception(
        "backward_hook_before_in_place",
        "Your backward hook lets the forward pass break off: it hands on a view of the layer's output, and the next "
        "layer, a ReLU in place, may not write into a view.",
        "Does your function need a hook for the way back? Which tensor's gradient do you want, and who can be asked "
        "for it directly?",
        LECTURE_CAM,
        recognise=traces.says("BackwardHookFunction"),
        stronger="Of your two hooks, only the one for the way there is needed: it can keep the layer's output, and "
        "hand on a copy of it. Once the score is there, PyTorch gives you its gradient with respect to any tensor that "
        "you have kept. Which function did the lecture's fifteen lines ask?",
    ),
    replace(
        traces.GRAPH_KEPT_IN_RESULT,
        hint="Which of the tensors in your weighted sum still knows how it was computed: the weights, or the maps?",
        section=LECTURE_CAM,
        stronger="Print `requires_grad` of the maps that you kept, of the gradient, and of your result. The first has "
        "to be True, or there is nothing to differentiate; the second is False. So where does the True of the third "
        "come from? After the gradient is there, nobody needs the graph any more: which method leaves it behind?",
    ),
    traces.HOOKS_LEFT,
    traces.HOOK_OF_ALL_LEFT,
    traces.FORWARD_LEFT,
    traces.FROZEN_BREAKS,
    Misconception(
        "gradients_switched_off",
        "Your score has no graph: the network runs where gradients are switched off, or the scores are detached. So "
        "there is no way back to the maps.",
        "Which lines stand inside `torch.no_grad()`, or below a decorator? Which of them need a gradient?",
        LECTURE_CAM,
        recognise=traces.NO_GRAPH,
        stronger="Print `torch.is_grad_enabled()` in the line before the forward pass, and `grad_fn` of the score "
        "after it: True and a name are needed. Search for `no_grad`, `inference_mode`, `detach()`, `.data` and "
        "`item()` on the way from the images to the score. Which of your steps may do without gradients: only those "
        "that come when the gradient is there?",
    ),
    traces.USED_IN_TRAINING_MODE,
    traces.MODE_NOT_RESTORED,
    traces.GRADIENTS_LEFT,
    traces.GRADIENTS_ERASED,
    traces.FREEZES_PARAMETERS,
    traces.IMAGES_REQUIRE_GRADIENT,
)

"""receptive_field(layers): how many pixels along one axis an output of a stack of layers depends on."""

from itertools import accumulate
from operator import mul

import torch
import torch.nn.functional as F

from course_utils.questions.ps2_shapes_and_parameters.arithmetic import PLAIN_ARITHMETIC, one_of
from course_utils.questions.ps2_shapes_and_parameters.sections import VIEW, VIEW_TAUGHT
from course_utils.questions.question import Case, Misconception, Question


def probe(answer, *layers):
    """The answer gets a list of its own, which it may change as it likes."""
    return answer([tuple(layer) for layer in layers])


def oracle(*layers):
    """One output, sent backwards: a transposed convolution returns as many values as the convolution has read."""
    seen = torch.zeros(1, 1, 1)
    for kernel, stride, dilation in reversed(layers):
        seen = F.conv_transpose1d(seen, torch.zeros(1, 1, kernel), stride=stride, dilation=dilation)
    return seen.shape[-1]


def cases(rng):
    wide = one_of(rng, 5, 7, 9)
    depth = one_of(rng, 3, 4, 5)
    conv, pool = (3, 1, 1), (2, 2, 1)
    return [
        Case("one layer", ((wide, 1, 1),)),
        Case(f"{depth} layers of 3×3", (conv,) * depth),
        Case("a pooling, then a convolution", (pool, (one_of(rng, 3, 5), 1, 1))),
        Case("a convolution, then a pooling", ((one_of(rng, 3, 5), 1, 1), pool)),
        Case("poolings between convolutions", (conv, pool, (wide, 1, 1), pool, conv)),
        Case("dilations", ((3, 1, 1), (3, 1, 2), (one_of(rng, 3, 5), 1, 4))),
        Case("strides 3 and 2, and a dilation behind them", ((5, 3, 1), (one_of(rng, 2, 4), 2, 1), (3, 1, 3))),
        Case("a dilation in front of other layers", ((3, 1, one_of(rng, 2, 3)), pool, conv)),
        Case("a 1×1 convolution with a stride of its own", ((1, 3, 1), conv, (1, 2, 1), (3, 1, 2))),
        Case("no layer at all", ()),
    ]


def _growths(layers):
    """How many pixels more an output sees for each further layer."""
    views = [oracle(*layers[:count]) for count in range(len(layers) + 1)]
    return [after - before for before, after in zip(views, views[1:], strict=False)]


def _behind(jumps, layers):
    """The view if the numbers that each layer reads were so many pixels apart."""
    return 1 + sum(oracle((1, jump, 1), layer) - 1 for jump, layer in zip(jumps, layers, strict=True))


def _strides(layers):
    return [stride for _, stride, _ in layers]


def strides_ignored(*layers):
    return oracle(*((kernel, 1, dilation) for kernel, _, dilation in layers))


def kernels_added(*layers):
    return sum(kernel for kernel, _, _ in layers)


def spans_added(*layers):
    return sum(dilation * (kernel - 1) + 1 for kernel, _, dilation in layers)


def whole_kernels(*layers):
    neighbours = (2, 1, 1)
    return oracle(*layers) + sum(_growths([*layers[:place], neighbours])[-1] for place in range(len(layers)))


def whole_kernels_from_nothing(*layers):
    return whole_kernels(*layers) - 1


def jump_updated_first(*layers):
    return 1 + sum(grown * stride for grown, stride in zip(_growths(layers), _strides(layers), strict=True))


def without_dilation(*layers):
    return oracle(*((kernel, stride, 1) for kernel, stride, _ in layers))


def as_if_undilated(*layers):
    """The layers with kernels as wide as dilation times kernel."""
    return oracle(*((dilation * kernel, stride, 1) for kernel, stride, dilation in layers))


def number_of_pixels(*layers):
    """Only those pixels on which the output depends."""
    seen = torch.ones(1, 1, 1)
    for kernel, stride, dilation in reversed(layers):
        seen = F.conv_transpose1d(seen, torch.ones(1, 1, kernel), stride=stride, dilation=dilation)
    return int(seen.count_nonzero())


def jump_of_the_layer_before(*layers):
    return _behind([1, *_strides(layers)][: len(layers)], layers)


def own_stride_only(*layers):
    return _behind(_strides(layers), layers)


def strides_added(*layers):
    return _behind([1 + sum(_strides(layers[:place])) for place in range(len(layers))], layers)


def strides_less_one_added(*layers):
    return _behind([1 + sum(_strides(layers[:place])) - place for place in range(len(layers))], layers)


def dilations_in_the_jump(*layers):
    spread = [oracle((2, 1, dilation)) - 1 for _, _, dilation in layers]
    steps = accumulate(map(mul, _strides(layers), spread), mul, initial=1)
    return _behind(list(steps)[: len(layers)], layers)


def from_the_end(*layers):
    return oracle(*reversed(layers))


def without_the_first_pixel(*layers):
    return oracle(*layers) - 1


QUESTION = Question(
    name="receptive_field",
    title="How far an output sees",
    section=VIEW,
    cases=cases,
    oracle=oracle,
    probe=probe,
    call=lambda *layers: f"receptive_field({list(layers)!r})",
    atol=0.0,
    rtol=0.0,
    forbidden=PLAIN_ARITHMETIC,
    misconceptions=(
        Misconception(
            "kernels_added",
            "Your function adds up whole kernels. Neighbouring windows overlap: "
            "a layer with kernel k lets an output see k − 1 steps further, not k.",
            "Two 3×3 layers see 5, not 6. Which pixel would be counted twice?",
            VIEW_TAUGHT,
            oracles=(kernels_added, spans_added, whole_kernels, whole_kernels_from_nothing),
            stronger="`receptive_field([(3, 1, 1), (3, 1, 1)])` is 5. One output of the second layer reads three "
            "numbers, which see pixels 0 to 2, 1 to 3 and 2 to 4. Begin with a view of one pixel: by how much does it "
            "grow at each of the two layers, and by how much does yours?",
        ),
        Misconception(
            "strides_ignored",
            "Your function does not use the strides: it widens the view as if all outputs were one pixel apart.",
            "Behind a pooling with stride 2, how many pixels apart are the windows of two neighbouring numbers?",
            VIEW_TAUGHT,
            oracles=(strides_ignored,),
            stronger="`receptive_field([(2, 2, 1), (3, 1, 1)])` is 6: the three numbers that the convolution reads "
            "see pixels 0 to 1, 2 to 3 and 4 to 5. You get 4. When your loop comes to the convolution, how many "
            "pixels is one of its steps worth, and which line should know it?",
        ),
        Misconception(
            "jump_updated_first",
            "Your function multiplies the step by a layer's stride before it uses it. "
            "A layer's own stride moves its window; it doesn't make that window wider.",
            "One layer with kernel 3 and stride 2: how many pixels does one output see? What does your function say?",
            VIEW_TAUGHT,
            oracles=(jump_updated_first,),
            stronger="`receptive_field([(3, 2, 1)])` is 3: an output reads three neighbouring pixels, whatever the "
            "stride. If you get 5, print the jump that the first layer is multiplied with: it has to be 1. The "
            "strides of which layers may be in it, and of which not yet?",
        ),
        Misconception(
            "only_one_stride",
            "Your function lets only one stride count, a layer's own or the one before. "
            "All strides before a layer count together, multiplied.",
            "After two poolings with stride 2, how many pixels apart do the windows of two neighbouring numbers start?",
            VIEW_TAUGHT,
            oracles=(jump_of_the_layer_before, own_stride_only),
            stronger="`receptive_field([(2, 2, 1), (2, 2, 1), (3, 1, 1)])` is 12. The jumps in front of the three "
            "layers are 1, 2 and 4, so the view grows by 1, 2 and 8. Print your jump for each layer: where does it "
            "differ, and what became of the strides before?",
        ),
        Misconception(
            "strides_added",
            "Your function adds the strides up. Each stride makes the steps of all before it that many times longer.",
            "Three poolings with stride 2: how many pixels apart do the windows of two neighbouring numbers start?",
            VIEW_TAUGHT,
            oracles=(strides_added, strides_less_one_added),
            stronger="`receptive_field([(2, 2, 1), (2, 2, 1), (3, 1, 1)])` is 12: the jumps in front of the three "
            "layers are 1, 2 and 4. Print yours: with sums you find 1, 3, 5 or 1, 2, 3. How many times as long does a "
            "stride of 2 make the jump?",
        ),
        Misconception(
            "dilation_forgotten",
            "Your function does not use the dilation.",
            "One 3×3 layer with dilation 4: how far is the first weight from the last?",
            VIEW_TAUGHT,
            oracles=(without_dilation,),
            stronger="`receptive_field([(3, 1, 4)])` is 9: the weights lie on pixels 0, 4 and 8. You get 3, as if "
            "they lay on 0, 1 and 2. Which part of your line counts the steps between the weights, and how long is "
            "each of them?",
        ),
        Misconception(
            "dilation_in_the_jump",
            "Your function lets a dilation lengthen the steps of the layers behind it. It spreads the weights of its "
            "own layer; how far apart two neighbouring outputs lie depends on the strides alone.",
            "A layer with stride 1 and dilation 2: how many pixels apart do the windows of two neighbouring outputs "
            "start?",
            VIEW_TAUGHT,
            oracles=(dilations_in_the_jump,),
            stronger="`receptive_field([(3, 1, 2), (3, 1, 1)])` is 7: the first layer adds 4, the second only 2, "
            "because its three numbers see windows that start at pixels 0, 1 and 2. You get 9. Print the jump in front "
            "of each layer: what has changed it, though no stride did?",
        ),
        Misconception(
            "dilation_times_kernel",
            "Your function takes the window to be dilation times kernel wide. It ends at its last weight: there is no "
            "gap behind it.",
            "Three weights with dilation 4: write down x for a weight and a dot for a gap. How many signs are that?",
            VIEW_TAUGHT,
            oracles=(as_if_undilated,),
            stronger="`receptive_field([(3, 1, 4)])` is 9: the weights lie on pixels 0, 4 and 8. You get 12, with "
            "three gaps behind the last weight. How many steps of 4 lie between three weights?",
        ),
        Misconception(
            "gaps_not_counted",
            "Your function counts the pixels on which the output depends. Asked for is how far they reach, from the "
            "first to the last, gaps included.",
            "One 3×3 layer with dilation 4 reads pixels 0, 4 and 8. How many are they, and how far do they reach?",
            VIEW,
            oracles=(number_of_pixels,),
            stronger="`receptive_field([(3, 1, 4)])` is 9, and you get 3. If your function walks through the places "
            "that are read, what do the smallest and the largest of them tell you?",
        ),
        Misconception(
            "read_from_the_end",
            "Your function takes the layers in the wrong order. The first in the list is the one next to the image.",
            "A pooling and then a 3×3 convolution, or first the convolution: why do they see differently far?",
            VIEW_TAUGHT,
            oracles=(from_the_end,),
            stronger="`receptive_field([(2, 2, 1), (3, 1, 1)])` is 6; in the other order the two layers give 4. Print "
            "each layer when your code comes to it: the first one that changes the view should be the pooling, "
            "`(2, 2, 1)`. Where does your code turn the list round?",
        ),
        Misconception(
            "starts_at_zero",
            "Your function starts from a view of 0. Without any layer, an output is a pixel itself.",
            "What does it say for one 3×3 layer?",
            VIEW_TAUGHT,
            oracles=(without_the_first_pixel,),
            stronger="`receptive_field([])` is 1 and `receptive_field([(3, 1, 1)])` is 3. You get 0 and 2, and one "
            "too few everywhere else. So each layer adds the right amount: with which number does your sum begin?",
        ),
    ),
)

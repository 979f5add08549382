"""Figures for the notebooks, in one style, each with a description for people who can't see it."""

from course_utils.plotting.images import draw_images, show_images, to_html

__all__ = ["draw_images", "show_images", "to_html"]

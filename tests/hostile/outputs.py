"""Outputs that would run in the browser of whoever opens the graded notebook or a feedback page."""

from course_utils.questions.outcome import Outcome

from .submission import Hostile, after

# Every one of them says where it came from, so that a test can tell which has got through.
SHOWS = r"""
from IPython.display import HTML, SVG, Javascript, Markdown, Latex, display
script = "<script>alert('from {}')</script>".format
display(HTML("<b>kept</b>" + script("HTML") + '<img src="x" onerror="alert(1)"><a href="javascript:alert(1)">look</a>'))
display(HTML('<iframe src="https://example.org"></iframe><form action="/shutdown"><button>Go</button></form>'))
display(Javascript("alert('from Javascript')"))
display(SVG('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(\'from SVG\')">' + script("SVG") + "</svg>"))
display(Markdown("**kept**" + script("Markdown")), Latex("$x$" + script("LaTeX")))
display({kind: script(kind) for kind in (
    "application/javascript", "application/vnd.jupyter.widget-view+json", "application/vnd.plotly.v1+json",
    "application/pdf", "text/vnd.mermaid", "TEXT/HTML")}, raw=True)
display({"image/png": '"><script>alert(\'from a picture\')</script>'}, raw=True)
display({"text/html": ["<b>kept</b>", script("a list")]}, raw=True, metadata={"text/html": {"isolated": script("m")}})
print(script("a stream") + "\x1b[31m" + script("a coloured stream") + "\x1b[0m")
"""
RAISES = r"""
class Rude(Exception):
    def _render_traceback_(self):
        return ["\x1b[31m" + script("a traceback"), "<img src=x onerror=alert(1)>"]
Rude.__name__ = script("the name of an error")
raise Rude(script("an error"))
"""
ANSWERS_WITH_HTML = (
    "def conv2d(image, kernel, stride=1, padding=0):\n"
    "    raise ValueError('<script>alert(\"from a verdict\")</script><img src=x onerror=alert(1)>')\n"
)
SHOWS_ALL = Hostile(
    "shows what runs in a browser, in every way there is",
    "formgrader's pages are the server's own: what runs there may open a terminal, or change grades",
    {"convolve1d": after(SHOWS), "conv2d": ANSWERS_WITH_HTML, "kernels": after(SHOWS + RAISES)},
    None,
    {"conv2d": 0},
    outcomes={"convolve1d": Outcome.CORRECT, "conv2d": Outcome.RAISED, "kernels": Outcome.CORRECT},
)
SUBMISSIONS = [SHOWS_ALL]

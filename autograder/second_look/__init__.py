"""What in an answer's text asks for a person's second look.

The observer shares its process with the answer, so an answer that is out to deceive can hide which operations it ran.
It can hardly do so without naming the means. What is found here costs no points: a person decides. The reading is not
complete, and need not be: what the process does to frames, threads and memory is noted while it runs.

``names`` says what is looked for, ``magics`` which lines of IPython are ordinary, ``reading`` makes nodes of a text,
and ``rules`` goes through them.
"""

from functools import lru_cache

from autograder.second_look.reading import TooMuch, read
from autograder.second_look.rules import reached
from course_utils.runner.jupyter_kernel import ask_for_a_kernel

MOST_READ = 50_000  # characters: Python takes seconds for more, if it is made of formatted texts or dotted names
MOST_SHOWN = 80  # characters of a finding


@lru_cache(1024)  # a class shares many answers
def suspicious(source: str, *, ran: bool = True) -> tuple[str, ...]:
    """What the text of an answer cell reaches for, each once, in order.

    ran: whether the cell came to run, as far as its outputs tell. A text that is not Python reaches for nothing, unless
        it ran nevertheless.
    """
    if len(source) > MOST_READ:
        return (f"{len(source):,} characters",)
    try:
        answer = read(source)
        found = [*answer.unusual, *reached(answer)]
    except TooMuch as error:
        return (str(error),)
    except (RecursionError, MemoryError):  # a name with thousands of dots: Python runs it
        return ("more than can be read",)
    except (SyntaxError, ValueError):
        return ("a text that can't be read here, and ran",) if ran else ()
    if ask_for_a_kernel([source]):  # a comment is enough to ask, and a kernel runs what cells leave behind
        found.append("a Jupyter kernel")
    return tuple(dict.fromkeys(one if len(one) <= MOST_SHOWN else f"{one[:MOST_SHOWN]}…" for one in found))

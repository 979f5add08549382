"""The browser of these tests, and where they leave their pictures."""

import shutil
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium")
ARTEFACTS = Path(__file__).parents[1] / "artefacts"
IN_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.alone,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no program `chromium` on the PATH"),
]

"""The pages are valid HTML: feedback of every kind, and the report on the class."""

import shutil
import subprocess
import tarfile
from collections import Counter
from pathlib import Path

import html5lib
import pytest
from graded_class import PAGES, GradedClass

VNU = "vnu-jar@26.9.27"
pytestmark = pytest.mark.alone  # with the other tests of the graded class, so that it is graded once


def test_every_kind_of_verdict_is_on_some_page(graded):
    pages = "".join(graded.page(name).read_text() for name in PAGES)
    for outcome in ("correct", "wrong", "raised an error", "not answered", "by hand: 0 until it is graded"):
        assert f"<td>{outcome}</td>" in pages
    assert "In your file: the file was named" in pages and "data:image/png" in pages


@pytest.mark.parametrize("name", PAGES)
def test_a_strict_parser_reads_the_page(graded, name):
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(graded.page(name).read_text(encoding="utf-8"))
    assert tree.get("lang") == "en" and tree.findtext("head/title")
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    assert [one for one, count in ids.items() if count > 1] == []
    links = [link.get("href") for link in tree.iter("a")]
    assert [link for link in links if link.startswith("#") and link[1:] not in ids] == []


@pytest.fixture(scope="module")
def vnu(request: pytest.FixtureRequest) -> Path:
    """The Nu Html Checker, which stands behind validator.w3.org; fetched once and kept in pytest's cache."""
    if not (shutil.which("java") and shutil.which("npm")):
        pytest.skip("the Nu Html Checker needs Java, and npm to fetch it")
    folder = request.config.cache.mkdir("vnu")
    jar = folder / "package" / "build" / "dist" / "vnu.jar"
    if not jar.is_file():
        fetch = ["npm", "pack", VNU, "--pack-destination", str(folder), "--fetch-retries=0", "--loglevel=error"]
        fetched = subprocess.run(fetch, capture_output=True, text=True)
        if fetched.returncode:
            pytest.skip(f"the npm registry cannot be reached: {' '.join(fetched.stderr.split())[:200]}")
        (archive,) = folder.glob("*.tgz")
        with tarfile.open(archive) as package:
            package.extractall(folder, filter="data")
        archive.unlink()
    return jar


@pytest.mark.network
def test_the_checker_of_the_w3c_finds_nothing(graded: GradedClass, vnu: Path):
    command = ["java", "-jar", str(vnu), "--format", "gnu", "--stdout", *(str(graded.page(name)) for name in PAGES)]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert (checked.returncode, checked.stdout.strip()) == (0, ""), checked.stdout

"""Nothing in these tests touches the cache of the person who runs them, nor the profile they have set."""

import pytest


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """The cache folder of this test; it does not exist yet."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("COURSE_DATA", str(folder))
    monkeypatch.delenv("COURSE_PROFILE", raising=False)
    return folder

"""What holds for tests of the screens."""

from __future__ import annotations

import pytest

from cmo_coder.tui import suggesting


@pytest.fixture(autouse=True)
def _learns_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is learned in the background by itself: a test that is about suggestions asks for them."""
    monkeypatch.setattr(suggesting, "BY_ITSELF", False)

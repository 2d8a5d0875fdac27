"""The reference documents and data that lie beside the repository, in `../shared`.

Where they are absent a test that needs them is skipped, with the reason; where CI is set they must be there.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir() and not os.environ.get("CI"), reason=f"no folder {SHARED.name} beside the repository"
)
"""Mark for a test or module (`pytestmark = needs_shared`) that reads SHARED itself."""


def shared(*parts: str) -> Path:
    """Return a path below SHARED. Skips the test where the folder is absent; where CI is set it fails instead."""
    if not SHARED.is_dir() and not os.environ.get("CI"):
        pytest.skip(f"no folder {SHARED.name} beside the repository")
    path = SHARED.joinpath(*parts)
    assert path.exists(), f"{path} should be there"
    return path

"""Where the files that come with the program lie: the ready codebooks and the example study."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def resource_dir(name: str) -> Path:
    """Return the folder `name` ("codebooks", "transcripts_example") that came with the program.

    Installed, it lies inside the package; in a checkout it lies beside it. Raises FileNotFoundError if it is in
    neither, which means that the installation is broken.
    """
    for parent in (_PACKAGE, _PACKAGE.parent):
        folder = parent / name
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{name} did not come with this installation of cmo-coder")

"""`python -m cmo_coder` is `cmo-coder`."""

from __future__ import annotations

import sys

from cmo_coder.cli.main import main

if __name__ == "__main__":
    sys.exit(main())

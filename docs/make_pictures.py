"""Make the pictures of the documentation from the real program: python docs/make_pictures.py

Opens a fresh copy of the example study and writes docs/pictures/*.svg. Nothing is drawn by hand.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
os.environ["CMO_CODER_HOME"] = tempfile.mkdtemp()
os.environ["TEXTUAL_ANIMATIONS"] = "none"

from cmo_coder.exchange.demo import demo_project  # noqa: E402
from cmo_coder.messages import set_language  # noqa: E402
from cmo_coder.tui.app import CmoApp  # noqa: E402
from cmo_coder.tui.session import open_session  # noqa: E402

SCREENS = ("read", "overview", "card", "elements", "export")


def without_fonts_from_elsewhere(svg: str) -> str:
    """The picture with a font that every machine has, instead of one that would be fetched."""
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    return svg.replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas, monospace")


async def main(language: str) -> None:
    """Show each screen and keep its picture."""
    set_language(language)
    app = CmoApp()
    async with app.run_test(size=(132, 38)) as pilot:
        session = open_session(str(demo_project()), with_backup=False)
        from cmo_coder.store.study import coders_of

        session.set_coder(coders_of(session.project)[0])
        app.use_session(session, "overview")
        await pilot.pause()
        for name in SCREENS:
            app.show(name)
            await pilot.pause()
            if name == "read":
                await show_a_claim(app, pilot)
            picture = HERE / "pictures" / f"{name}.{language}.svg"
            picture.write_text(without_fonts_from_elsewhere(app.export_screenshot(title="cmo-coder")), "utf-8")
            print(picture)


async def show_a_claim(app: CmoApp, pilot: object) -> None:
    """Open the first claim of the first coded document, so that the picture shows what coding looks like."""
    from cmo_coder.model.claims import Claim
    from cmo_coder.realist.snapshot import load_snapshot
    from cmo_coder.tui.screens.read import ReadScreen

    screen = app.screen
    assert isinstance(screen, ReadScreen)
    with screen.session.project.read() as reading:
        snapshot = load_snapshot(reading)
        claim = min(reading.all(Claim), key=lambda one: (-len(snapshot.slots_of_claim.get(one.id, ())), one.number))
    fragment = snapshot.fragments[snapshot.fragments_of_claims([claim.id])[0]]
    screen.open_document(fragment.document_id, fragment.start, fragment.id)
    await pilot.pause()  # type: ignore[attr-defined]
    screen.do_claim()
    await pilot.pause()  # type: ignore[attr-defined]


if __name__ == "__main__":
    for chosen in ("nl", "en"):
        asyncio.run(main(chosen))

"""Files are written whole or not at all, the same table gives the same bytes, and every failure says what to do."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from cmo_coder.export import files
from cmo_coder.export.errors import ExportError
from cmo_coder.export.naming import file_name
from cmo_coder.export.value import Format, Options
from cmo_coder.export.writing import FORMATS, format_of, suggested_name, write_table, write_tables
from cmo_coder.messages import in_language
from cmo_coder.tables.value import Table
from tests.export.tables import small_table, tables
from tests.shared import ROOT

IDS = [known.id for known in FORMATS]
BARE = Options(with_quotes=False)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("known", FORMATS, ids=IDS)
def test_the_extension_decides_the_format(tmp_path: Path, known: Format) -> None:
    path = write_table(small_table(), tmp_path / f"tabel{known.extension}")
    assert path == tmp_path / f"tabel{known.extension}"
    assert path.read_bytes() == known.render((small_table(),), Options())[0].body


@pytest.mark.parametrize("name", ["x.XLSX", "x.htm", "x.markdown"])
def test_other_spellings_of_an_extension_are_known(tmp_path: Path, name: str) -> None:
    assert write_table(small_table(), tmp_path / name).stat().st_size > 0


def test_a_format_may_be_named_and_then_gives_the_extension(tmp_path: Path) -> None:
    assert write_table(small_table(), tmp_path / "tabel", "md") == tmp_path / "tabel.md"
    assert write_table(small_table(), tmp_path / "tabel.txt", "md").read_text("utf-8").startswith("# Werkzame")
    assert format_of(Path("x.csv"), ".JSON").id == "json"


def test_the_quotes_of_csv_stand_beside_it(tmp_path: Path) -> None:
    made = write_tables((small_table(),), tmp_path / "tabel.csv")
    assert [path.name for path in made] == ["tabel.csv", "tabel-citaten.csv"]
    assert sorted(contents(tmp_path)) == ["tabel-citaten.csv", "tabel.csv"]


def test_several_tables_go_into_one_file_where_the_format_can(tmp_path: Path) -> None:
    two = (small_table(), replace(small_table(), id="cmo matrix"))
    for fmt in FORMATS:
        made = write_tables(two, tmp_path / f"alles{fmt.extension}", options=BARE)
        names = [path.name for path in made]
        assert names == ([f"alles{fmt.extension}"] if fmt.together else ["alles-elements.csv", "alles-cmo-matrix.csv"])


def test_to_write_no_table_at_all_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no table"):
        write_tables((), tmp_path / "x.csv")


@pytest.mark.parametrize("id_", IDS)
@given(table=tables())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_table_gives_the_same_bytes(id_: str, table: Table) -> None:
    render = format_of(Path(), id_).render
    assert render((table,), Options()) == render((table,), Options())


@pytest.mark.parametrize("id_", ["xlsx", "docx"])
def test_the_parts_of_an_office_file_carry_the_day_of_the_stamp(id_: str) -> None:
    (part,) = format_of(Path(), id_).render((small_table(),), Options())
    with zipfile.ZipFile(io.BytesIO(part.body)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(2026, 3, 1, 0, 0, 0)}


@pytest.mark.parametrize("id_", IDS)
def test_the_bytes_depend_on_nothing_around_the_program(tmp_path: Path, id_: str) -> None:
    script = (
        "import sys; from pathlib import Path; from cmo_coder.export.writing import write_table;"
        "from tests.export.tables import small_table; write_table(small_table(), Path(sys.argv[1]))"
    )
    bodies = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        path = tmp_path / f"{seed}.{id_}"
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "CMO_CODER_LANG": "nl" if seed == "1" else "en"}
        subprocess.run([sys.executable, "-c", script, str(path)], cwd=ROOT, env=env, check=True)
        bodies.add(path.read_bytes())
    assert len(bodies) == 1


@pytest.mark.parametrize("id_", IDS)
def test_the_language_of_the_table_decides_and_not_that_of_the_screen(id_: str) -> None:
    render = format_of(Path(), id_).render
    with in_language("nl"):
        under_dutch = render((small_table("en"),), Options())
    assert under_dutch == render((small_table("en"),), Options())
    if id_ != "json":
        assert render((small_table("nl"),), Options()) != under_dutch


@pytest.mark.parametrize(
    ("path", "format", "words"),
    [
        ("x.pdf", None, "no format pdf"),
        ("x", None, "does not tell the format"),
        ("x.csv", "pdf", "no format pdf"),
        ("niet/er/x.csv", None, "no folder"),
        ("", None, "is a folder"),
        ("map.csv", None, "is a folder"),
        ("map", "csv", "is a folder"),
        ("er.csv", None, "already a file"),
        ("er.csv/x.csv", None, "no folder"),
        ("n" * 300 + ".csv", None, "too long"),
        ("nul\0.csv", None, "cannot be written"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_written(tmp_path: Path, path: str, format: str | None, words: str) -> None:
    (tmp_path / "map.csv").mkdir()
    (tmp_path / "map").mkdir()
    (tmp_path / "er.csv").write_text("was er al", "utf-8")
    with pytest.raises(ExportError, match=words) as caught:
        write_table(small_table(), tmp_path / path, format)
    assert caught.value.remedy_text()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["er.csv", "map", "map.csv"]
    assert (tmp_path / "er.csv").read_text("utf-8") == "was er al"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_a_pipe_or_device_is_no_place_for_a_table(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp")
    with pytest.raises(ExportError, match="not an ordinary file"):
        write_table(small_table(), tmp_path / "pijp", "csv", overwrite=True)


def test_a_second_file_that_exists_stops_the_first_too(tmp_path: Path) -> None:
    (tmp_path / "t-citaten.csv").write_text("oud", "utf-8")
    with pytest.raises(ExportError, match=r"already a file .*t-citaten\.csv"):
        write_table(small_table(), tmp_path / "t.csv")
    assert contents(tmp_path) == {"t-citaten.csv": b"oud"}


def test_with_leave_a_file_is_replaced_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "t.md"
    path.write_text("oud", "utf-8")
    path.chmod(0o640)
    write_table(small_table(), path, overwrite=True)
    assert path.read_text("utf-8").startswith("# Werkzame")
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "echt.md").write_text("oud", "utf-8")
    try:
        (tmp_path / "link.md").symlink_to("echt.md")
    except OSError:
        pytest.skip("no links here")
    write_table(small_table(), tmp_path / "link.md", overwrite=True)
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "echt.md").read_text("utf-8").startswith("# Werkzame")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "no room on the disk"),
        (errno.EDQUOT, "no room on the disk"),
        (errno.EACCES, "may not be written"),
        (errno.EROFS, "may not be written"),
        (errno.EIO, "cannot be written"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_of_the_system_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str, step: str
) -> None:
    path = tmp_path / "t.md"
    path.write_text("was er al", "utf-8")

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files.os, step, refuse)
    with pytest.raises(ExportError, match=words):
        write_table(small_table(), path, overwrite=True)
    monkeypatch.undo()
    assert contents(tmp_path) == {"t.md": b"was er al"}


@pytest.mark.parametrize("before", [{}, {"t.csv": b"oud"}, {"t.csv": b"oud", "t-citaten.csv": b"ouder"}])
def test_when_the_second_file_fails_the_first_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: dict[str, bytes]
) -> None:
    for name, body in before.items():
        (tmp_path / name).write_bytes(body)
    real = os.replace

    def open_elsewhere(source: Path, target: Path) -> None:
        if Path(target).name == "t-citaten.csv" and ".tmp" in Path(source).name and not open_elsewhere_done:
            open_elsewhere_done.append(True)
            raise PermissionError(errno.EACCES, "open in Excel")
        real(source, target)

    open_elsewhere_done: list[bool] = []
    monkeypatch.setattr(files.os, "replace", open_elsewhere)
    with pytest.raises(ExportError, match=r"t-citaten\.csv may not be written"):
        write_table(small_table(), tmp_path / "t.csv", overwrite=True)
    assert contents(tmp_path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="file-size limits are POSIX")
def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text("was er al", "utf-8")
    script = (
        "import resource, sys; from pathlib import Path; from cmo_coder.export.writing import write_table;"
        "from cmo_coder.model.errors import UserError; from tests.export.tables import small_table\n"
        "table = small_table(); resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "try: write_table(table, Path(sys.argv[1]), overwrite=True)\n"
        "except UserError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert "no room on the disk" in done.stdout
    assert contents(tmp_path) == {"t.json": b"was er al"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the system's user may write everywhere")
def test_a_folder_without_rights_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ExportError, match="may not be written"):
            write_table(small_table(), tmp_path / "t.md")
    finally:
        tmp_path.chmod(0o700)


def test_a_file_without_rights_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.md"
    path.write_text("was er al", "utf-8")
    monkeypatch.setattr(files.os, "access", lambda *_: False)
    with pytest.raises(ExportError, match="may not be written"):
        write_table(small_table(), path, overwrite=True)
    assert path.read_text("utf-8") == "was er al"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CMO-matrix", "cmo-matrix"),
        ("Creëer: één/twee?", "creeer-een-twee"),
        ("..", "table"),
        ("中文", "table"),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_file_name_is_plain(text: str, name: str) -> None:
    assert file_name(text) == name


def test_a_name_is_suggested_from_title_and_day() -> None:
    assert suggested_name(small_table(), "xlsx") == "werkzame-elementen-2026-03-01.xlsx"


def test_errors_speak_dutch_too() -> None:
    with pytest.raises(ExportError) as caught:
        format_of(Path("x.pdf"))
    with in_language("nl"):
        assert str(caught.value).startswith("Het formaat pdf bestaat niet. De formaten zijn: xlsx, docx")

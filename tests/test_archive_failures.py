import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from archive_samples import TEXT, make_capture, make_document, make_reading

from diplowatch.archive import Added, connect, open_archive
from diplowatch.errors import ArchiveError

HERE = Path(__file__).parent


def add(archive, document) -> Added:
    return archive.add_document(document, make_capture(document))


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Run a script in a process of its own, with the samples at hand."""
    head = "import sys\nfrom archive_samples import *\nfrom diplowatch.archive import open_archive\n"
    environment = {**os.environ, "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", head + textwrap.dedent(script), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def finish(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out


# --------------------------------------------------------------------------- files that are no archive of this version


def test_a_file_that_is_no_archive_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("not a database, but long enough to be taken for one")
    with pytest.raises(ArchiveError, match="no archive"):
        open_archive(path)
    assert path.read_text().startswith("not a database")


def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE documents (id)")
    with pytest.raises(ArchiveError, match="another program"):
        open_archive(path)
    assert sqlite3.connect(path).execute("SELECT name FROM sqlite_master").fetchall() == [("documents",)]


def test_an_archive_of_a_newer_program_is_refused(tmp_path):
    path = tmp_path / "archive.db"
    open_archive(path).close()
    with sqlite3.connect(path) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(ArchiveError, match="newer diplowatch"):
        open_archive(path)


def test_an_empty_file_becomes_an_archive(tmp_path):
    path = tmp_path / "archive.db"
    path.touch()
    with open_archive(path) as archive:
        assert archive.counts().documents == 0


@pytest.mark.parametrize(
    ("place", "message"), [("missing.db", "no archive here"), ("no/folder/a.db", "no archive here"), (".", "folder")]
)
def test_what_does_not_exist_is_not_made_unasked(tmp_path, place, message):
    with pytest.raises(ArchiveError, match=message):
        open_archive(tmp_path / place, create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(ArchiveError, match="does not exist"):
        open_archive(tmp_path / "nowhere" / "archive.db")


def test_other_databases_are_refused_in_words():
    with pytest.raises(ArchiveError, match="only SQLite"):
        open_archive("postgresql://localhost/archive")


def test_a_damaged_archive_is_recognised(tmp_path):
    path = tmp_path / "archive.db"
    with open_archive(path) as archive:
        for number in range(200):
            add(archive, make_document(f"{TEXT} {number}", str(number)))
        assert archive.check() == []
    size = path.stat().st_size
    with path.open("r+b") as file:
        for place in range(8192, size, 4096):
            file.seek(place)
            file.write(b"\xff" * 512)
    with pytest.raises(ArchiveError, match="damaged"), open_archive(path) as archive:
        faults = archive.check()
        assert faults
        list(archive.documents())


def test_a_file_cut_short_is_recognised(tmp_path):
    path = tmp_path / "archive.db"
    open_archive(path).close()
    with path.open("r+b") as file:
        file.truncate(6000)
    with pytest.raises(ArchiveError, match="damaged"), open_archive(path) as archive:
        list(archive.documents())


# --------------------------------------------------------------------------- no room, no right, no turn


def test_a_full_archive_says_so_and_keeps_what_it_had(tmp_path):
    path = tmp_path / "archive.db"
    with open_archive(path) as archive:
        add(archive, make_document())
        with archive._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")
        with pytest.raises(ArchiveError, match="full"):
            add(archive, make_document("word " * 50_000, "big"))
        assert [document.key for document in archive.documents()] == ["a.txt"]
    with open_archive(path) as archive:
        assert archive.check() == []
        assert add(archive, make_document("word " * 50_000, "big")) is Added.NEW


@contextmanager
def small_disk(folder: Path, size: str):
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("needs the right to mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
def test_a_full_disk_says_so_and_loses_nothing(tmp_path):
    with small_disk(tmp_path / "disk", "1m") as disk:
        kept = 0
        with (
            pytest.raises(ArchiveError, match=r"full|does not read or write"),
            open_archive(disk / "archive.db") as archive,
        ):
            for number in range(1000):
                add(archive, make_document(f"{number} {os.urandom(2000).hex()}", str(number)))
                kept += 1
        assert kept > 10
        subprocess.run(["mount", "-o", "remount,size=8m", disk], check=True)
        with open_archive(disk / "archive.db") as archive:
            assert archive.counts().documents == kept
            assert archive.check() == []
            assert add(archive, make_document()) is Added.NEW


def test_a_folder_that_cannot_be_written_can_still_be_read(tmp_path_factory):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_archive(folder / "archive.db") as archive:
            add(archive, make_document())
            archive.add_reading(make_reading(make_document()))
        (folder / "archive.db").chmod(0o444)
        folder.chmod(0o555)
        script = """
            import os
            from pathlib import Path
            from diplowatch.errors import ArchiveError
            folder = Path(sys.argv[1])
            open_archive(sys.argv[2]).close()  # loads all modules while an administrator may still read them
            if os.geteuid() == 0:
                os.setuid(65534)
            with open_archive(folder / "archive.db") as archive:
                print(len(archive.search("truce")), len(list(archive.read_documents())))
                try:
                    document = make_document("More.", "b")
                    archive.add_document(document, make_capture(document))
                except ArchiveError as error:
                    print(error)
            try:
                open_archive(folder / "new.db")
            except ArchiveError as error:
                print(error)
        """
        try:
            out = finish(start(script, folder, tmp_path_factory.mktemp("first") / "archive.db"))
        finally:
            folder.chmod(0o755)
    found, refused, no_new = out.splitlines()
    assert found == "1 1"
    assert "cannot be written" in refused
    assert "cannot be opened" in no_new


def test_a_process_that_keeps_on_writing_is_not_waited_for_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(connect, "WAIT", 0.2)
    path = tmp_path / "archive.db"
    with open_archive(path) as archive:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveError, match="another process"):
            add(archive, make_document())
        assert list(archive.documents()) == []
        other.execute("ROLLBACK")
        assert add(archive, make_document()) is Added.NEW


# --------------------------------------------------------------------------- several processes, and killed ones

ADD_ALL = """
    path, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with open_archive(path) as archive:
        print("open", flush=True)
        for number in range(first, last):
            document = make_document(f"{TEXT} {number}", str(number))
            archive.add_document(document, make_capture(document))
            archive.add_reading(make_reading(document))
"""


def test_two_processes_make_and_fill_one_archive_at_once(tmp_path):
    path = tmp_path / "archive.db"
    both = [start(ADD_ALL, path, 0, 40), start(ADD_ALL, path, 20, 60)]
    with open_archive(path) as archive:
        while any(process.poll() is None for process in both):
            assert all(item.reading.positions for item in archive.read_documents())
            time.sleep(0.05)
    for process in both:
        finish(process)
    with open_archive(path) as archive:
        counts = archive.counts()
        assert (counts.documents, counts.versions, counts.read) == (60, 60, 60)
        assert counts.records["positions"] == 120
        assert archive.check() == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
@pytest.mark.parametrize("after", [0.0, 0.3])
def test_a_killed_run_loses_nothing_and_the_next_one_doubles_nothing(tmp_path, after):
    path = tmp_path / "archive.db"
    killed = start(ADD_ALL, path, 0, 100_000)
    assert killed.stdout.readline() == "open\n"
    time.sleep(after)
    killed.kill()
    killed.communicate()
    with open_archive(path) as archive:
        assert archive.check() == []
        done = archive.counts()
        keys = {document.key for document in archive.documents()}
        assert keys == {str(number) for number in range(done.documents)}
        assert done.read in (done.documents, done.documents - 1)
    finish(start(ADD_ALL, path, 0, done.documents + 5))
    with open_archive(path) as archive:
        counts = archive.counts()
        assert (counts.documents, counts.versions, counts.read) == (done.documents + 5,) * 3
        assert counts.records["statements"] == counts.documents
        assert len(archive.search("truce", limit=100_000)) == counts.documents
        assert archive.check() == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_a_process_killed_while_it_makes_the_archive_leaves_nothing_in_the_way(tmp_path):
    path = tmp_path / "archive.db"
    killed = start(
        """
        import os, signal
        from diplowatch.archive import migrate
        upgrade = migrate._upgrade
        def stop(*arguments):
            upgrade(*arguments)
            os.kill(os.getpid(), signal.SIGKILL)
        migrate._upgrade = stop
        open_archive(sys.argv[1])
        """,
        path,
    )
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    with open_archive(path) as archive:
        assert add(archive, make_document()) is Added.NEW
        assert archive.check() == []

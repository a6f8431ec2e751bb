"""A watch is a folder with watch.toml; a wrong setting is named and nothing is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplowatch.errors import ConfigError
from diplowatch.watch import find_watch, is_watch, load_watch, make_watch

WRONG = [
    # broken syntax: the file and the place are named
    ("title = ", "not valid TOML"),
    # a misspelt setting would otherwise be ignored silently
    ('titel = "x"', "titel"),
    # an issue needs terms, or nothing could ever be linked to it
    ('[[issues]]\nid = "x"\nname = "X"', "issues.0.terms"),
    # the folder is where the file lies, never a setting
    ('folder = "/elsewhere"', "folder"),
]


def test_a_new_watch_loads_and_has_a_place_for_texts(tmp_path: Path) -> None:
    make_watch(tmp_path / "talks", "The Talks")
    watch = load_watch(tmp_path / "talks")
    assert (watch.title, watch.pack) == ("The Talks", "ukraine")
    assert [Path(place).is_dir() for place in watch.inputs] == [True]


def test_making_a_watch_twice_changes_nothing(tmp_path: Path) -> None:
    file = make_watch(tmp_path)
    before = file.read_bytes()
    with pytest.raises(ConfigError, match="already is a watch"):
        make_watch(tmp_path, "Another title")
    assert file.read_bytes() == before


def test_a_watch_is_not_made_with_an_unknown_pack(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="atlantis"):
        make_watch(tmp_path / "x", pack="atlantis")
    assert not is_watch(tmp_path / "x")


def test_a_title_with_quotation_marks_is_still_valid(tmp_path: Path) -> None:
    make_watch(tmp_path, 'The "Talks" \\ today')
    assert load_watch(tmp_path).title == "The 'Talks'  today"


@pytest.mark.parametrize(("settings", "named"), WRONG)
def test_wrong_settings_are_named(tmp_path: Path, settings: str, named: str) -> None:
    (tmp_path / "watch.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(ConfigError, match=named) as caught:
        load_watch(tmp_path)
    assert "watch.toml" in str(caught.value) or named == "folder"


def test_additions_to_the_pack_are_there(tmp_path: Path) -> None:
    (tmp_path / "watch.toml").write_text(
        'process = "Harbour Talks"\n[[issues]]\nid = "pilots"\nname = "Harbour pilots"\nterms = ["harbour pilot"]\n'
        '[[outlets]]\nname = "The Quay"\ndomains = ["quay.example"]\n'
        '[[people]]\nperson = "Ada Quill"\ncode = "NOR"\nrole = "envoy"\ntitle = "Envoy of Norway"\nsince = 2025-01-10\n',
        encoding="utf-8",
    )
    pack = load_watch(tmp_path).load_pack()
    assert pack.process == "Harbour Talks"
    assert "pilots" in {issue.id for issue in pack.issues}
    assert "The Quay" in {outlet.name for outlet in pack.outlets}
    assert "Ada Quill" in {office.person for office in pack.offices}


def test_a_watch_is_found_from_a_folder_inside_it(tmp_path: Path) -> None:
    make_watch(tmp_path)
    assert find_watch(tmp_path / "documents").folder == tmp_path.resolve()


def test_no_watch_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="diplowatch init"):
        find_watch(tmp_path)

"""Packs: what ships loads, what contradicts itself is refused with the place of the mistake."""

from datetime import date
from pathlib import Path

import pytest

from diplowatch.errors import ConfigError
from diplowatch.packs import extend_pack, list_packs, load_pack, load_pack_folder
from diplowatch.records import Issue, Office, Outlet

HEAD = 'name = "test"\nprocess = "Test Talks"\n'
PEOPLE = "person,aliases,code,role,title,since,until\n"


def make_folder(folder: Path, **files: str) -> Path:
    (folder / "pack.toml").write_text(files.pop("pack", HEAD), encoding="utf-8")
    for name, content in files.items():
        suffix = "toml" if name in {"issues", "agreements"} else "csv"
        (folder / f"{name}.{suffix}").write_text(content, encoding="utf-8")
    return folder


def test_the_shipped_pack_is_complete():
    pack = load_pack()
    assert pack.process == "Ukraine War"
    assert len(pack.states) >= 195
    assert {"TWN", "PSE", "XKX", "VAT"} <= {state.code for state in pack.states}
    assert {"EUU", "NATO", "UNO", "GSE", "OSCE", "IAEA", "ICC"} <= {body.code for body in pack.bodies}
    assert len(pack.issues) >= 14
    assert {agreement.on for agreement in pack.agreements} >= {date(2025, 3, 18), date(2022, 7, 22)}
    assert load_pack() is pack


def test_official_publishers_carry_the_code_of_their_state():
    code_of = {domain: outlet.code for outlet in load_pack().outlets for domain in outlet.domains}
    assert code_of["whitehouse.gov"] == "USA"
    assert code_of["kremlin.ru"] == "RUS"
    assert code_of["consilium.europa.eu"] == "EUU"
    assert code_of["reuters.com"] == "MED"


def test_agencies_and_state_media_are_marked():
    outlets = {outlet.name: outlet for outlet in load_pack().outlets}
    assert outlets["Reuters"].agency and not outlets["Reuters"].state_media
    assert outlets["TASS"].agency and outlets["TASS"].state_media


def test_an_unknown_pack_names_those_there_are():
    with pytest.raises(ConfigError, match="ukraine"):
        load_pack("atlantis")
    assert "ukraine" in list_packs()


def test_a_pack_folder_stands_on_the_world(tmp_path):
    row = "Ann Envoy,,FRA,envoy,Envoy of France,2025-01-01,\n"
    pack = load_pack_folder(make_folder(tmp_path, people=PEOPLE + row))
    assert pack.name == "test"
    assert any(state.code == "FRA" for state in pack.states)
    assert pack.offices[-1].person == "Ann Envoy"
    assert pack.offices[-1].until is None


ISSUE = '[[issue]]\nid = "a"\nname = "A"\nterms = ["x y"]\n'
AGREEMENT = '[[agreement]]\nid = "t"\nname = "T"\non = 2025-01-01\nparties = ["FRA"]\nterms = ["x"]\n'

BAD_FOLDERS = [
    # (files, words the message must hold)
    ({"people": PEOPLE + "Ann,,XXX,envoy,Envoy,2025-01-01,\n"}, ["people.csv", "Ann", "XXX"]),
    ({"leaders": PEOPLE + "Ann,,XXX,king,King,2025-01-01,\n"}, ["leaders.csv", "Ann", "XXX"]),
    ({"people": PEOPLE + "Ann,,FRA,envoy,Envoy,1 May,\n"}, ["people.csv", "line 2", "since"]),
    ({"people": PEOPLE + "Ann,,FRA,envoy,Envoy,2025-01-01\n"}, ["people.csv", "line 2", "cells"]),
    ({"people": PEOPLE + "Ann,,FRA,envoy,Envoy,2025-02-01,2025-01-01\n"}, ["Ann", "before it begins"]),
    ({"people": PEOPLE + "Ann,,FRA,envoy,Envoy,2025-01-01,\n" * 2}, ["Ann", "twice"]),
    ({"people": "person,kind\nAnn,x\n"}, ["people.csv", "kind"]),
    ({"outlets": "name,domains\nReuters,example.org\n"}, ["outlets.csv", "Reuters", "twice"]),
    ({"issues": ISSUE + ISSUE}, ["issues.toml", "'a'", "twice"]),
    ({"issues": ISSUE + ISSUE.replace('"a"', '"b"')}, ["issues.toml", "'A'", "twice"]),
    ({"issues": ISSUE.replace('["x y"]', "[]")}, ["issues.toml", "term"]),
    ({"issues": ISSUE + "colour = 1\n"}, ["issues.toml", "entry 1", "colour"]),
    ({"issues": ISSUE.replace("[[issue]]", "[[topic]]")}, ["issues.toml", "topic"]),
    ({"issues": ISSUE.replace("[[issue]]", "[issue]")}, ["issues.toml", "[[issue]]"]),
    ({"issues": "id ="}, ["issues.toml"]),
    ({"agreements": AGREEMENT.replace("FRA", "QQQ")}, ["agreements.toml", "t", "QQQ"]),
    ({"agreements": AGREEMENT + 'issue = "none"\n'}, ["agreements.toml", "t", "none"]),
    ({"pack": 'name = "x"\n'}, ["pack.toml", "process"]),
]


@pytest.mark.parametrize(("files", "expected"), BAD_FOLDERS)
def test_a_bad_table_is_refused_where_it_is_bad(tmp_path, files, expected):
    with pytest.raises(ConfigError) as caught:
        load_pack_folder(make_folder(tmp_path, **files))
    message = str(caught.value)
    assert all(part in message for part in expected), message
    assert "\n" not in message


def test_a_missing_folder_is_one_clear_line(tmp_path):
    with pytest.raises(ConfigError, match="no such pack folder"):
        load_pack_folder(tmp_path / "nowhere")


def test_a_watch_extends_its_pack():
    pack = load_pack()
    issue = Issue(id="ceasefire", name="Our ceasefire", terms=("truce",))
    office = Office(person="Ann Envoy", code="FRA", role="envoy", title="Envoy of France")
    outlet = Outlet(name="Harbour Desk", domains=("harbour.example",))
    extended = extend_pack(pack, issues=[issue], outlets=[outlet], offices=[office])
    assert [one.name for one in extended.issues if one.id == "ceasefire"] == ["Our ceasefire"]
    assert len(extended.issues) == len(pack.issues)
    assert extended.outlets[-1] == outlet
    assert extended.offices[-1] == office
    assert outlet not in pack.outlets


def test_an_extension_that_contradicts_the_pack_is_refused():
    office = Office(person="Ann Envoy", code="XXX", role="envoy", title="Envoy")
    with pytest.raises(ConfigError, match="XXX"):
        extend_pack(load_pack(), offices=[office])

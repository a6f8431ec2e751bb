"""Packs: what ships loads, what contradicts itself is refused with the place of the mistake."""

import csv
import re
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
    ({"people": PEOPLE + "Ann,,FRA,envoy,Envoy,2025-01-01,\n" * 2}, ["people.csv", "line 3", "Ann", "twice"]),
    # two holders of an office that one person at a time holds
    (
        {
            "people": PEOPLE
            + "Ann,,FRA,UN ambassador,A,1990-01-01,1995-01-01\nBob,,FRA,UN ambassador,B,1994-06-01,1999-01-01\n"
        },
        ["people.csv", "line 3", "Bob", "Ann", "line 2"],
    ),
    ({"people": PEOPLE + '"Ann,,FRA,envoy,Envoy,,\n'}, ["people.csv", "line 2"]),  # a quotation mark left open
    ({"organisations": "name,aliases,kind,code,country\nX,,bank,QQQ,\n"}, ["organisations.csv", "X", "QQQ"]),
    ({"organisations": "name,aliases,kind,code,country\nX,,bakery,BUS,\n"}, ["organisations.csv", "line 2", "kind"]),
    ({"organisations": "name,aliases,kind,code,country\nX,,bank,BUS,QQQ\n"}, ["organisations.csv", "X", "QQQ"]),
    ({"bodies": "code,name,country\nXYZ,Rebels of X,QQQ\n"}, ["bodies.csv", "Rebels of X", "QQQ"]),
    ({"people": "person,kind\nAnn,x\n"}, ["people.csv", "kind"]),
    ({"outlets": "name,domains\nReuters,example.org\n"}, ["outlets.csv", "Reuters", "twice"]),
    ({"issues": ISSUE + ISSUE}, ["issues.toml", "'a'", "twice"]),
    ({"issues": ISSUE + ISSUE.replace('"a"', '"b"')}, ["issues.toml", "'A'", "twice"]),
    ({"issues": ISSUE + 'needs = ["FRA", "QQQ"]\n'}, ["issues.toml", "a", "QQQ"]),
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
    issue = Issue(id="truce", name="Truce", terms=("truce",), needs=("UKR", "YYY"))
    with pytest.raises(ConfigError, match="issues added, truce: unknown code 'YYY'"):
        extend_pack(load_pack(), issues=[issue])


def test_bytes_that_are_no_text_are_refused(tmp_path):
    folder = make_folder(tmp_path)
    (folder / "people.csv").write_bytes(PEOPLE.encode() + b"\xff\xfe,,FRA,envoy,Envoy,,\n")
    with pytest.raises(ConfigError, match=r"people\.csv: not UTF-8"):
        load_pack_folder(folder)


def test_whoever_follows_ends_the_open_office_of_the_holder_before():
    pack = load_pack()
    day = date(2031, 5, 6)
    office = Office(person="Ann Next", code="DEU", role="chancellor", title="Chancellor of Germany", since=day)
    extended = extend_pack(pack, offices=[office])
    open_before = [one for one in pack.offices if one.code == "DEU" and one.role == "chancellor" and not one.until]
    assert [one.person for one in open_before] == ["Friedrich Merz"]
    ended = [one for one in extended.offices if one.code == "DEU" and one.role == "chancellor" and one.until == day]
    assert [one.person for one in ended] == ["Friedrich Merz"]


def test_a_second_holder_at_a_time_is_refused_and_named():
    office = Office(
        person="Ann Twin",
        code="DEU",
        role="chancellor",
        title="Chancellor of Germany",
        since=date(2022, 1, 1),
        until=date(2023, 1, 1),
    )
    with pytest.raises(ConfigError, match="Ann Twin: chancellor of DEU at the same time as Olaf Scholz"):
        extend_pack(load_pack(), offices=[office])


# --------------------------------------------------------------------------- the tables that ship

MEMBERS = set(
    re.findall(
        "[A-Z]{3}",
        """
    AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA
    CAF CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESP EST ETH
    FIN FJI FRA FSM GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA
    JAM JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX
    MHL MKD MLI MLT MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG
    POL PRK PRT PRY QAT ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD
    TGO THA TJK TKM TLS TON TTO TUN TUR TUV TZA UGA UKR URY USA UZB VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE
        """,
    )
)
HEADS = {
    "president", "prime minister", "chancellor", "king", "queen", "emir", "sultan", "emperor", "grand duke", "prince",
    "supreme leader", "military leader", "captain regent", "head of state", "chief adviser", "acting president",
    "acting prime minister", "co-prince", "chairman of the Presidential Council",
}  # fmt: skip


def test_every_member_of_the_united_nations_has_a_full_entry():
    assert len(MEMBERS) == 193
    states = {state.code: state for state in load_pack().states}
    assert set(states) >= MEMBERS | {"VAT", "PSE", "TWN", "XKX"}
    city_states = {"DJI", "LUX", "MCO", "SMR", "SYC", "SGP"}  # the capital has the name of the state, or a common one
    without_capital = {code for code in MEMBERS if not states[code].capital} - city_states - {"BEL"}
    assert not without_capital
    assert not {code for code in MEMBERS if not states[code].official}
    assert not {code for code in MEMBERS if not states[code].demonyms} - {"DMA"}


@pytest.mark.parametrize("year", range(2021, 2027))
def test_every_member_has_a_head_of_state_or_government_in_every_year(year):
    days = [date(year, month, 20) for month in (1, 5)]
    held = {
        office.code
        for day in days
        for office in load_pack().offices
        if office.role in HEADS
        and (not office.since or office.since <= day)
        and (not office.until or day <= office.until)
    }
    assert sorted(MEMBERS - held) == []


def test_no_office_is_undated_at_both_ends_for_a_head():
    undated = [office.person for office in load_pack().offices if office.role in HEADS and office.since is None]
    assert undated == []


def test_names_are_in_natural_case():
    shouted = [
        office.person
        for office in load_pack().offices
        for word in office.person.split()
        if len(word) > 4 and word.isupper()
    ]
    assert shouted == []
    assert not [office.person for office in load_pack().offices if office.person != office.person.strip()]


def test_one_person_has_one_spelling_as_the_name():
    from diplowatch.read.actors.folding import fold

    spelled: dict[str, set[str]] = {}
    for office in load_pack().offices:
        spelled.setdefault(fold(office.person).lower(), set()).add(office.person)
    assert [names for names in spelled.values() if len(names) > 1] == []


def test_an_alias_of_several_words_names_one_person():
    named: dict[str, set[str]] = {}
    for office in load_pack().offices:
        for alias in (office.person, *office.aliases):
            if " " in alias:
                named.setdefault(alias.lower(), set()).add(office.person)
    assert {alias: people for alias, people in named.items() if len(people) > 1} == {}


def test_no_row_is_given_twice():
    from diplowatch.tables import package_file

    for folder, name in [("world", "leaders"), ("world", "states"), ("world", "bodies"), ("world", "organisations"),
                         ("world", "outlets"), ("ukraine", "people")]:  # fmt: skip
        text = package_file("packs", folder, f"{name}.csv").read_text(encoding="utf-8")
        rows = [tuple(row) for row in csv.reader(text.splitlines())]
        assert len(rows) == len(set(rows)), name


PARTIES = [
    # those the talks turn on
    ("Rosselkhozbank", "RUS"),
    ("Rosatom", "RUS"),
    ("Wagner Group", "RUS"),
    ("Sberbank", "RUS"),
    ("Gazprom", "RUS"),
    ("Naftogaz", "UKR"),
    ("Energoatom", "UKR"),
    ("Azov", "UKR"),
    ("SWIFT", "BUS"),
    ("Euroclear", "BUS"),
]


@pytest.mark.parametrize(("name", "code"), PARTIES)
def test_organisations_of_the_talks_are_known(name, code):
    assert {one.name: one.code for one in load_pack().organisations}[name] == code

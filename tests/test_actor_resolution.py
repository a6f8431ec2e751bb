"""Resolution of actors: whom words mean on a day, in a place and in a text; each case says why."""

from __future__ import annotations

import time
from datetime import date

import pytest

from diplowatch.packs import load_pack
from diplowatch.read.actors import find_mentions
from diplowatch.read.parse import parse
from diplowatch.records import Actor, Document, hash_text

SPRING, SUMMER = date(2025, 3, 15), date(2025, 6, 15)
BEFORE, AFTER = date(2024, 11, 20), date(2025, 2, 20)


def resolve_last(text: str, phrase: str, on: date | None) -> Actor:
    document = Document(id="d", key="d", title="", text=text, published=on)
    doc = parse(text)
    start = text.rindex(phrase)
    span = doc.char_span(start, start + len(phrase), alignment_mode="expand")
    return find_mentions(document, doc, load_pack(), hash_text(text)).resolve(span)


def mentioned(text: str, on: date | None = SPRING) -> list[tuple[str, str | None]]:
    document = Document(id="d", key="d", title="", text=text, published=on)
    found = find_mentions(document, parse(text), load_pack(), hash_text(text))
    return [(mention.actor.words, mention.actor.code) for mention in found.all()]


TIME = [
    # text, phrase, day, code, name
    ("The German chancellor called for calm.", "The German chancellor", SPRING, "DEU", "Olaf Scholz"),
    ("The German chancellor called for calm.", "The German chancellor", SUMMER, "DEU", "Friedrich Merz"),
    ("Poland's president signed the law.", "Poland's president", SUMMER, "POL", "Andrzej Duda"),
    ("Poland's president signed the law.", "Poland's president", date(2025, 9, 1), "POL", "Karol Nawrocki"),
    (
        "The Canadian prime minister flew home.",
        "The Canadian prime minister",
        date(2025, 1, 5),
        "CAN",
        "Justin Trudeau",
    ),
    ("The Canadian prime minister flew home.", "The Canadian prime minister", SUMMER, "CAN", "Mark Carney"),
    ("The NATO secretary-general agreed.", "The NATO secretary-general", date(2024, 5, 1), "NATO", "Jens Stoltenberg"),
    ("The NATO secretary-general agreed.", "The NATO secretary-general", SPRING, "NATO", "Mark Rutte"),
    ("The Japanese prime minister agreed.", "The Japanese prime minister", date(2021, 5, 1), "JPN", "Yoshihide Suga"),
    ("Ukraine's defence minister agreed.", "Ukraine's defence minister", date(2022, 5, 1), "UKR", "Oleksii Reznikov"),
    # the day of a change belongs to both: nobody is named
    ("The German chancellor spoke.", "The German chancellor", date(2025, 5, 6), "DEU", None),
    # out of office he speaks for no state, whatever the text calls him
    ("President Trump criticised the aid.", "President Trump", BEFORE, "CVL", "Donald Trump"),
    ("President Trump criticised the aid.", "President Trump", AFTER, "USA", "Donald Trump"),
    ("Former chancellor Angela Merkel spoke.", "Angela Merkel", SPRING, "CVL", "Angela Merkel"),
    ("Boris Johnson wrote a column.", "Boris Johnson", SPRING, "CVL", "Boris Johnson"),
    ("Jens Stoltenberg warned of the cost.", "Jens Stoltenberg", date(2024, 12, 1), "CVL", "Jens Stoltenberg"),
    # who changed offices speaks for the one held on the day
    ("Jens Stoltenberg warned of the cost.", "Jens Stoltenberg", date(2025, 3, 1), "NOR", "Jens Stoltenberg"),
    ("Mark Rutte asked for patience.", "Mark Rutte", date(2023, 3, 1), "NLD", "Mark Rutte"),
    ("Mark Rutte asked for patience.", "Mark Rutte", date(2025, 3, 1), "NATO", "Mark Rutte"),
    ("Andrii Melnyk objected.", "Andrii Melnyk", date(2023, 6, 1), "CVL", "Andrii Melnyk"),  # between two embassies
    # a role that several people hold names nobody alone
    ("Russia's deputy foreign minister objected.", "Russia's deputy foreign minister", SPRING, "RUS", None),
    ("A U.S. senator objected.", "A U.S. senator", SPRING, "USA", None),
    # with an indefinite article the official stays unnamed
    ("A Kremlin spokesman denied it.", "A Kremlin spokesman", SPRING, "RUS", None),
    ("A former French foreign minister denied it.", "A former French foreign minister", SPRING, "CVL", None),
    ("The ex-president of Poland denied it.", "The ex-president of Poland", SPRING, "CVL", None),
]


@pytest.mark.parametrize(("text", "phrase", "on", "code", "name"), TIME)
def test_who_held_the_office_on_the_day(text, phrase, on, code, name):
    actor = resolve_last(text, phrase, on)
    assert (actor.code, actor.name if actor.kind == "person" else None) == (code, name)


METONYMS = [
    # text, phrase, code: a government by the name of its city or seat
    ("The Kremlin dismissed the claim.", "The Kremlin", "RUS"),
    ("Bankova did not comment.", "Bankova", "UKR"),
    ("The Elysee confirmed the visit.", "The Elysee", "FRA"),
    ("The Élysée Palace confirmed the visit.", "The Élysée Palace", "FRA"),
    ("Foggy Bottom declined to comment.", "Foggy Bottom", "USA"),
    ("Whitehall is drafting a reply.", "Whitehall", "GBR"),
    ("The Quai d'Orsay summoned the envoy.", "The Quai d'Orsay", "FRA"),
    ("The Farnesina summoned the envoy.", "The Farnesina", "ITA"),
    ("The Bundeswehr will send trucks.", "The Bundeswehr", "DEU"),
    ("The State Department welcomed it.", "The State Department", "USA"),
    ("Brussels tabled a new package.", "Brussels", "EUU"),
    ("Moscow has refused the offer.", "Moscow", "RUS"),
    ("An offer from Moscow is on the table.", "Moscow", "RUS"),
    ("Zhongnanhai stayed silent.", "Zhongnanhai", "CHN"),
    ("Rosselkhozbank must return to SWIFT.", "Rosselkhozbank", "RUS"),
    ("Rosatom took over the plant.", "Rosatom", "RUS"),
    ("The Wagner Group left the town.", "The Wagner Group", "RUS"),
    ("The Azov brigade held the line.", "The Azov brigade", "UKR"),
    ("Naftogaz asked for gas.", "Naftogaz", "UKR"),
]


@pytest.mark.parametrize(("text", "phrase", "code"), METONYMS)
def test_seats_of_power_and_organisations_stand_for_their_state(text, phrase, code):
    assert resolve_last(text, phrase, SPRING).code == code


CITIES = [
    # text, what is named: the city as a place is nobody
    ("Three people were hurt in Kyiv overnight.", []),
    ("The train from Warsaw to Kyiv was late.", []),
    ("Drones reached the outskirts of Moscow.", []),
    ("They will meet in Brussels.", []),
    ("The talks in Riyadh lasted a day.", []),
    ("He lives near Moscow.", []),
    ("A Moscow court jailed him.", ["RUS"]),  # the court is the state's
    ("Residents of Kyiv slept in the metro.", ["CVL"]),
    ("KYIV, Ukraine (AP) — The minister left.", ["UKR", "MED"]),  # the dateline's city is nobody
    ("Ships left the Sea of Azov.", []),  # no brigade
]


@pytest.mark.parametrize(("text", "codes"), CITIES)
def test_a_city_is_a_place_in_a_phrase_of_place(text, codes):
    assert [code for _, code in mentioned(text)] == codes


BLOCS = [
    # text, phrase, code: what points back to a body
    ("The EU met on Monday. The bloc agreed on a fund.", "The bloc", "EUU"),
    ("NATO met on Monday. The alliance agreed on a target.", "The alliance", "NATO"),
    ("The EU and NATO met. The alliance agreed on a target.", "The alliance", "NATO"),  # the EU is none
    ("The EU and NATO met. The bloc agreed on a target.", "The bloc", "EUU"),  # NATO is called none
    ("The bloc agreed on a fund.", "The bloc", None),  # nothing before it
]


@pytest.mark.parametrize(("text", "phrase", "code"), BLOCS)
def test_the_bloc_and_the_alliance_point_back_to_a_body(text, phrase, code):
    assert resolve_last(text, phrase, SPRING).code == code


SPELLINGS = [
    # text, phrase, code, name
    ("Kier Starmer landed.", "Kier Starmer", "GBR", "Keir Starmer"),
    ("Volodymyr Zelenskiy landed.", "Volodymyr Zelenskiy", "UKR", "Volodymyr Zelenskyy"),
    ("Volodymir Zelenski landed.", "Volodymir Zelenski", "UKR", "Volodymyr Zelenskyy"),
    ("Zelensky landed.", "Zelensky", "UKR", "Volodymyr Zelenskyy"),
    ("Zelenskyi landed.", "Zelenskyi", "UKR", "Volodymyr Zelenskyy"),
    ("Emanuel Macron landed.", "Emanuel Macron", "FRA", "Emmanuel Macron"),
    ("Sergej Lawrow landed.", "Sergej Lawrow", "RUS", "Sergei Lavrov"),
    ("Aleksandr Lukashenka landed.", "Aleksandr Lukashenka", "BLR", "Alexander Lukashenko"),
    ("Mohamed bin Salman landed.", "Mohamed bin Salman", "SAU", "Mohammed bin Salman"),
    ("Olaf Schulz landed.", "Olaf Schulz", None, "Olaf Schulz"),  # another name, not a misspelling
    ("Kiev rejected the plan.", "Kiev", "UKR", None),
    ("Zelenskyy's office replied. Zelensky agreed.", "Zelensky", "UKR", "Volodymyr Zelenskyy"),
    ("ZELENSKY ARRIVES IN ANKARA", "ZELENSKY", "UKR", "Volodymyr Zelenskyy"),
    ("President Von der Leyen agreed.", "President Von der Leyen", "EUU", "Ursula von der Leyen"),
]


@pytest.mark.parametrize(("text", "phrase", "code", "name"), SPELLINGS)
def test_variants_and_misspellings_are_the_same_person(text, phrase, code, name):
    actor = resolve_last(text, phrase, SPRING)
    assert actor.code == code
    if name:
        assert actor.name == name


IN_ONE_TEXT = [
    # text, phrase, code, name: by full name first and by surname later, two of one surname, titles without names
    ("Emmanuel Macron landed. Macron then left.", "Macron", "FRA", "Emmanuel Macron"),
    ("Wang Yi landed. Mr. Wang then left.", "Mr. Wang", "CHN", "Wang Yi"),  # the surname stands first
    ("Jake Sullivan landed. Sullivan then left.", "Sullivan", "USA", "Jake Sullivan"),
    ("Kim Jong Un met Kim Yo Jong. Kim then left.", "Kim", None, None),
    ("Kim Yo Jong landed. Kim then left.", "Kim", "PRK", "Kim Yo Jong"),
    (
        "Jill Biden met Joe Biden. President Biden then left.",
        "President Biden",
        "USA",
        "Joe Biden",
    ),  # the title decides
    ("Michel Aoun met Joseph Aoun. Aoun then left.", "Aoun", None, None),
    ("Emmanuel Macron spoke first. The president was upbeat.", "The president", "FRA", "Emmanuel Macron"),
    (
        "Keir Starmer hosted Emmanuel Macron. The prime minister was upbeat.",
        "The prime minister",
        "GBR",
        "Keir Starmer",
    ),
    ("Sergei Lavrov spoke first. The foreign minister was upbeat.", "The foreign minister", "RUS", "Sergei Lavrov"),
    ("Sergei Lavrov met Hakan Fidan. The foreign minister was upbeat.", "The foreign minister", None, None),
    ("Sergei Lavrov met Hakan Fidan. The Turkish minister was upbeat.", "The Turkish minister", "TUR", None),
    ("The minister was upbeat.", "The minister", None, None),
    ("Giorgia Meloni met Donald Tusk. She was upbeat.", "She", "ITA", "Giorgia Meloni"),
    ("Ann Keller, an analyst at the Harbor Institute, agreed. Keller had doubts.", "Keller", "NGO", "Ann Keller"),
    ("Ann Keller agreed. Keller had doubts.", "Keller", None, "Ann Keller"),  # nothing places her
]


@pytest.mark.parametrize(("text", "phrase", "code", "name"), IN_ONE_TEXT)
def test_a_text_says_whom_a_surname_or_a_title_means(text, phrase, code, name):
    actor = resolve_last(text, phrase, AFTER if "Biden" not in text and "Sullivan" not in text else BEFORE)
    assert actor.code == code
    if name:
        assert actor.name == name


GROUPS = [
    # text, phrase, codes of everyone in it
    ("European leaders met.", "European leaders", ["EUR"]),
    ("The E3 met.", "The E3", ["EUR"]),
    ("EU leaders met.", "EU leaders", ["EUU"]),
    ("G7 foreign ministers met.", "G7 foreign ministers", ["GSE"]),
    ("The leaders of France and Germany met.", "The leaders of France and Germany", ["FRA", "DEU"]),
    ("The foreign ministers of Poland, Estonia and Latvia met.", "The foreign ministers of Poland, Estonia and Latvia", ["POL", "EST", "LVA"]),
    ("French and German leaders met.", "French and German leaders", ["FRA", "DEU"]),
    ("US and Russian officials met.", "US and Russian officials", ["USA", "RUS"]),
    ("Officials from Ukraine and the United States met.", "Officials from Ukraine and the United States", ["UKR", "USA"]),
    ("Macron, Merz and Starmer met.", "Macron, Merz and Starmer", ["FRA", "DEU", "GBR"]),
    ("The presidents of Ukraine and Finland met.", "The presidents of Ukraine and Finland", ["UKR", "FIN"]),
    ("Both sides met.", "Both sides", [None]),
    ("Kyiv's allies met.", "Kyiv's allies", [None]),  # allies of Kyiv are not Kyiv
]  # fmt: skip


@pytest.mark.parametrize(("text", "phrase", "codes"), GROUPS)
def test_a_group_is_each_of_its_members(text, phrase, codes):
    document = Document(id="d", key="d", title="", text=text, published=SUMMER)
    doc = parse(text)
    span = doc.char_span(0, len(phrase))
    actors = find_mentions(document, doc, load_pack(), hash_text(text)).resolve_all(span)
    assert [actor.code for actor in actors] == codes


UNNAMED = [
    # phrase, code: unnamed officials with their country
    ("A senior Ukrainian official", "UKR"),
    ("Two Western diplomats", None),
    ("A European diplomat", "EUR"),
    ("A person close to the Kremlin", None),  # close to it is not it
    ("A source in the Russian foreign ministry", "RUS"),
    ("An official in Kyiv", "UKR"),
    ("A Turkish defence ministry source", "TUR"),
    ("A White House official", "USA"),
    ("One NATO diplomat", "NATO"),
    ("An adviser to President Zelensky", "UKR"),
    ("A Pentagon spokesman", "USA"),
    ("Officials", None),
    ("The official", None),
    ("Russian-installed officials", "RUS"),
    ("The occupied region's head", None),
]


@pytest.mark.parametrize(("phrase", "code"), UNNAMED)
def test_an_unnamed_official_has_the_country_that_the_phrase_gives(phrase, code):
    actor = resolve_last(f"{phrase} said on Monday that talks would go on.", phrase, SPRING)
    assert actor.code == code
    assert actor.name is None or actor.kind != "person"


def test_an_armed_group_speaks_for_itself_and_keeps_its_country():
    actor = resolve_last("The Houthis fired a missile.", "The Houthis", SPRING)
    assert (actor.code, actor.country) == ("HOUTHIS", "YEM")


def test_a_party_speaks_for_no_state_and_keeps_its_country():
    actor = resolve_last("The AfD objected.", "The AfD", SPRING)
    assert (actor.code, actor.country) == ("CVL", "DEU")


def make_name(number: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return f"Anna {letters[number % 26].upper()}{letters[number // 26 % 26]}or{letters[number // 676 % 26]}ek"


def cost_of(names: int) -> float:
    """Seconds of processor time to find so many different people, the parse not counted."""
    text = " ".join(f"{make_name(number)} agreed." for number in range(names))
    document = Document(id="d", key="d", title="", text=text, published=SPRING)
    doc, pack, text_hash = parse(text), load_pack(), hash_text(text)
    costs = []
    for _ in range(3):
        begun = time.process_time()
        find_mentions(document, doc, pack, text_hash)
        costs.append(time.process_time() - begun)
    return min(costs)


def test_the_cost_of_many_names_grows_no_faster_than_the_text():
    cost_of(10)  # makes the lexicon ready
    assert cost_of(1600) < 4 * cost_of(400) * 2.5  # a quadratic cost would be sixteen times as high

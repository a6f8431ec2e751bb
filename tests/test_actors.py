"""Actors: names, offices as of a day, metonyms, roles, introductions, pronouns; and declining where several remain."""

from __future__ import annotations

from datetime import date

import pytest

from diplowatch.packs import extend_pack, load_pack
from diplowatch.read.actors import Mentions, find_mentions
from diplowatch.read.parse import parse
from diplowatch.records import ActorKind, Document, Office, Pack, hash_text

DAY = date(2025, 3, 28)


def read(text: str, on: date | None = DAY, outlet_code: str | None = None, pack: Pack | None = None):
    document = Document(id="d", key="d", title="", text=text, published=on, outlet_code=outlet_code)
    doc = parse(text)
    return doc, find_mentions(document, doc, pack or load_pack(), hash_text(text))


def resolve(text: str, phrase: str, **options):
    """Resolve the last occurrence of a phrase."""
    doc, mentions = read(text, **options)
    start = text.rindex(phrase)
    span = doc.char_span(start, start + len(phrase), alignment_mode="expand")
    return mentions.resolve(span)


def codes_of(mentions: Mentions) -> list[tuple[str, str | None]]:
    return [(mention.actor.words, mention.actor.code) for mention in mentions.all()]


NAMES = [
    # text, phrase, code
    ("France objected to the plan.", "France", "FRA"),
    ("Poles and Czechs protested in the square.", "Poles", "POL"),
    ("The U.S. will send a team.", "The U.S.", "USA"),
    ("They told us nothing.", "us", None),  # a pronoun is no state
    ("The Kremlin dismissed the report.", "The Kremlin", "RUS"),
    ("Downing Street welcomed the move.", "Downing Street", "GBR"),
    ("Foggy Bottom declined to comment.", "Foggy Bottom", "USA"),
    ("Ankara offered to host the talks.", "Ankara", "TUR"),
    ("Türkiye offered to host the talks.", "Türkiye", "TUR"),  # letters with marks
    ("TEHRAN REJECTS OFFER", "TEHRAN", "IRN"),  # a headline in capitals
    ("The European Commission proposed a fund.", "The European Commission", "EUU"),
    ("NATO agreed to a new target.", "NATO", "NATO"),
    ("The Security Council met twice.", "The Security Council", "UNO"),
    ("The G7 issued a declaration.", "The G7", "GSE"),
    ("Reuters reported it first.", "Reuters", "MED"),
    ("According to _Reuters_ , a deal is near.", "_Reuters_", "MED"),  # marks of emphasis left in the text
    ("European leaders gathered again.", "European leaders", "EUR"),
    ("Another European diplomat disagreed.", "Another European diplomat", "EUR"),
    ("South Korean officials warned of it.", "South Korean officials", "KOR"),
    ("Officials from Ukraine arrived late.", "Officials from Ukraine", "UKR"),
    ("The Ukrainian air force shot it down.", "The Ukrainian air force", "UKR"),
    ("Russia's mission to the United Nations protested.", "Russia's mission to the United Nations", "RUS"),
    ("The mayor of Kharkiv asked for help.", "The mayor of Kharkiv", "UKR"),
    ("A number of European countries agreed.", "A number of European countries", "EUR"),
    ("Military analysts doubt it.", "Military analysts", "NGO"),
    ("Russian state media ignored it.", "Russian state media", "MED"),
    ("Residents of Odesa heard blasts.", "Residents of Odesa", "CVL"),
    ("Protesters blocked the road.", "Protesters", "CVL"),  # never IND, which is a state
    ("Indian officials asked for calm.", "Indian officials", "IND"),
    ("India's prime minister asked for calm.", "India's prime minister", "IND"),
    ("Shipping companies kept away.", "Shipping companies", "BUS"),
    ("The Pew Research Center asked 2,000 people.", "The Pew Research Center", "NGO"),  # not in the pack
    ("The two sides agreed to meet.", "The two sides", None),  # nobody in particular
    ("Armed rebels took the town.", "Armed rebels", None),
]


@pytest.mark.parametrize(("text", "phrase", "code"), NAMES)
def test_names_and_roles_resolve(text, phrase, code):
    assert resolve(text, phrase).code == code


OFFICES = [
    # phrase in "... spoke on Monday.", day, code, name
    ("The German chancellor", date(2025, 3, 28), "DEU", "Olaf Scholz"),
    ("The German chancellor", date(2025, 6, 28), "DEU", "Friedrich Merz"),
    ("Germany's chancellor", date(2025, 6, 28), "DEU", "Friedrich Merz"),
    ("Russia's foreign minister", date(2022, 3, 1), "RUS", "Sergei Lavrov"),
    ("The U.S. secretary of state", date(2024, 3, 1), "USA", "Antony Blinken"),
    ("The U.S. secretary of state", date(2025, 3, 1), "USA", "Marco Rubio"),
    ("The Kremlin spokesman", DAY, "RUS", "Dmitry Peskov"),
    ("The EU foreign policy chief", date(2024, 3, 1), "EUU", "Josep Borrell"),
    ("The EU foreign policy chief", DAY, "EUU", "Kaja Kallas"),
    ("Estonia's deputy foreign minister", DAY, "EST", None),  # not the minister
    ("Russia's foreign ministers", DAY, "RUS", None),  # several people
    ("The German chancellor", None, "DEU", None),  # no day, no name
]


@pytest.mark.parametrize(("phrase", "on", "code", "name"), OFFICES)
def test_a_role_names_who_held_it_on_the_day(phrase, on, code, name):
    actor = resolve(f"{phrase} spoke on Monday.", phrase, on=on)
    assert (actor.code, actor.name) == (code, name)


PEOPLE = [
    # text, phrase, day, code
    ("Trump signed the order.", "Trump", date(2025, 3, 28), "USA"),
    ("Former President Trump criticised the aid.", "Trump", date(2023, 5, 1), "CVL"),  # out of office
    ("Donald Trump signed the order.", "Donald Trump", date(2018, 5, 1), "USA"),
    ("Kallas urged the allies to act.", "Kallas", date(2023, 5, 1), "EST"),
    ("Kallas urged the allies to act.", "Kallas", date(2025, 5, 1), "EUU"),  # changed office
    ("Baerbock opened the session.", "Baerbock", date(2025, 10, 1), "UNO"),
    ("Volodymyr Zelensky spoke.", "Volodymyr Zelensky", DAY, "UKR"),  # another spelling
    ("MS. PSAKI: We will see.", "PSAKI", date(2022, 2, 1), "USA"),  # a transcript
    ("MR. SULLIVAN: We will see.", "MR. SULLIVAN", date(2023, 2, 1), "USA"),
    ("The Biden administration sent it.", "The Biden administration", DAY, "USA"),  # the state's, though he left
    ("Secretary Austin landed early.", "Secretary Austin", date(2023, 2, 1), "USA"),  # a title makes it a name
    ("Hunter Biden arrived at the court.", "Hunter Biden", date(2024, 6, 1), None),  # another person of that name
]


@pytest.mark.parametrize(("text", "phrase", "on", "code"), PEOPLE)
def test_people_speak_for_whom_they_served_on_the_day(text, phrase, on, code):
    assert resolve(text, phrase, on=on).code == code


def test_the_office_of_a_former_holder_says_so():
    actor = resolve("Former President Trump criticised the aid.", "Trump", on=date(2023, 5, 1))
    assert actor.name == "Donald Trump"
    assert actor.office == "former President of the United States"


BEFORE_OFFICE = [
    # the text says what he is, before the name, after it, and for every later mention
    ("Republican presidential candidate Donald Trump came.", "Donald Trump", "CVL"),
    ("Donald Trump, the nominee, came. Trump spoke.", "Trump", "CVL"),
    # nobody says what he is
    ("Donald Trump came.", "Donald Trump", None),
]


@pytest.mark.parametrize(("text", "phrase", "code"), BEFORE_OFFICE)
def test_the_text_says_who_people_are_before_their_first_office(text, phrase, code):
    assert resolve(text, phrase, on=date(2016, 3, 1)).code == code


def test_a_surname_of_two_people_is_declined():
    doubled = extend_pack(
        load_pack(),
        offices=[Office(person="Oleg Lavrov", aliases=("Lavrov",), code="BLR", role="envoy", title="Envoy of Belarus")],
    )
    assert resolve("Lavrov left the hall.", "Lavrov").code == "RUS"
    assert resolve("Lavrov left the hall.", "Lavrov", pack=doubled).code is None
    text = "Oleg Lavrov arrived from Minsk. Lavrov left the hall."
    assert resolve(text, "Lavrov", pack=doubled).code == "BLR"  # the full name decides


def test_two_people_of_one_surname_in_a_text_are_declined():
    text = "Jill Biden waved. President Joe Biden spoke. Biden then left."
    assert resolve(text, "Biden", on=date(2024, 5, 1)).code is None


INTRODUCED = [
    # introduction, later surname, code
    # told in a sentence of its own what somebody is; what somebody was may be past
    ("Oskar Lind is a field officer with the World Food Programme.", "Lind", "UNO"),
    ("Oskar Lind was a field officer with the World Food Programme.", "Lind", None),
    ("The Harbor Institute's Ann Keller was blunt.", "Keller", "NGO"),
    ("Ann Keller, an analyst at a think tank, was blunt.", "Keller", "NGO"),
    ("Yuriy Bondar, a spokesperson for the Ukrainian air force, confirmed it.", "Bondar", "UKR"),
    ("Ukrainian army spokesman Yuriy Bondar confirmed it.", "Bondar", "UKR"),
    ("Paul Reed, chief executive of a shipping firm, was blunt.", "Reed", "BUS"),
    ("Roman Bondar, the mayor of Kherson, was blunt.", "Bondar", "UKR"),
    ("Maria Lind, a reporter for a daily in Oslo, was blunt.", "Lind", "MED"),
    ("Maria Lind, a resident of Sumy, was blunt.", "Lind", "CVL"),
    ("Maria Lind, who likes tea, was blunt.", "Lind", None),  # nothing places her
]


@pytest.mark.parametrize(("introduction", "surname", "code"), INTRODUCED)
def test_people_whom_the_text_introduces_are_known_by_surname_afterwards(introduction, surname, code):
    assert resolve(f"{introduction} {surname} said more later.", surname).code == code


AFFILIATED = [
    # introduction, later surname, the affiliation that stays with the name
    ("The Harbor Institute's Ann Keller was blunt.", "Keller", "Harbor Institute"),
    ("The Harbor Institute's Ann Keller and Paul Reed were blunt.", "Reed", "Harbor Institute"),  # of both
    ("Ann Keller of the Harbor Institute was blunt.", "Keller", "Harbor Institute"),
    ("Ann Keller (Harbor Institute) was blunt.", "Keller", "Harbor Institute"),
    (
        "Ann Keller, an analyst at the Harbor Institute who likes tea, was blunt.",
        "Keller",
        "analyst at the Harbor Institute",
    ),
    ("Harbor Institute analyst Ann Keller was blunt.", "Keller", "Harbor Institute analyst"),
]


@pytest.mark.parametrize(("introduction", "surname", "office"), AFFILIATED)
def test_people_whom_the_text_introduces_keep_their_affiliation(introduction, surname, office):
    assert resolve(introduction, surname).office == office
    assert resolve(f"{introduction} {surname} said more later.", surname).office == office


PLACES = [
    # text, is the capital an actor
    ("The two met in Moscow.", False),
    ("He flew to Moscow on Friday.", False),
    ("She visited Moscow twice.", False),
    ("MOSCOW, March 27 (Reuters) - A deal is near.", False),
    ("Moscow rejected the draft.", True),
    ("Talks with Moscow stalled.", True),
    ("Moscow's demands have not changed.", True),
    ("The letter was addressed to Moscow.", True),
]


@pytest.mark.parametrize(("text", "is_actor"), PLACES)
def test_a_capital_in_a_phrase_of_place_is_no_actor(text, is_actor):
    _, mentions = read(text)
    assert ("RUS" in {actor.code for actor in mentions.actors()}) is is_actor


POINTING_BACK = [
    # text, phrase, code
    ("Keir Starmer met reporters. He was upbeat.", "He", "GBR"),
    ("Keir Starmer met Emmanuel Macron. He was upbeat.", "He", "GBR"),  # the only subject
    ("Keir Starmer and Emmanuel Macron met. He was upbeat.", "He", None),  # two candidates
    ("Giorgia Meloni met Keir Starmer. She was upbeat.", "She", "ITA"),
    ("The weather was bad. He was upbeat.", "He", None),
    ("Russian officials left early. They gave no reason.", "They", "RUS"),
    ("Emmanuel Macron spoke in Paris. The president was upbeat.", "The president", "FRA"),
    ("Emmanuel Macron met Vladimir Putin. Nothing came of it. The president was upbeat.", "The president", None),
    ("A U.S. official confirmed it. The official gave no date.", "The official", "USA"),
    ("A U.S. official met a Russian official. The official gave no date.", "The official", None),
    ("The minister gave no date.", "The minister", None),
]


@pytest.mark.parametrize(("text", "phrase", "code"), POINTING_BACK)
def test_what_points_back_resolves_only_to_one_candidate(text, phrase, code):
    assert resolve(text, phrase).code == code


def test_the_president_of_an_official_text_is_the_publishers():
    text = "The President spoke with Vladimir Putin today."
    actor = resolve(text, "The President", outlet_code="USA")
    assert (actor.code, actor.name) == ("USA", "Donald Trump")


COORDINATIONS = [
    ("France and the United Kingdom agreed.", "France and the United Kingdom", ["FRA", "GBR"]),
    ("Russian and Ukrainian officials met.", "Russian and Ukrainian officials", ["RUS", "UKR"]),
    ("Sweden, Denmark and Australia agreed.", "Sweden, Denmark and Australia", ["SWE", "DNK", "AUS"]),
    ("The German chancellor agreed.", "The German chancellor", ["DEU"]),
]


@pytest.mark.parametrize(("text", "phrase", "codes"), COORDINATIONS)
def test_a_coordination_gives_each_of_its_members(text, phrase, codes):
    doc, mentions = read(text)
    start = text.index(phrase)
    span = doc.char_span(start, start + len(phrase))
    assert [actor.code for actor in mentions.resolve_all(span)] == codes


def test_mentions_stand_in_order_with_their_exact_words():
    text = "German Chancellor Olaf Scholz called Kyiv, and the Kremlin spokesman replied to CNN."
    _, mentions = read(text)
    assert codes_of(mentions) == [
        ("German Chancellor Olaf Scholz", "DEU"),
        ("Kyiv", "UKR"),
        ("Kremlin spokesman", "RUS"),
        ("CNN", "MED"),
    ]
    for mention in mentions.all():
        assert text[mention.start : mention.end] == mention.actor.words == mention.actor.passage.exact
    assert mentions.within(0, text.index("and the")) == list(mentions.all()[:2])
    assert mentions.all()[0].actor.kind is ActorKind.PERSON


def test_an_empty_text_names_nobody():
    _, mentions = read("")
    assert mentions.all() == ()

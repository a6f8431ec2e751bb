"""Events: type, who to whom, and on what footing."""

from __future__ import annotations

from datetime import date

import pytest

from diplowatch.clean import make_document
from diplowatch.packs import load_pack
from diplowatch.read import read_document
from diplowatch.read.events.lexicon import load_frames, load_nouns
from diplowatch.read.events.modes import load_modes
from diplowatch.records import Actor, Event, Factuality, Plover, Reading


def read(text: str) -> Reading:
    return read_document(make_document(text, published=date(2025, 3, 28)), load_pack())


def events_of(text: str) -> tuple[Event, ...]:
    return read(text).events


def first(text: str) -> Event:
    found = events_of(text)
    assert found, f"no event in {text!r}"
    return found[0]


def codes(actors: tuple[object, ...]) -> set[str]:
    return {actor.code for actor in actors if actor.code}  # type: ignore[attr-defined]


MAIN = [
    # a meeting joins its subjects
    ("Russia and Ukraine held talks in Istanbul.", Plover.CONSULT, {"RUS", "UKR"}, {"RUS", "UKR"}),
    # "A met B": the subject acts, the object receives
    ("France met Poland in Paris on Monday.", Plover.CONSULT, {"FRA"}, {"POL"}),
    # "of whom" in a with-phrase
    ("Turkey held talks with Russia on Tuesday.", Plover.CONSULT, {"TUR"}, {"RUS"}),
    # condemnation is an accusation
    ("Germany condemned Russia over the strike on a hospital.", Plover.ACCUSE, {"DEU"}, {"RUS"}),
    # a promise under a verb of saying belongs to the speaker
    ("Sweden said it would send air defences to Ukraine.", Plover.AGREE, {"SWE"}, {"UKR"}),
    # a hostile promise is a threat
    ("The United States said it would impose tariffs on Russia.", Plover.THREATEN, {"USA"}, {"RUS"}),
    # a threat is an event, the act threatened is not
    ("Iran threatened to attack Israel.", Plover.THREATEN, {"IRN"}, {"ISR"}),
    # a group without a code refuses all the same
    ("Hezbollah said it would not release the prisoners of Israel.", Plover.REJECT, {"HEZBOLLAH"}, set()),
    # a refusal by modal and negation
    ("Hungary said it would not send weapons to Ukraine.", Plover.REJECT, {"HUN"}, {"UKR"}),
    # "must" makes a demand of whoever must
    ("Poland said Russia must withdraw its army.", Plover.REQUEST, {"POL"}, {"RUS"}),
    # a demand with its own verb
    ("Ukraine urged Germany to deliver cruise missiles.", Plover.REQUEST, {"UKR"}, {"DEU"}),
    # material aid, dative
    ("Norway gave Ukraine 30 ambulances and medicine.", Plover.AID, {"NOR"}, {"UKR"}),
    # passive with an agent
    ("Kharkiv was attacked by Russia overnight.", Plover.ASSAULT, {"RUS"}, set()),
    # people suffer as the people of their state
    ("Russian forces wounded Ukrainian civilians on Monday.", Plover.ASSAULT, {"RUS"}, {"UKR"}),
    # sanctions
    ("Canada imposed sanctions on Belarus.", Plover.SANCTION, {"CAN"}, {"BLR"}),
    # an exchange of prisoners releases them
    ("Russia and Ukraine exchanged 175 prisoners each.", Plover.RETREAT, {"RUS", "UKR"}, {"RUS", "UKR"}),
    # troop movements short of force
    ("Belarus deployed troops along the border with Ukraine.", Plover.MOBILIZE, {"BLR"}, {"UKR"}),
    # the same verb with another object is another event: "lift" sanctions, not a weight
    ("The United States eased sanctions on Belarus.", Plover.CONCEDE, {"USA"}, {"BLR"}),
    # what troops are sent for decides: help is no show of force
    ("Kenya deployed 200 soldiers to Haiti to help the police.", Plover.AID, {"KEN"}, {"HTI"}),
    # "call" on a day is a telephone call, no call on somebody
    ("King Charles called President Zelensky on Saturday.", Plover.CONSULT, {"GBR"}, {"UKR"}),
    # peacekeepers withdrawn end a service
    ("Ireland withdrew 50 peacekeepers from Lebanon.", Plover.SANCTION, {"IRL"}, {"LBN"}),
    # a member of a list whose mention holds the head noun is still one of them
    ("Envoys from Poland, Latvia and Estonia met in Riga.", Plover.CONSULT, {"POL", "LVA", "EST"}, {"POL"}),
    # praise
    ("Latvia welcomed the decision of Denmark.", Plover.SUPPORT, {"LVA"}, {"DNK"}),
]


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), MAIN)
def test_main_event(text: str, kind: Plover, actors: set[str], recipients: set[str]) -> None:
    event = first(text)
    assert (event.type, codes(event.actors)) == (kind, actors)
    assert recipients <= codes(event.recipients)


NO_EVENT = [
    # how the reporter came to the words
    "The talks went well, said a British official who asked not to be named.",
    # hanging on a condition hangs nobody
    "The truce at sea hangs on a Russian bank.",
    # demands met are no meeting
    "The plan met the demands of the industry.",
    # a press conference is no consultation
    "The minister held a press conference.",
    # a released report is no released prisoner
    "The ministry released a report on trade.",
    # a released report, told by a participle
    "The report released by the ministry on Monday names the ships.",
    # values that are shared are no cooperation
    "The speech praised nobody and named shared values of Poland.",
    # the wounded are people
    "The convoy carried the wounded.",
    # a number of goals is no assault
    "The weather in Oslo was fine.",
]


@pytest.mark.parametrize("text", NO_EVENT)
def test_words_that_only_look_like_events(text: str) -> None:
    assert events_of(text) == ()


FOOTING = [
    # under "if" nothing is done
    ("If Russia attacks Poland, the treaty applies.", Plover.ASSAULT, Factuality.HYPOTHETICAL),
    # possible is not done
    ("Russia could attack Poland.", Plover.ASSAULT, Factuality.HYPOTHETICAL),
    # announced is planned
    ("Britain will send tanks to Ukraine.", Plover.AID, Factuality.PLANNED),
    # what was threatened is at most planned
    ("Iran threatened to attack Israel.", Plover.ASSAULT, Factuality.PLANNED),
    # accused of it: alleged
    ("Ukraine accused Russia of attacking a port.", Plover.ASSAULT, Factuality.ALLEGED),
    # denied
    ("Russia denied attacking the port.", Plover.ASSAULT, Factuality.DENIED),
    # reported as fact
    ("Russia attacked the port of Odesa on Friday.", Plover.ASSAULT, Factuality.ASSERTED),
]


@pytest.mark.parametrize(("text", "kind", "factuality"), FOOTING)
def test_footing(text: str, kind: Plover, factuality: Factuality) -> None:
    assert [event.factuality for event in events_of(text) if event.type is kind] == [factuality]


JOINT = [
    # those who held a call
    ("France held a call with Germany on Monday. They agreed to train pilots.", {"FRA", "DEU"}),
    # those who met, counted
    ("Poland and Ukraine met in Lublin. The two sides signed a declaration.", {"POL", "UKR"}),
    # three are not "the two sides"
    ("Poland, Latvia and Estonia met in Riga. The two sides signed a declaration.", set()),
]


@pytest.mark.parametrize(("text", "actors"), JOINT)
def test_partners_stay_partners(text: str, actors: set[str]) -> None:
    found = [event for event in events_of(text) if event.type is not Plover.CONSULT]
    assert {code for event in found for code in codes(event.actors)} == actors


DATES = [
    # a story stays at its day
    ("On Monday France met Poland in Paris. France praised Poland.", "2025-03-24"),
    # what was done has no date to come
    ("France urged Poland to act by next Friday.", None),
    # of two dates the one that hangs on the verb
    ("On Monday France condemned Russia over the strike of 12 March 2025.", "2025-03-24"),
]


@pytest.mark.parametrize(("text", "day"), DATES)
def test_date(text: str, day: str | None) -> None:
    event = events_of(text)[-1] if day is None or "praised" in text else first(text)
    assert (event.when.value if event.when else None) == day


def test_reduced_relative_is_a_fact() -> None:
    found = [e for e in events_of("Norway would visit the towns shelled by Russia.") if e.type is Plover.ASSAULT]
    assert [(codes(e.actors), e.factuality) for e in found] == [({"RUS"}, Factuality.ASSERTED)]


def test_a_call_for_something_is_a_demand() -> None:
    found = events_of("Poland's call for a truce went unheard.")
    assert [(e.type, codes(e.actors)) for e in found] == [(Plover.REQUEST, {"POL"})]


def test_accuser_is_named() -> None:
    found = events_of("Ukraine accused Russia of attacking a port.")
    alleged = [event for event in found if event.factuality is Factuality.ALLEGED]
    assert alleged[0].accuser is not None
    assert alleged[0].accuser.code == "UKR"


def test_negated_act_is_no_event() -> None:
    assert [e for e in events_of("Russia did not attack Poland.") if e.type is Plover.ASSAULT] == []


NOUNS = [
    # the possessor does it, the of-phrase suffers it
    ("Markets fell after Russia's invasion of Ukraine.", Plover.ASSAULT, {"RUS"}, {"UKR"}),
    # an adjective of nationality does it
    ("The city slept through another night of Russian attacks.", Plover.ASSAULT, {"RUS"}, set()),
    # the verb of an attack says where it strikes
    ("Russian attacks continued across Ukraine.", Plover.ASSAULT, {"RUS"}, {"UKR"}),
    # the subject of the clause is the other side
    ("Norway is preparing for talks with Finland.", Plover.CONSULT, {"NOR"}, {"FIN"}),
    # partners of talks stand in both lists
    ("Negotiations between Russia and Ukraine lasted six hours.", Plover.CONSULT, {"RUS", "UKR"}, {"RUS", "UKR"}),
]


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), NOUNS)
def test_events_named_by_nouns(text: str, kind: Plover, actors: set[str], recipients: set[str]) -> None:
    found = [(codes(e.actors), codes(e.recipients)) for e in events_of(text) if e.type is kind]
    assert (actors, recipients) in found


def test_passage_holds_the_clause_and_the_date() -> None:
    event = first("Oil rose. France met Poland in Paris on Monday. Gold fell.")
    assert event.passage.exact == "France met Poland in Paris on Monday"
    assert event.when is not None
    assert event.when.value == "2025-03-24"
    assert event.place == "Paris"


def test_unknown_actor_keeps_words_without_a_code() -> None:
    event = first("Rebels attacked a convoy in Ukraine.")
    assert [actor.code for actor in event.actors if actor.words.lower() == "rebels"] == [None]


def test_same_text_gives_the_same_ids() -> None:
    text = "Turkey held talks with Russia on Tuesday. Canada imposed sanctions on Belarus."
    assert [e.id for e in events_of(text)] == [e.id for e in events_of(text)]
    assert len({e.id for e in events_of(text)}) == len(events_of(text))


def countries(actors: tuple[Actor, ...]) -> set[str]:
    return {actor.country or actor.code or "" for actor in actors}


COUNTRIES = [
    # an adjective of nationality
    ("French farmers protested against the treaty on Monday.", {"FRA"}, None),
    # where they are
    ("Rebels in Chad attacked a convoy of Sudan.", {"TCD"}, {"SDN"}),
    # where they come from goes before where they are
    ("Swedish tourists in Peru praised the museum of Chile.", {"SWE"}, None),
    # a people is not its state: they belong where they live
    ("Ethnic Poles in Lithuania demonstrated against Latvia.", {"LTU"}, {"LVA"}),
    # an armed group has a home
    ("Hezbollah attacked an outpost of Israel.", {"LBN"}, {"ISR"}),
    # whom a state detains is its own where nothing else says
    ("Police of Belarus arrested 40 demonstrators on Friday.", {"BLR"}, {"BLR"}),
    # whom it detains may be somebody else's
    ("Iran arrested two Swedish tourists on Friday.", {"IRN"}, {"SWE"}),
    # arrests in a country are made by its authorities
    ("A Norwegian engineer was arrested in Qatar on Monday.", {"QAT"}, {"NOR"}),
    # a town stands for its state
    ("Russia shelled Kharkiv on Monday.", {"RUS"}, {"UKR"}),
    # of whatever strikes, the place is all that is told
    ("A roadside bomb killed two soldiers of Spain in Afghanistan.", {"AFG"}, {"ESP"}),
]


@pytest.mark.parametrize(("text", "actors", "recipients"), COUNTRIES)
def test_parties_without_a_state_have_a_country(text: str, actors: set[str], recipients: set[str] | None) -> None:
    event = first(text)
    assert countries(event.actors) == actors
    assert recipients is None or countries(event.recipients) == recipients


def test_several_states_leave_the_country_of_a_stranger_unknown() -> None:
    event = first("Rebels attacked a convoy. Ghana condemned Togo.")
    assert [actor.country for actor in event.actors if actor.words == "Rebels"] in ([], [None])


DOERS = [
    # a gerund after "by" is done by the subject, not by the object
    ("Norway opened the debate by condemning Russia.", Plover.ACCUSE, {"NOR"}, {"RUS"}),
    # a gerund after "of" by the object
    ("Ukraine accused Russia of shelling Kherson.", Plover.ASSAULT, {"RUS"}, {"UKR"}),
    # a verb that only carries the noun
    ("On Monday the United Kingdom announced new sanctions against Belarus.", Plover.SANCTION, {"GBR"}, {"BLR"}),
    # joined passives share whom they strike
    ("Ukrainian soldiers were ambushed and wounded by Russia.", Plover.ASSAULT, {"RUS"}, {"UKR"}),
    # a relative on an apposition is of those it stands beside
    ("Denmark, a country that has praised Ukraine, kept quiet.", Plover.SUPPORT, {"DNK"}, {"UKR"}),
    # subjects are shared across verbs
    ("Turkey met Iraq on Monday and condemned Syria.", Plover.ACCUSE, {"TUR"}, {"SYR"}),
    # whom a protest is meant for stands in what it demands
    ("Workers marched in Lima to demand reforms by the government of Peru.", Plover.PROTEST, set(), {"PER"}),
    # whom a threat is meant for stands in its condition
    ("Egypt threatened to suspend talks if Ethiopia fills the dam.", Plover.THREATEN, {"EGY"}, {"ETH"}),
    # talks between two name both
    ("Talks between Japan and South Korea resumed in Seoul.", Plover.CONSULT, {"JPN", "KOR"}, {"JPN", "KOR"}),
]


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), DOERS)
def test_who_does_it_to_whom(text: str, kind: Plover, actors: set[str], recipients: set[str]) -> None:
    found = [(codes(e.actors), codes(e.recipients)) for e in events_of(text) if e.type is kind]
    assert any(actors <= doers and recipients <= struck for doers, struck in found), found


MODES = [
    # the weapon
    ("Russia attacked Odesa with drones on Monday.", Plover.ASSAULT, "drone"),
    ("Russian missile strikes hit Kharkiv on Monday.", Plover.ASSAULT, "heavy-weapons"),
    ("A suicide bomber from Syria killed five people in Turkey.", Plover.ASSAULT, "suicide-attack"),
    ("Belgian police used tear gas against farmers in Brussels.", Plover.ASSAULT, "crowd-control"),
    ("Gunmen shot a judge of Mexico on Friday.", Plover.ASSAULT, "firearms"),
    ("Militants kidnapped three teachers from a school in northern Colombia on Monday.", Plover.ASSAULT, "abduct"),
    # the form of a meeting
    ("France spoke with Germany by phone on Monday.", Plover.CONSULT, "phone"),
    ("Japan visited South Korea on Monday.", Plover.CONSULT, "visit"),
    # what is asked for
    ("Kenya asked Norway for aid.", Plover.REQUEST, "assist"),
    ("Spain urged Venezuela to release the prisoners.", Plover.REQUEST, "yield"),
    ("Turkey urged Armenia to hold a meeting with Azerbaijan.", Plover.REQUEST, "meet"),
    # what is refused
    ("Serbia refused to meet with Kosovo.", Plover.REJECT, "meet"),
    # what is threatened
    ("Iran threatened to attack Israel.", Plover.THREATEN, "violence"),
    ("Hungary threatened to cut ties with Ukraine.", Plover.THREATEN, "relations"),
    # what kind of protest
    ("Nurses in Portugal went on a hunger strike on Monday.", Plover.PROTEST, "hunger"),
    # who is moved
    ("North Korea tested a missile on Monday.", Plover.MOBILIZE, "weapons"),
    # how relations are cut
    ("Poland expelled three Russian diplomats.", Plover.SANCTION, "expel"),
    ("A court in France convicted a Serbian officer.", Plover.SANCTION, "convict"),
    # how rights are
    ("Belarus banned the Polish party on Monday.", Plover.COERCE, "ban"),
    ("Chinese hackers hacked the network of India.", Plover.COERCE, "cyber"),
    # what is given up
    ("Israel and Lebanon implemented the ceasefire on Monday.", Plover.RETREAT, "ceasefire"),
    # types without modes have none
    ("Norway gave Ukraine 30 ambulances and medicine.", Plover.AID, None),
]


@pytest.mark.parametrize(("text", "kind", "mode"), MODES)
def test_mode(text: str, kind: Plover, mode: str | None) -> None:
    found = [event.mode for event in events_of(text) if event.type is kind]
    assert mode in found, [(event.type, event.mode) for event in events_of(text)]


def test_every_mode_of_the_tables_is_one_of_its_type() -> None:
    modes = {kind: set(words.values()) for kind, words in load_modes().items()}
    frames = [frame for rows in load_frames().values() for frame, _ in rows]
    nouns = [frame for rows in load_nouns().values() for frame in rows]
    assert [f for f in (*frames, *nouns) if f.mode and (f.type is None or f.mode not in modes.get(f.type, set()))] == []


NOT_DONE = [
    # a wish
    ("Russia wants to attack Poland.", Plover.ASSAULT),
    ("Georgia hopes to meet Armenia.", Plover.CONSULT),
    # a plan
    ("Turkey plans to invade Syria.", Plover.ASSAULT),
    # a threat
    ("Iran vowed to strike Israel.", Plover.ASSAULT),
    # a refusal
    ("Slovakia refused to arm Ukraine.", Plover.AID),
    # a demand
    ("France urged Serbia to recognise Kosovo.", Plover.SUPPORT),
    # a question
    ("Will Russia attack Poland?", Plover.ASSAULT),
    # what something else is done for
    ("Finland sent envoys to Sweden to praise Norway and thank Denmark.", Plover.SUPPORT),
]


@pytest.mark.parametrize(("text", "kind"), NOT_DONE)
def test_a_wish_a_threat_or_a_plan_is_no_deed(text: str, kind: Plover) -> None:
    done = (Factuality.ASSERTED, Factuality.ALLEGED)
    assert [event.type for event in events_of(text) if event.type is kind and event.factuality in done] == []


def test_what_one_side_says_of_the_other_is_alleged() -> None:
    found = [e for e in events_of("Ukraine said Russia had shelled a hospital.") if e.type is Plover.ASSAULT]
    assert [(e.factuality, e.accuser.code if e.accuser else None) for e in found] == [(Factuality.ALLEGED, "UKR")]


def test_a_denial_names_who_denies() -> None:
    found = [e for e in events_of("Russia denied attacking the port.") if e.factuality is Factuality.DENIED]
    assert [e.accuser.code if e.accuser else None for e in found] == ["RUS"]


def test_of_joined_demands_the_first_is_the_demand() -> None:
    found = events_of("Poland said Russia must stop the war, withdraw its army and pay.")
    assert [e.type for e in found].count(Plover.REQUEST) == 1


BACKGROUND = [
    # a war that nobody wages here is what goes on
    "Ministers spoke about the war in Ukraine.",
    # help that nobody gives here
    "Ministers discussed aid for Ukraine on Friday.",
    # defence against drones is no attack
    "Ukraine shot down 53 drones.",
]


@pytest.mark.parametrize("text", BACKGROUND)
def test_what_only_goes_on_is_no_event(text: str) -> None:
    assert [(e.type, e.passage.exact) for e in events_of(text) if e.type in (Plover.ASSAULT, Plover.AID)] == []

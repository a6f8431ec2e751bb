"""The register of agreements, and alleged violations with their denials."""

from __future__ import annotations

import json
from datetime import date

import pytest
from track_factory import AGREEMENTS, PACK, Page

from diplowatch.listing import TRACKED_KINDS, Listing, Wanted
from diplowatch.printing import write_jsonl
from diplowatch.records import AgreementEntry, Factuality, KnownAgreement, Pack, Plover, Stance, Violation
from diplowatch.track import period_of, track
from diplowatch.track.deals import cut_deal_name

WEEK = period_of("2025-W13")
MORATORIUM = AGREEMENTS[0].id
STRIKES = "Kyiv goes on with strikes against our energy infrastructure"


def register(*pages: Page, pack: Pack = PACK) -> tuple[AgreementEntry, ...]:
    return track([page.read() for page in pages], pack, WEEK).agreements


def violations(*pages: Page, entry: str = MORATORIUM) -> tuple[Violation, ...]:
    return next(one.violations for one in register(*pages) if one.id == entry)


def accuse(
    text: str,
    source: str | None = "RUS",
    cue: str = "said",
    day: str = "2025-03-26",
    mentions: tuple[tuple[str, str], ...] = (("Kyiv", "UKR"),),
) -> Page:
    page = Page(text, day)
    page.statement(source, cue, text)
    for words, code in mentions:
        page.mention(words, code)
    return page


def test_known_agreements_are_listed_from_their_day() -> None:
    assert [entry.id for entry in register()] == [MORATORIUM]
    assert track([], PACK, period_of("2025-W11")).agreements == ()


@pytest.mark.parametrize(
    ("page", "count"),
    [
        # A party says that another party does what the agreement forbids.
        (accuse(STRIKES), 1),
        # A third party says so.
        (accuse(STRIKES, source="TUR"), 1),
        # Somebody whose name was not resolved says so.
        (accuse(STRIKES, source=None), 1),
        # The accused is no party.
        (accuse("Warsaw strikes energy infrastructure", mentions=(("Warsaw", "POL"),)), 0),
        # Nobody accuses itself.
        (accuse(STRIKES, source="UKR"), 0),
        # Other acts.
        (accuse("Kyiv goes on with raids on villages"), 0),
        # A promise not to.
        (accuse("Kyiv will not strike energy infrastructure"), 0),
        # An end of strikes is no strike.
        (accuse("Kyiv will halt strikes on energy infrastructure"), 0),
        # A thing that would break it.
        (accuse("Kyiv would violate the energy ceasefire by firing first"), 0),
        # A thing imagined.
        (accuse("If Kyiv were to strike energy infrastructure, talks would end"), 0),
        # The owner of what is struck is not who strikes, and who strikes is not named.
        (
            accuse(
                "Kyiv's energy infrastructure and Moscow's saw strikes",
                "TUR",
                mentions=(("Kyiv", "UKR"), ("Moscow", "RUS")),
            ),
            0,
        ),
        # Whom the words open with is who does it, whoever else is named.
        (accuse(f"{STRIKES} and fools Washington", mentions=(("Kyiv", "UKR"), ("Washington", "USA"))), 1),
    ],
)
def test_an_accusation_is_of_the_agreement_whose_breach_it_names(page: Page, count: int) -> None:
    found = violations(page)

    assert len(found) == count
    assert all(one.accused == "UKR" for one in found)


def test_an_agreement_binds_from_its_day_to_its_last() -> None:
    ended = AGREEMENTS[0].model_copy(update={"until": date(2025, 3, 25)})
    coming = AGREEMENTS[0].model_copy(update={"id": "later", "on": date(2025, 3, 27)})
    pack = PACK.model_copy(update={"agreements": (ended, coming)})

    assert [entry.violations for entry in register(accuse(STRIKES), pack=pack)] == [(), ()]


def test_who_strikes_is_taken_from_the_event_where_one_was_read() -> None:
    page = accuse(
        "Overnight our energy infrastructure and Moscow's saw strikes from Kyiv",
        "TUR",
        mentions=(("Kyiv", "UKR"), ("Moscow", "RUS")),
    )
    page.event(Plover.ASSAULT, "strikes from Kyiv", ["UKR"], statement=page.statements[0])
    (violation,) = violations(page)

    assert (violation.accuser, violation.accused) == ("TUR", "UKR")


def test_who_strikes_is_taken_from_the_event_of_a_statement_inside_too() -> None:
    page = accuse(
        "the United States to answer Russian strikes on our energy infrastructure",
        "UKR",
        mentions=(("the United States", "USA"), ("Russian", "RUS")),
    )
    page.event(Plover.ASSAULT, "Russian strikes on our energy infrastructure", ["RUS"])
    (violation,) = violations(page)

    assert (violation.accuser, violation.accused) == ("UKR", "RUS")


def test_an_alleged_event_is_an_accusation_by_who_alleges_it() -> None:
    page = Page("Ukrainian drones attacked a power station, Moscow alleged.")
    page.event(
        Plover.ASSAULT,
        "Ukrainian drones attacked a power station",
        ["UKR"],
        factuality=Factuality.ALLEGED,
        accuser="RUS",
    )
    (violation,) = violations(page)

    assert (violation.accuser, violation.accused) == ("RUS", "UKR")
    assert violation.event == page.events[0]


def test_what_an_outlet_reports_as_done_is_no_accusation() -> None:
    page = Page("Ukrainian drones attacked a power station.")
    page.event(Plover.ASSAULT, "Ukrainian drones attacked a power station", ["UKR"])

    assert violations(page) == ()


def test_statement_and_event_of_the_same_words_are_one_accusation() -> None:
    page = accuse(STRIKES)
    page.event(Plover.ASSAULT, STRIKES, ["UKR"], factuality=Factuality.ALLEGED, accuser="RUS")

    assert len(violations(page)) == 1


def test_the_same_accusation_in_two_documents_is_one() -> None:
    again = accuse("Kyiv keeps up strikes against Russian energy infrastructure", day="2025-03-27")

    assert [str(one.on) for one in violations(accuse(STRIKES), again)] == ["2025-03-26"]


QUARREL = (
    "Moscow's envoy accused Ukraine of sabotage. He said: Kyiv goes on with strikes against our energy infrastructure."
)


def quarrel(text: str = QUARREL) -> Page:
    page = Page(text)
    page.statement("RUS", "accused", "Ukraine of sabotage")
    page.statement("RUS", "said", STRIKES)
    page.mention("Ukraine", "UKR")
    page.mention("Kyiv", "UKR")
    return page


def test_a_general_accusation_beside_a_certain_one_is_of_the_same_agreement() -> None:
    assert [one.passage.exact for one in violations(quarrel())] == ["Ukraine of sabotage", STRIKES]


def test_a_general_accusation_in_another_paragraph_is_of_no_agreement() -> None:
    entries = register(quarrel(QUARREL.replace(" He said", "\nHe said")))

    assert [len(entry.violations) for entry in entries] == [1]


def test_a_broken_agreement_nobody_knows_is_entered_by_the_accusations_own_words() -> None:
    page = accuse("Kyiv violated the truce around Kursk", cue="complained")
    *_, entry = register(page)

    assert (entry.name, entry.parties, entry.on) == ("Kyiv violated the truce around Kursk", (), None)
    assert [one.accused for one in entry.violations] == ["UKR"]


def test_a_broken_agreement_on_a_known_issue_is_that_agreement() -> None:
    truce = KnownAgreement(
        id="truce", name="Truce", on=date(2025, 3, 20), parties=("RUS", "UKR"), terms=(), issue="ceasefire"
    )
    pack = PACK.model_copy(update={"agreements": (truce,)})
    (entry,) = register(accuse("Kyiv violated the ceasefire", cue="complained"), pack=pack)

    assert (entry.id, len(entry.violations)) == ("truce", 1)


def deny(words: str, source: str = "UKR", cue: str = "denied") -> Page:
    page = Page(f"{source} {cue} {words}.", "2025-03-27")
    page.statement(source, cue, words)
    return page


@pytest.mark.parametrize(
    ("page", "is_denied"),
    [
        # In words that share the claim's.
        (deny("any strikes on energy infrastructure"), True),
        # The denial stands in the content.
        (deny("reports of strikes on energy infrastructure are false", cue="said"), True),
        # One word in common, in another document, may be about anything.
        (deny("losing energy"), False),
        # A denial of something else.
        (deny("holding any prisoners"), False),
        # Somebody else's denial.
        (deny("any strikes on energy infrastructure", source="TUR"), False),
        # No denial.
        (deny("strikes on energy infrastructure", cue="regretted"), False),
    ],
)
def test_a_denial_by_the_accused_stands_beside_the_claim(page: Page, is_denied: bool) -> None:
    (violation,) = violations(accuse(STRIKES), page)

    assert violation.denial == (page.statements[0] if is_denied else None)


def test_a_denied_event_is_a_denial_too() -> None:
    page = Page("Striking energy infrastructure was denied.", "2025-03-27")
    page.event(Plover.ASSAULT, "Striking energy infrastructure", ["UKR"], factuality=Factuality.DENIED)
    (violation,) = violations(accuse(STRIKES), page)

    assert violation.denial is None
    assert violation.denial_event == page.events[0]


@pytest.mark.parametrize("words", ["the accusation", "the report"])
def test_a_denial_without_words_of_its_own_answers_the_accusation_just_before_it(words: str) -> None:
    page = Page(f"{STRIKES}, Moscow said.\nUkraine denied {words}.")
    page.statement("RUS", "said", STRIKES)
    page.statement("UKR", "denied", words)
    page.mention("Kyiv", "UKR")
    (violation,) = violations(page)

    assert violation.denial == page.statements[1]


def agree(words: str, actors: list[str], recipients: list[str], proposal: str | None = None) -> Page:
    page = Page(f"{words}.")
    page.event(Plover.AGREE, words, actors, recipients)
    if proposal:
        page.position(actors[0], Stance.SUPPORT, proposal, clause=words)
    return page


def test_an_agreement_of_two_parties_is_entered_by_what_was_agreed() -> None:
    page = agree("Ankara and Kyiv agreed on a fisheries pact", ["TUR", "UKR"], [], "a fisheries pact")
    *_, entry = register(page)

    assert (entry.name, entry.parties) == ("fisheries pact", ("TUR", "UKR"))
    assert entry.evidence == tuple(page.events)


@pytest.mark.parametrize(
    "page",
    [
        # One side's promise.
        agree("Berlin agreed to send generators to Kyiv", ["DEU"], ["UKR"]),
        # A thing to be done together: an intention, however many share it.
        agree("Paris and London agreed to send a team to Kyiv", ["FRA", "GBR"], [], "send a team to Kyiv"),
        # Much of something is no deal.
        agree("Paris and London agreed on a great deal of work", ["FRA", "GBR"], []),
        # One known party only.
        agree("Ankara signed a fisheries pact", ["TUR"], []),
    ],
)
def test_a_promise_is_no_agreement(page: Page) -> None:
    assert [entry.id for entry in register(page)] == [MORATORIUM]


def test_a_report_that_a_known_agreement_was_reached_is_its_evidence() -> None:
    page = agree(
        "Washington and Moscow agreed on a moratorium on strikes against energy infrastructure", ["USA", "RUS"], []
    )
    (entry,) = register(page)

    assert (entry.id, entry.evidence) == (MORATORIUM, tuple(page.events))


def test_who_supports_what_was_agreed_is_a_party_to_it() -> None:
    page = Page("Turkish and Polish leaders agreed on a wider fisheries pact for the Baltic.")
    words = "Turkish and Polish leaders agreed on a wider fisheries pact for the Baltic"
    page.event(Plover.AGREE, words, ["POL"], [])
    for code in ("TUR", "POL"):
        page.position(code, Stance.SUPPORT, "a wider fisheries pact for the Baltic", clause=words)
    *_, entry = register(page)

    assert (entry.name, entry.parties) == ("wider fisheries pact for the Baltic", ("POL", "TUR"))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        # The article is left out, what the deal is about stays.
        ("envoys agreed on a limited truce in the strait after talks", "limited truce in the strait"),
        # A verb after the noun ends the name.
        ("Ankara accepted an immediate ceasefire proposed by Riyadh", "immediate ceasefire"),
        # Two nouns side by side are one name.
        ("they signed a prisoner exchange agreement on Tuesday", "prisoner exchange agreement"),
        # A noun without any word of its own names nothing.
        ("they signed a deal", ""),
        # No noun for an agreement.
        ("they agreed to send engineers", ""),
    ],
)
def test_what_an_agreement_is_called(words: str, name: str) -> None:
    assert cut_deal_name(words) == name


def check(words: str, source: str, claim: str = STRIKES, text: str = "", cue: str = "said", apart: bool = True) -> Page:
    """Write a claim and, in a page of its own or below it, what somebody says of it."""
    said = text or f"{source} {cue} {words}."
    page = Page(said, "2025-03-27") if apart else accuse(f"{claim}")
    if not apart:
        page = Page(f"{claim}, Moscow said.\n{said}")
        page.statement("RUS", "said", claim)
        page.mention("Kyiv", "UKR")
    page.statement(source, cue, words)
    return page


@pytest.mark.parametrize(
    ("words", "source", "is_confirmed"),
    [
        # A body that monitors says that it is so.
        ("its teams confirmed strikes on energy infrastructure", "IAEA", True),
        # It says that it could not find out.
        ("it could not verify strikes on energy infrastructure", "OSCE", False),
        ("it was unable to confirm strikes on energy infrastructure", "UNO", False),
        # It speaks of the strikes, but of no check.
        ("it deplores strikes on energy infrastructure", "UNO", None),
        # It checked something else.
        ("its teams confirmed the arrival of fuel", "IAEA", None),
        # A third state does not verify, and neither does the accuser.
        ("it confirmed strikes on energy infrastructure", "TUR", None),
        ("it confirmed strikes on energy infrastructure", "RUS", None),
    ],
)
def test_who_verified_a_claim(words: str, source: str, is_confirmed: bool | None) -> None:
    violation = next(one for one in violations(accuse(STRIKES), check(words, source)) if one.passage.exact == STRIKES)

    if is_confirmed is None:
        assert violation.verification is None
    else:
        assert violation.verification is not None
        assert (violation.verification.by, violation.verification.is_confirmed) == (source, is_confirmed)


def test_a_check_without_words_of_its_own_is_of_the_claim_just_before_it() -> None:
    page = check("the report", "IAEA", text="The IAEA could not confirm the report.", cue="confirm", apart=False)
    (violation,) = violations(page)

    assert violation.verification is not None
    assert not violation.verification.is_confirmed


@pytest.mark.parametrize(
    ("after", "found"),
    [
        # The outlet says so, in the next paragraph.
        ("\nThe claim could not be independently verified.", True),
        # It says so after a blank line.
        ("\n\nHarbour News was unable to independently confirm the report.", True),
        # Two paragraphs later it may be of anything.
        ("\nSnow fell.\nThe claim could not be independently verified.", False),
        # A party's own doubts are no check.
        ("\nKyiv could not confirm the report.", False),
        # An independent country is no check.
        ("\nAn independent country does not forget.", False),
    ],
)
def test_an_outlet_says_that_it_could_not_check(after: str, found: bool) -> None:
    page = Page(f"{STRIKES}, Moscow said.{after}")
    page.statement("RUS", "said", STRIKES)
    page.mention("Kyiv", "UKR")
    (violation,) = violations(page)

    if not found:
        assert violation.verification is None
        return
    assert violation.verification is not None
    assert (violation.verification.by, violation.verification.is_confirmed) == ("MED", False)
    assert violation.verification.passage.exact == after.strip()


def test_a_claim_is_listed_with_its_denial_and_its_verification() -> None:
    denial = Page("Ukraine denied strikes on energy infrastructure.", "2025-03-27")
    denial.statement("UKR", "denied", "strikes on energy infrastructure")
    unanswered = accuse("Moscow goes on with strikes on energy infrastructure", "UKR", mentions=(("Moscow", "RUS"),))
    pages = [accuse(STRIKES), denial, check("it could not verify strikes on energy infrastructure", "OSCE"), unanswered]
    tracked = track([page.read() for page in pages], PACK, WEEK)
    (row,) = TRACKED_KINDS["agreements"].list_lines(tracked, Wanted(actor="RUS"))
    told = row.cells[-1].splitlines()

    assert told[0] == "Terms: No strikes on energy infrastructure for thirty days."
    assert told[1] == (
        f"RUS accuses UKR (2025-03-26): “{STRIKES}” Denied: UKR denied “strikes on energy infrastructure” Not confirmed "
        "by OSCE: “it could not verify strikes on energy infrastructure”"
    )
    assert told[2].startswith("UKR accuses RUS (2025-03-26): “Moscow goes on ")
    assert "No denial was found." in told[2]
    violation = json.loads(write_jsonl(Listing(("",), (row,))))["violations"][0]
    assert violation["denial"]["content"][0]["exact"] == "strikes on energy infrastructure"
    assert violation["verification"]["is_confirmed"] is False

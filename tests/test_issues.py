"""Linking words to issues, and placing documents in weeks."""

from datetime import date
from pathlib import Path

import pytest
from track_factory import PACK, Page

from diplowatch.errors import ConfigError
from diplowatch.packs import load_pack
from diplowatch.records import Condition, Period, Stance
from diplowatch.track import latest_period, period_of
from diplowatch.track.issues import index_issues, is_thin, link_condition, link_position, link_words
from diplowatch.track.period import day_of, divide
from diplowatch.track.words import content_stems, phrase_variants
from diplowatch.watch import load_watch

INDEX = index_issues(PACK)


@pytest.mark.parametrize(
    ("words", "issue"),
    [
        # All words of a term, in another order and form.
        ("a wider ceasefire deal that covers the Black Sea", "black-sea"),
        # The longest term wins over a shorter one of another issue.
        ("a ceasefire in the Black Sea", "black-sea"),
        # A shorter term where the longer does not fit.
        ("an unconditional ceasefire", "ceasefire"),
        # Stems: lifting and lift, sanction and sanctions.
        ("lifting every sanction on the bank", "sanctions"),
        # Relaxation links through its own term.
        ("relaxed sanctions on the farm bank", "sanctions"),
        # Hyphens: cease-fire is ceasefire.
        ("a cease-fire along the whole front", "ceasefire"),
        # One word of a term is not the term.
        ("the Black Sea Fleet's budget", None),
        # A phrase of `unless` rules the issue out.
        ("an energy ceasefire", None),
        # Nothing to go by.
        ("a better future", None),
    ],
)
def test_words_link_to_the_issue_with_the_longest_term(words: str, issue: str | None) -> None:
    assert link_words(words, INDEX).issue == issue


UKRAINE = index_issues(load_pack())

PROPOSALS = [
    # proposal, issue in the bundled pack
    ("send their own armed forces to Ukraine", "european-force"),  # not the arms in "armed"
    ("join a military force on the ground", "european-force"),
    ("set up a joint European Task Force on gas prices", None),  # a task force is no European force
    ("a European plan to save fuel and to pool its fire brigades, forced by drought", None),  # words far apart
    ("train soldiers of the Ukrainian forces", "military-aid"),  # Ukraine's own soldiers are not foreign ones
    ("sell Ukraine the arms it asked for", "military-aid"),
    ("send another rounds-only shipment of ammunition to Ukraine", "military-aid"),
    ("stand with the people of Ukraine", None),  # sympathy is no military aid
    ("support refugees from Ukraine with humanitarian aid", None),
    ("use chemical weapons in Ukraine", None),  # no delivery of weapons
    ("prison sentences for reporters who write about the war", None),  # not prisoners of war
    ("swap two hundred prisoners with Russia", "prisoners"),
    ("allow direct talks between the two presidents", "direct-talks"),
    ("talk directly with the leaders of China", None),  # not with the other side of this war
    ("talk today about what Putin's war costs drivers", None),  # talk about is not talks with
    ("bring North Korea back to the negotiating table", None),  # another table
    ("further sanctions on Russian banks", "new-sanctions"),
    ("look at the effects of the sanctions", None),  # neither more of them nor fewer
    ("keep others from evading the sanctions on Moscow", None),
    ("lift every sanction on Syria", None),  # another country's
    ("lift all of the remaining European sanctions", "sanctions-relief"),  # a few words between
    ("defend every ally under Article 5", None),  # of the alliance, no guarantee for Ukraine
    ("Article 5-like guarantees", "security-guarantees"),
    ("protect energy security and food security", None),
    ("halt all strikes on energy sites", "energy-ceasefire"),
    ("invest in clean energy infrastructure", None),
    ("a truce that spares ports and operations at sea", "black-sea"),
    ("feed poor countries of the Black Sea region", None),  # where, not what
    ("an agreement to end the war", None),  # no issue of the pack says more than that
    ("hear the details first", None),
    ("hand over what is left of the Donbas", "territory"),
    ("cede the Donbas", "territory"),
    ("launch an offensive to control the Donbas", None),  # an operation, no settlement
    ("become a member of NATO", "nato-membership"),
    ("send NATO help for Ukraine", None),
]


@pytest.mark.parametrize(("words", "issue"), PROPOSALS)
def test_the_bundled_issues_rather_decline_than_err(words: str, issue: str | None) -> None:
    assert link_words(words, UKRAINE).issue == issue


def test_no_bundled_term_shrinks_to_one_common_word() -> None:
    """A term of several words of which all but one are stop words would match that word alone: "more sanctions"."""
    terms = [term for issue in load_pack().issues for term in (*issue.terms, *issue.unless) if len(term.split()) > 1]
    breaches = [phrase for agreement in load_pack().agreements for phrase in agreement.breaches]

    assert [term for term in (*terms, *breaches) if len(content_stems(term)) < 2] == []


NAMED_ALIKE = [
    # another spelling of a name of the pack
    '[[issues]]\nid = "truce"\nname = "general  Ceasefire"\nterms = ["truce"]\n',
    # twice in the watch itself
    '[[issues]]\nid = "one"\nname = "Grain"\nterms = ["grain"]\n[[issues]]\nid = "two"\nname = "grain"\nterms = ["corn"]\n',
]


@pytest.mark.parametrize("settings", NAMED_ALIKE)
def test_two_issues_of_one_name_are_refused_plainly(settings: str, tmp_path: Path) -> None:
    (tmp_path / "watch.toml").write_text(settings, encoding="utf-8")

    with pytest.raises(ConfigError, match=r"the name '[\w ]+' occurs twice, for '\w+' and '\w+'; rename one"):
        load_watch(tmp_path).load_pack()


def test_an_issue_of_a_watch_takes_the_place_of_the_packs_issue_of_the_same_id(tmp_path: Path) -> None:
    settings = '[[issues]]\nid = "ceasefire"\nname = "General ceasefire"\nterms = ["stop shooting"]\n'
    (tmp_path / "watch.toml").write_text(settings, encoding="utf-8")

    index = index_issues(load_watch(tmp_path).load_pack())

    assert link_words("stop shooting", index).issue == "ceasefire"
    assert link_words("a truce", index).issue is None


def test_a_tie_between_two_issues_is_declined_and_says_so() -> None:
    link = link_words("lift sanctions and send troops", INDEX)

    assert link.issue is None
    assert link.basis == "declined: the words fit Sanctions relief and Troops on the ground equally well"


@pytest.mark.parametrize(
    ("words", "thin"),
    [
        ("accepting an agreement", True),
        ("doing so", True),
        # A state's name does not say what a deal is about.
        ("a deal with Russia", True),
        ("a grain deal", False),
        ("lifting sanctions", False),
        # A state, or somebody, is no proposal.
        ("Russia", False),
        ("them", False),
        # Neither a deal nor a step.
        ("it to happen again", False),
        # A clause with a subject of its own says what it says.
        ("we should all agree", False),
        # Doing it may be anything; doing so is what was just said.
        ("doing it again", False),
    ],
)
def test_thin_words_name_no_subject(words: str, thin: bool) -> None:
    assert is_thin(words, INDEX) is thin


def link(text: str, proposal: str, clause: str, *conditions: str) -> tuple[str | None, str]:
    page = Page(text)
    position = page.position(
        "RUS", Stance.CONDITIONAL, proposal, clause=clause, conditions=[(words, "USA") for words in conditions]
    )
    found = link_position(position, page.document, INDEX)
    return found.issue, found.basis


def test_a_thin_proposal_is_understood_from_the_paragraph_before_it() -> None:
    issue, basis = link(
        "Envoys from Washington and Moscow settled on a wider ceasefire for the Black Sea. The Kremlin made clear that "
        "accepting an agreement depends on the relaxation of sanctions on a farm bank.",
        "accepting an agreement",
        "accepting an agreement depends on the relaxation of sanctions on a farm bank",
        "the relaxation of sanctions on a farm bank",
    )

    assert issue == "black-sea"
    assert "the words before it" in basis


def test_the_words_of_a_condition_never_say_what_the_proposal_is() -> None:
    issue, _ = link(
        "The Kremlin said a deal needs the relaxation of sanctions.",
        "a deal",
        "a deal needs the relaxation of sanctions",
        "the relaxation of sanctions",
    )

    assert issue is None


def test_a_thin_proposal_takes_the_clause_before_the_paragraph() -> None:
    issue, _ = link(
        "Sanctions relief was also raised. On troops on the ground Paris offered a plan.",
        "a plan",
        "On troops on the ground Paris offered a plan",
    )

    assert issue == "troops"


ECHOES = [
    # text after "They spoke of sanctions relief. ", proposal, clause, issue
    ("Moscow would support it.", "it", "Moscow would support it", "sanctions"),  # object of a verb of answering
    ("Moscow called this absurd.", "this", "Moscow called this absurd", None),
    ("This is absurd.", "This", "This is absurd", None),  # an evaluation: of what, nobody knows
    ("Paris was grateful for that.", "that", "Paris was grateful for that", None),
    ("Paris would welcome them.", "them", "Paris would welcome them", None),  # people
    ("Paris backed Ukraine.", "Ukraine", "Paris backed Ukraine", None),  # an actor is no proposal
    ("Doing so would be a mistake.", "Doing so", "Doing so would be a mistake", "sanctions"),
    ("Paris rejected the plan.", "the plan", "Paris rejected the plan", "sanctions"),
    # Three sentences on, the talk may have turned.
    ("It rained. Ministers left. Cars came. Paris backed the plan.", "the plan", "Paris backed the plan", None),
]


@pytest.mark.parametrize(("rest", "proposal", "clause", "issue"), ECHOES)
def test_only_a_deal_or_a_step_that_is_answered_borrows_an_issue(
    rest: str, proposal: str, clause: str, issue: str | None
) -> None:
    assert link(f"They spoke of sanctions relief. {rest}", proposal, clause)[0] == issue


ACROSS = [
    # a report gives each sentence a paragraph, and takes the agreement up by its article
    ("the agreement would take effect", "black-sea"),
    # without an article it may be any agreement
    ("agreements would take effect", None),
]


@pytest.mark.parametrize(("clause", "issue"), ACROSS)
def test_an_article_takes_up_what_the_paragraph_before_named(clause: str, issue: str | None) -> None:
    text = f"Envoys settled on a ceasefire for the Black Sea.\nHours later the Kremlin said {clause}."
    assert link(text, clause, clause)[0] == issue


def test_two_issues_in_the_paragraph_are_declined() -> None:
    issue, basis = link(
        "They spoke of sanctions relief. They also spoke of troops on the ground. Moscow would accept a deal.",
        "a deal",
        "Moscow would accept a deal",
    )

    assert issue is None
    assert basis.startswith("declined: the words before it")


def test_another_paragraph_is_never_consulted() -> None:
    issue, _ = link(
        "They spoke of sanctions relief.\nMoscow would accept a deal.", "a deal", "Moscow would accept a deal"
    )

    assert issue is None


def test_a_proposal_with_a_subject_of_its_own_borrows_none() -> None:
    issue, _ = link(
        "They spoke of sanctions relief. Moscow wants a fisheries deal.", "a fisheries deal", "a fisheries deal"
    )

    assert issue is None


def test_a_condition_links_by_its_own_words() -> None:
    page = Page("It waits for relaxed sanctions on the farm bank.")
    condition = Condition(cue="wait", passage=page.cut("relaxed sanctions on the farm bank"))

    assert link_condition(condition, INDEX).issue == "sanctions"


def test_content_words_are_stems_without_stop_words_or_possessives() -> None:
    assert content_stems("The Kremlin’s relaxing of U.S. sanctions") == {"kremlin", "relax", "sanction"}
    assert phrase_variants("30-day truce") == (frozenset({"30", "day", "truce"}), frozenset({"30day", "truce"}))


def test_a_week_is_monday_to_sunday() -> None:
    assert period_of("2025-W13") == Period(week="2025-W13", since=date(2025, 3, 24), until=date(2025, 3, 30))


@pytest.mark.parametrize("week", ["2025-W54", "2025-13", "last week", "2025-W1", ""])
def test_what_is_no_week_is_refused_with_advice(week: str) -> None:
    with pytest.raises(ConfigError, match="as in 2025-W13"):
        period_of(week)


def test_the_latest_period_is_the_week_of_the_latest_dated_document() -> None:
    pages = [Page("One.", "2024-12-30"), Page("Two.", "2024-12-01"), Page("Three.", None)]

    assert latest_period([page.document for page in pages]) == period_of("2025-W01")
    assert latest_period([Page("Undated.", None).document]) is None


def test_documents_are_sorted_by_period_and_later_ones_left_out() -> None:
    before, inside, after, undated = (Page("x", day).read() for day in ("2025-03-23", "2025-03-30", "2025-03-31", None))
    material = divide([after, undated, inside, before, inside], period_of("2025-W13"))

    assert (material.earlier, material.current, material.undated) == ((before,), (inside,), (undated,))


def test_the_day_of_a_record() -> None:
    page = Page("On Monday, this week, next Friday.", "2025-03-26")
    published = page.document.published

    # No date in the text: the day of publication.
    assert day_of(None, published) == date(2025, 3, 26)
    # A past day is that day.
    assert day_of(page.when("Monday", "2025-03-24"), published) == date(2025, 3, 24)
    # A day to come is not when the words were said.
    assert day_of(page.when("next Friday", "2025-04-04"), published) == date(2025, 3, 26)
    # A week that holds the day of publication fixes no day.
    assert day_of(page.when("this week", "2025-03-24", until="2025-03-30"), published) == date(2025, 3, 26)
    # A week that is over ended on its last day.
    assert day_of(page.when("this week", "2025-03-17", until="2025-03-23"), published) == date(2025, 3, 23)

"""Newsletters: which part of a mail is the letter, when it was sent and by whom, and mailboxes of any size."""

from __future__ import annotations

import io
import mailbox
import tracemalloc
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from diplowatch.clean import clean_capture
from diplowatch.collect import gather
from diplowatch.collect.mail import read_mail
from diplowatch.errors import InputError
from diplowatch.packs import load_pack
from diplowatch.records import Capture, DateBasis, Media, Problem

FIRST = "The envoy said on Tuesday that the talks in Riyadh would go on for another day, because of the ports."
SECOND = "Officials on both sides said that the text was nearly done and would be shown to their capitals first."
LETTER = f"""<html><head><style>p {{ color: red }}</style></head><body>
<div style="display:none;max-height:0">The preview that nobody reads</div>
<table width="600"><tr><td><h1>Talks go on</h1><p style="font-size:0.9em">{FIRST}</p><p>{SECOND}</p></td></tr>
<tr><td><a href="https://desk.example/unsubscribe">Unsubscribe</a><img src="https://desk.example/pixel.gif" width="1">
</td></tr></table></body></html>"""


def mail(html: str = "", plain: str = "", **headers: str) -> EmailMessage:
    message = EmailMessage()
    fields = {
        "From": "The Desk <letter@desk.example>",
        "Subject": "Talks go on",
        "Date": "Fri, 28 Mar 2025 23:30:00 -0500",
        "Message-ID": "<1@desk.example>",
    }
    for name, value in (fields | {key.replace("_", "-"): value for key, value in headers.items()}).items():
        if value:
            message[name] = value
    if plain or not html:
        message.set_content(plain)
    if html and plain:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    return message


def test_a_newsletter_gives_its_letter(tmp_path: Path):
    (tmp_path / "letter.eml").write_bytes(bytes(mail(LETTER, "View this letter in your browser.")))
    (capture,) = gather([str(tmp_path)])
    assert isinstance(capture, Capture)
    assert (capture.key, capture.media, capture.title) == ("mid:1@desk.example", Media.HTML, "Talks go on")
    assert capture.outlet == "The Desk"
    document = clean_capture(capture, load_pack(), date(2026, 1, 1))
    # The day where it was sent; in Greenwich it was the next one.
    assert (document.published, document.published_basis) == (date(2025, 3, 28), DateBasis.MAIL)
    assert FIRST in document.text
    assert SECOND in document.text
    for noise in ("preview", "Unsubscribe", "color"):
        assert noise not in document.text


@pytest.mark.parametrize(
    ("html", "plain", "media"),
    [
        (LETTER, "View this letter in your browser.", Media.HTML),
        (LETTER, f"{FIRST}\n\n{SECOND}", Media.HTML),
        ("", f"{FIRST}\n\n{SECOND}", Media.TEXT),
        ("<p>Your program cannot show this.</p>", f"{FIRST}\n\n{SECOND}", Media.TEXT),  # the letter is the plain part
        ("<html><body></body></html>", FIRST, Media.TEXT),
        (LETTER, "", Media.HTML),
    ],
)
def test_which_part_is_the_letter(html, plain, media):
    capture = read_mail(bytes(mail(html, plain)))
    assert capture.media is media
    assert FIRST in " ".join(capture.content.split())


def test_attachments_are_not_looked_at():
    message = mail("", FIRST)
    message.add_attachment(b"%PDF-1.4 secret", maintype="application", subtype="pdf", filename="secret.pdf")
    message.add_attachment("Another text.", filename="note.txt")
    assert read_mail(bytes(message)).content.strip() == FIRST


@pytest.mark.parametrize(
    ("charset", "words"),
    [("koi8-r", "Посол в Киеве"), ("iso-8859-1", "Gespräche in Zürich"), ("utf-8", "Посол – “да”")],
)
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_encodings_of_mails(charset, words, encoding):
    message = EmailMessage()
    message["From"] = "a@desk.example"
    message["Subject"] = words
    message.set_content(words, charset=charset, cte=encoding)
    capture = read_mail(bytes(message))
    assert (capture.content.strip(), capture.title) == (words, words)


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Fwd: Talks go on", "Talks go on"),
        ("FW: Fwd: Talks go on", "Talks go on"),
        ("[press-list] Talks go on", "Talks go on"),
        ("Referendum: talks go on", "Referendum: talks go on"),
        ("=?utf-8?q?Talks_=E2=80=93_again?=", "Talks – again"),
        ("=?no-such?q?x?=", "x"),
        ("<script>steal()</script>Talks", "Talks"),
        ("", None),
    ],
)
def test_subjects(subject, title):
    raw = bytes(mail("", FIRST, Subject="XXX")).replace(b"Subject: XXX", f"Subject: {subject}".encode())
    assert read_mail(raw).title == title


FORWARD = f"""See below.

---------- Forwarded message ---------
From: The Desk <letter@desk.example>
Date: Wed, Mar 26, 2025 at 10:00 AM
Subject: Talks go on
To: <reader@reader.example>

{FIRST}

{SECOND}"""


def test_a_forwarded_letter_was_published_when_it_was_first_sent():
    forwarded = mail("", FORWARD, Subject="Fwd: Talks go on", From="Reader <reader@reader.example>")
    capture = read_mail(bytes(forwarded))
    assert (capture.claim.published, capture.outlet, capture.title) == (date(2025, 3, 26), "The Desk", "Talks go on")


def test_a_forwarded_letter_without_a_day_that_can_be_read_is_undated():
    forwarded = mail("", FORWARD.replace("Wed, Mar 26, 2025 at 10:00 AM", "vorgestern"))
    assert read_mail(bytes(forwarded)).claim is None


def test_a_letter_forwarded_as_an_attachment_is_the_letter():
    outer = mail("", "FYI", Subject="Fwd", Date="Mon, 31 Mar 2025 10:00:00 +0000", Message_ID="<2@reader.example>")
    outer.add_attachment(mail(LETTER))
    capture = read_mail(bytes(outer))
    assert (capture.key, capture.claim.published) == ("mid:1@desk.example", date(2025, 3, 28))
    assert FIRST in capture.content


@pytest.mark.parametrize("value", ["", "soon", "Fri, 99 Mar 2025 10:00:00", "Thu, 1 Jan 1970 00:00:00 +0000"])
def test_a_mail_without_a_sound_date_is_undated(value):
    raw = bytes(mail("", FIRST, Date="")).replace(b"Subject:", f"Date: {value}\nSubject:".encode(), 1)
    assert read_mail(raw).claim is None


def test_mails_without_an_id_are_told_apart_by_their_words():
    one, two = (read_mail(bytes(mail("", words, Message_ID="")), "x.mbox").key for words in (FIRST, SECOND))
    assert one != two
    assert one.startswith("x.mbox#")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not an e-mail"),
        (b"Just some words\nwithout a header.", "not an e-mail"),
        (b"\x00\x01\x02" * 50, "not an e-mail"),
        (bytes(mail("", "")), "without text"),
        (bytes(mail("<html><body><img src=x></body></html>")), "without text"),
        (b"From: a@b.example\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n\nVersion: 1\n--x--", "encrypted"),
        (b"Subject: x\n" + b"a" * 25_000_001, "more than 25 MB"),
    ],
)
def test_what_is_no_letter_is_one_line(content, message):
    with pytest.raises(InputError, match=message) as error:
        read_mail(content)
    assert "\n" not in str(error.value)


def test_broken_mails_are_read_as_far_as_they_go():
    raw = b"From: =?utf-8?b?////?= <a@@b>\nDate: x\nSubject: \xff\xfe\nContent-Type: multipart/mixed; boundary=z\n\n--z\n\n"
    assert read_mail(raw + FIRST.encode()).content.strip() == FIRST


def fill(file: Path, count: int) -> None:
    box = mailbox.mbox(file)
    for number in range(count):
        letter = mail("", f"Letter {number}\n\nFrom the beginning. {FIRST}", Message_ID=f"<{number}@desk.example>")
        box.add(letter)
    box.flush()


def test_a_mailbox_gives_its_mails_in_order(tmp_path: Path):
    fill(tmp_path / "all.mbox", 12)
    found = list(gather([str(tmp_path)]))
    assert [each.key for each in found] == [f"mid:{number}@desk.example" for number in range(12)]
    assert all("From the beginning." in each.content for each in found)  # a line of the text, not of a new mail


def test_a_mailbox_is_known_by_content_on_standard_input(tmp_path: Path):
    fill(tmp_path / "all.mbox", 2)
    found = list(gather(["-"], io.BytesIO((tmp_path / "all.mbox").read_bytes())))
    assert [each.key for each in found] == ["mid:0@desk.example", "mid:1@desk.example"]


def test_a_bad_mail_in_a_mailbox_costs_itself(tmp_path: Path):
    file = tmp_path / "all.mbox"
    fill(file, 2)
    begin = b"From a@b.example Fri Mar 28 10:00:00 2025\n"
    file.write_bytes(
        begin
        + b"words only\n\n"
        + begin
        + b"Subject: big\n\n"
        + (b"x" * 999 + b"\n") * 25_100
        + b"\n"
        + file.read_bytes()
    )
    one, two, *rest = gather([str(file)])
    assert isinstance(one, Problem)
    assert "mail 1: not an e-mail" in str(one)
    assert "mail 2: more than 25 MB" in str(two)
    assert [each.key for each in rest] == ["mid:0@desk.example", "mid:1@desk.example"]


@pytest.mark.parametrize("content", [b"", b"no mailbox at all\n" * 3])
def test_what_is_no_mailbox(tmp_path: Path, content):
    (tmp_path / "x.mbox").write_bytes(content)
    (problem,) = gather([str(tmp_path / "x.mbox")])
    assert isinstance(problem, Problem)


def test_memory_does_not_grow_with_the_mailbox(tmp_path: Path):
    def peak(count: int) -> int:
        fill(tmp_path / f"{count}.mbox", count)
        tracemalloc.start()
        assert sum(isinstance(found, Capture) for found in gather([str(tmp_path / f"{count}.mbox")])) == count
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(2)
    assert peak(400) < 2 * peak(20) + 300_000

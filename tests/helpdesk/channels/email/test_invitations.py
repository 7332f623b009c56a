"""Calendar parts: a file always, and a line where the mail says nothing else."""

from helpdesk.channels.email.parse import parse

CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;TZID=Asia/Riyadh:20251007T152000
DTEND;TZID=Asia/Riyadh:20251007T160000
SUMMARY:استلام الطلب\\, الفرع
LOCATION:Dukkan Layla\\n
  Riyadh
END:VEVENT
END:VCALENDAR
"""
HEAD = "From: mona@mail.example\nSubject: s\n"


def test_an_invitation_without_words_says_what_when_and_where():
    raw = f"{HEAD}Content-Type: text/calendar; charset=utf-8; method=REQUEST\n\n{CALENDAR}"
    found = parse(raw.encode())
    assert found.text == (
        "استلام الطلب, الفرع · 2025-10-07 15:20 Asia/Riyadh – 2025-10-07 16:00 Asia/Riyadh"
        " · Dukkan Layla Riyadh"
    )
    assert [each.name for each in found.attachments] == ["invite.ics"]


def test_words_beside_it_are_enough():
    raw = f"{HEAD}Content-Type: multipart/alternative; boundary=bbb\n\n--bbb\n\nCome at three.\n"
    raw += f"--bbb\nContent-Type: text/calendar\n\n{CALENDAR}\n--bbb--\n"
    found = parse(raw.encode())
    assert found.text == "Come at three."
    assert [each.name for each in found.attachments] == ["invite.ics"]


def test_a_whole_day_and_a_broken_calendar():
    day = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20251007\nSUMMARY:Fair\nEND:VEVENT"
    assert parse(f"{HEAD}Content-Type: text/calendar\n\n{day}".encode()).text == "Fair · 2025-10-07"
    assert parse(f"{HEAD}Content-Type: text/calendar\n\nnothing".encode()).text == ""

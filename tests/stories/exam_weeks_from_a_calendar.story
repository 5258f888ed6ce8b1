Exam weeks from a calendar

A student keeps her exams in a calendar; the word "Exam" marks them. Each exam has a wind-down on the
last workday before and a short check-in on the morning after, unless that day is an exam itself. The
Wednesday is an exam and the eve of the next, so it has both. On Friday the 12th the check-in after
Thursday's exam and the wind-down before Tuesday's meet: Monday is marked as free. No day has more
than four prompts; what is left out are breaks. A cancelled exam changes nothing.

Given
  zone Europe/Berlin
  known since 2026-10-05
  at most 4 prompts a day

config.toml
  [[calendar]]
  path = "{calendar}"
  deadline = ["Exam"]
  day_off = "Free"

calendar.ics
  2027-02-08 all day  Exam: Anatomy
  2027-02-10 all day  Exam: Physiology
  2027-02-11 all day  Exam: Statistics
  2027-02-15 all day  Free, with my sister
  2027-02-16 all day  Exam: Pharmacology
  2027-02-18 all day  Exam: History of Medicine (cancelled)

An ordinary day
  10:30  routine   four-muscles-gentle      ({day}/breaks/1)
  12:30  routine   four-muscles-gentle      ({day}/breaks/2)
  15:00  routine   four-muscles-gentle      ({day}/breaks/3)
  16:30  checkin   diary                    ({day}/diary/1)

2027-02-04 08:00  the plan of 15 days
  Thu 2027-02-04  ordinary
  Fri 2027-02-05  deadline_eve
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
    17:00  routine   let-down-wind-down     (stress/2027-02-08/eve)
  Sat 2027-02-06  nothing
  Sun 2027-02-07  nothing
  Mon 2027-02-08  deadline
    10:30  routine   gentle                 ({day}/breaks/1)
    12:30  routine   gentle                 ({day}/breaks/2)
    15:00  routine   gentle                 ({day}/breaks/3)
    16:30  checkin   short diary            ({day}/diary/1)
  Tue 2027-02-09  let_down, deadline_eve
    10:00  checkin   let-down               ({day}/let-down/1)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
    17:00  routine   let-down-wind-down     (stress/2027-02-10/eve)
  Wed 2027-02-10  deadline, deadline_eve
    10:30  routine   gentle                 ({day}/breaks/1)
    15:00  routine   gentle                 ({day}/breaks/3)
    16:30  checkin   short diary            ({day}/diary/1)
    17:00  routine   let-down-wind-down     (stress/2027-02-11/eve)
  Thu 2027-02-11  deadline
    10:30  routine   gentle                 ({day}/breaks/1)
    12:30  routine   gentle                 ({day}/breaks/2)
    15:00  routine   gentle                 ({day}/breaks/3)
    16:30  checkin   short diary            ({day}/diary/1)
  Fri 2027-02-12  let_down, deadline_eve
    10:00  checkin   let-down               ({day}/let-down/1)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
    17:00  routine   let-down-wind-down     (stress/2027-02-16/eve)
  Sat 2027-02-13  nothing
  Sun 2027-02-14  nothing
  Mon 2027-02-15  nothing
  Tue 2027-02-16  deadline
    10:30  routine   gentle                 ({day}/breaks/1)
    12:30  routine   gentle                 ({day}/breaks/2)
    15:00  routine   gentle                 ({day}/breaks/3)
    16:30  checkin   short diary            ({day}/diary/1)
  Wed 2027-02-17  let_down
    10:00  checkin   let-down               ({day}/let-down/1)
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Thu 2027-02-18  ordinary

Month-end every month

A bookkeeper closes the books on the last three workdays of each month. The first of them begins with
a note; on all three the breaks are short, nothing presses and the diary asks three things. October
ends on a Friday: the morning after is a Saturday, and nobody is asked on a Saturday. November's three
days lie around a weekend and are one stretch: one note, and one check-in on the Tuesday after. In
December the morning after is New Year's Day, a day off. She noted five days in October, enough for
the one line on a Friday; by the end of November they lie too far back.

Given
  zone Europe/Berlin
  known since 2026-03-02
  at most 4 prompts a day

config.toml
  [work]
  days_off = ["2026-12-25", "2027-01-01"]
  [[stress]]
  name = "Closing the books"
  monthly = "last 3 workdays"

An ordinary day
  10:30  routine   four-muscles-gentle      ({day}/breaks/1)
  12:30  routine   four-muscles-gentle      ({day}/breaks/2)
  15:00  routine   four-muscles-gentle      ({day}/breaks/3)
  16:30  checkin   diary                    ({day}/diary/1)

2026-10-19 to 2026-10-23 16:40  each workday she checks in: no headache, stress 3

2026-10-26 08:00  the plan of 8 days
  Mon 2026-10-26  ordinary
  Tue 2026-10-27  ordinary
  Wed 2026-10-28  stressful_time, stress_start
    09:30  heads_up  a stressful time       (stress/2026-10-28/start)
    10:30  routine   gentle                 ({day}/breaks/1)
    15:00  routine   gentle                 ({day}/breaks/3)
    16:30  checkin   short diary            ({day}/diary/1)
  Thu 2026-10-29  stressful_time
    10:30  routine   gentle                 ({day}/breaks/1)
    12:30  routine   gentle                 ({day}/breaks/2)
    15:00  routine   gentle                 ({day}/breaks/3)
    16:30  checkin   short diary            ({day}/diary/1)
  Fri 2026-10-30  stressful_time
    10:30  routine   gentle                 ({day}/breaks/1)
    13:30  summary   the last weeks         ({day}/week/1)
    15:00  routine   gentle                 ({day}/breaks/3)
    16:30  checkin   short diary            ({day}/diary/1)
  Sat 2026-10-31  nothing
  Sun 2026-11-01  nothing
  Mon 2026-11-02  ordinary

2026-11-25 08:00  the plan of 8 days
  Wed 2026-11-25  ordinary
  Thu 2026-11-26  stressful_time, stress_start
    09:30  heads_up  a stressful time       (stress/2026-11-26/start)
    10:30  routine   gentle                 ({day}/breaks/1)
    15:00  routine   gentle                 ({day}/breaks/3)
    16:30  checkin   short diary            ({day}/diary/1)
  Fri 2026-11-27  stressful_time
    10:30  routine   gentle                 ({day}/breaks/1)
    12:30  routine   gentle                 ({day}/breaks/2)
    15:00  routine   gentle                 ({day}/breaks/3)
    16:30  checkin   short diary            ({day}/diary/1)
  Sat 2026-11-28  nothing
  Sun 2026-11-29  nothing
  Mon 2026-11-30  stressful_time
    10:30  routine   gentle                 ({day}/breaks/1)
    12:30  routine   gentle                 ({day}/breaks/2)
    15:00  routine   gentle                 ({day}/breaks/3)
    16:30  checkin   short diary            ({day}/diary/1)
  Tue 2026-12-01  let_down
    10:00  checkin   let-down               ({day}/let-down/1)
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Wed 2026-12-02  ordinary

2026-12-28 08:00  the plan of 8 days
  Mon 2026-12-28  ordinary
  Tue 2026-12-29  stressful_time, stress_start
    09:30  heads_up  a stressful time       (stress/2026-12-29/start)
    10:30  routine   gentle                 ({day}/breaks/1)
    15:00  routine   gentle                 ({day}/breaks/3)
    16:30  checkin   short diary            ({day}/diary/1)
  Wed 2026-12-30  stressful_time
    10:30  routine   gentle                 ({day}/breaks/1)
    12:30  routine   gentle                 ({day}/breaks/2)
    15:00  routine   gentle                 ({day}/breaks/3)
    16:30  checkin   short diary            ({day}/diary/1)
  Thu 2026-12-31  stressful_time
    10:30  routine   gentle                 ({day}/breaks/1)
    12:30  routine   gentle                 ({day}/breaks/2)
    15:00  routine   gentle                 ({day}/breaks/3)
    16:30  checkin   short diary            ({day}/diary/1)
  Fri 2027-01-01  nothing
  Sat 2027-01-02  nothing
  Sun 2027-01-03  nothing
  Mon 2027-01-04  ordinary

A regular cycle with a deadline in the window

Her periods come every 27 to 29 days; the next is estimated for Tuesday, 9 February. Three days before
is a Saturday, so the note comes on Friday. A grant application is due on Monday, inside the more
sensitive days: its wind-down falls on the same Friday. Four prompts, no more; two breaks are left
out. On Monday both reasons meet and still nothing is added. On these workdays the diary also asks
whether it has begun. She notes the start on Tuesday; the days are then counted from it: two more days
of the window, and on the fourth day one line to close.

Given
  zone Europe/Berlin
  known since 2026-05-04
  at most 4 prompts a day

config.toml
  [[stress]]
  name = "Grant application"
  deadline = "2027-02-08"

An ordinary day
  10:30  routine   four-muscles-gentle      ({day}/breaks/1)
  12:30  routine   four-muscles-gentle      ({day}/breaks/2)
  15:00  routine   four-muscles-gentle      ({day}/breaks/3)
  16:30  checkin   diary                    ({day}/diary/1)

2027-01-12 18:00  she notes period starts: 2026-06-30 2026-07-28 2026-08-25 2026-09-21 2026-10-19 2026-11-16 2026-12-15 2027-01-12

2027-02-04 08:00  the plan of 7 days
  Thu 2027-02-04  ordinary
  Fri 2027-02-05  period_ahead, deadline_eve
    09:30  heads_up  the days ahead         (cycle/2027-01-12/heads-up)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
    17:00  routine   let-down-wind-down     (stress/2027-02-08/eve)
  Sat 2027-02-06  nothing
  Sun 2027-02-07  nothing
  Mon 2027-02-08  window, deadline
    10:30  routine   gentle                 ({day}/breaks/1)
    12:30  routine   gentle                 ({day}/breaks/2)
    15:00  routine   gentle                 ({day}/breaks/3)
    16:30  checkin   short diary            ({day}/diary/1)
  Tue 2027-02-09  window, let_down
    10:00  checkin   let-down               ({day}/let-down/1)
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Wed 2027-02-10  window
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    12:30  routine   four-muscles-gentle    ({day}/breaks/2)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)

2027-02-09 16:40  she notes period starts: 2027-02-09

2027-02-10 08:00  the plan of 6 days
  Wed 2027-02-10  window
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    12:30  routine   four-muscles-gentle    ({day}/breaks/2)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Thu 2027-02-11  window
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    12:30  routine   four-muscles-gentle    ({day}/breaks/2)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Fri 2027-02-12  window_over
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    14:00  summary   these days are over    (cycle/2027-02-09/close)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Sat 2027-02-13  nothing
  Sun 2027-02-14  nothing
  Mon 2027-02-15  ordinary

A paused cycle

Her cycles last 28 or 29 days. The span in which ovulation is estimated has its middle on a weekend, so
the one check-in about it comes on the Monday. A note is due on Thursday the 18th. On Wednesday she
pauses the cycle (why, she need not say), and nothing of it is left, for as long as it lasts. In June
she goes on. Nothing is estimated from before the pause and nothing is asked, until she notes a start:
then the days count from it.

Given
  zone Europe/Berlin
  known since 2026-07-06
  at most 4 prompts a day

config.toml
  [cycle]
  mode = "natural"

An ordinary day
  10:30  routine   four-muscles-gentle      ({day}/breaks/1)
  12:30  routine   four-muscles-gentle      ({day}/breaks/2)
  15:00  routine   four-muscles-gentle      ({day}/breaks/3)
  16:30  checkin   diary                    ({day}/diary/1)

2027-01-23 18:00  she notes period starts: 2026-09-01 2026-09-30 2026-10-29 2026-11-27 2026-12-25 2027-01-23

2027-02-05 08:00  the plan of 5 days
  Fri 2027-02-05  ordinary
  Sat 2027-02-06  nothing
  Sun 2027-02-07  nothing
  Mon 2027-02-08  mid_cycle
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    14:00  checkin   mid-cycle              (cycle/2027-01-23/mid)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Tue 2027-02-09  ordinary

2027-02-17 08:00  the plan of 3 days
  Wed 2027-02-17  ordinary
  Thu 2027-02-18  period_ahead, window
    09:30  heads_up  the days ahead         (cycle/2027-01-23/heads-up)
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Fri 2027-02-19  window
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    12:30  routine   four-muscles-gentle    ({day}/breaks/2)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)

2027-02-17 18:00  she pauses the cycle

2027-02-18 08:00  the plan of 42 days
  Thu 2027-02-18 to Wed 2027-03-31  ordinary on workdays

2027-06-07 08:00  she takes up the cycle again

2027-06-07 08:05  the plan of 28 days
  Mon 2027-06-07 to Sun 2027-07-04  ordinary on workdays

2027-06-07 16:40  she notes period starts: 2027-06-07

2027-06-08 08:00  the plan of 4 days
  Tue 2027-06-08  window
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    12:30  routine   four-muscles-gentle    ({day}/breaks/2)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Wed 2027-06-09  window
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    12:30  routine   four-muscles-gentle    ({day}/breaks/2)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Thu 2027-06-10  window_over
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    14:00  summary   these days are over    (cycle/2027-06-07/close)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Fri 2027-06-11  ordinary

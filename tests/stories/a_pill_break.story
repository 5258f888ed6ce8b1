A pill break

She takes pills for 21 days and none for 7; she told the first day of one of her packs, a Wednesday in
September. Nothing is estimated: the break is the window. This one begins on Wednesday, 27 January and
ends on Tuesday, 2 February. Three days before is a Sunday, so the note comes on Friday. Between two
breaks there is no check-in in the middle.

Given
  zone Europe/Berlin
  known since 2026-09-07
  at most 4 prompts a day

config.toml
  [cycle]
  mode = "hormonal"
  pill_start = "2026-09-16"
  pill_days = 21
  break_days = 7

An ordinary day
  10:30  routine   four-muscles-gentle      ({day}/breaks/1)
  12:30  routine   four-muscles-gentle      ({day}/breaks/2)
  15:00  routine   four-muscles-gentle      ({day}/breaks/3)
  16:30  checkin   diary                    ({day}/diary/1)

2027-01-07 08:00  the plan of 28 days
  Thu 2027-01-07 to Thu 2027-01-21  ordinary on workdays
  Fri 2027-01-22  period_ahead
    09:30  heads_up  the days ahead         (cycle/…/heads-up)
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Sat 2027-01-23  nothing
  Sun 2027-01-24  nothing
  Mon 2027-01-25  ordinary
  Tue 2027-01-26  ordinary
  Wed 2027-01-27  window
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    12:30  routine   four-muscles-gentle    ({day}/breaks/2)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Thu 2027-01-28  window
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    12:30  routine   four-muscles-gentle    ({day}/breaks/2)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Fri 2027-01-29  window
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    12:30  routine   four-muscles-gentle    ({day}/breaks/2)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Sat 2027-01-30  nothing
  Sun 2027-01-31  nothing
  Mon 2027-02-01  window
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    12:30  routine   four-muscles-gentle    ({day}/breaks/2)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Tue 2027-02-02  window
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    12:30  routine   four-muscles-gentle    ({day}/breaks/2)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Wed 2027-02-03  ordinary

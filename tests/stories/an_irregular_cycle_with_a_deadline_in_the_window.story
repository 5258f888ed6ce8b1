An irregular cycle with a deadline in the window

Her cycles last 25 to 46 days, so the estimate is rough: no note three days before. The diary still
asks on the days on which a start is likely enough, from the fourth week on. Her break at three is
ball work at the back of the head, which rests on these days. A deadline falls in the midst of them
and adds nothing. No start comes, and while she is away the last likely day goes by: on the first day
back one question asks about it, and then there is silence. She notes a start on that Thursday: the
closing line waits from Sunday, the fourth day, to Monday.

Given
  zone Europe/Berlin
  known since 2026-01-05
  at most 4 prompts a day

config.toml
  [work]
  days_off = ["2026-11-20..2026-11-25"]
  [[plan]]
  id = "breaks"
  routine = "four-muscles-gentle"
  at = ["10:30", "12:30"]
  [[plan]]
  id = "balls"
  routine = "subocc-two-balls"
  at = ["15:00"]
  [[stress]]
  name = "Report for the board"
  deadline = "2026-11-05"

An ordinary day
  10:30  routine   four-muscles-gentle      ({day}/breaks/1)
  12:30  routine   four-muscles-gentle      ({day}/breaks/2)
  15:00  routine   subocc-two-balls         ({day}/balls/1)
  16:30  checkin   diary                    ({day}/diary/1)

2026-10-05 18:00  she notes period starts: 2026-02-09 2026-03-07 2026-04-18 2026-05-13 2026-06-28 2026-07-26 2026-09-08 2026-10-05

2026-10-28 08:00  the plan of 14 days
  Wed 2026-10-28  ordinary
  Thu 2026-10-29  ordinary
  Fri 2026-10-30  ordinary
  Sat 2026-10-31  nothing
  Sun 2026-11-01  nothing
  Mon 2026-11-02  window
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    12:30  routine   four-muscles-gentle    ({day}/breaks/2)
    15:00  routine   without a ball         ({day}/balls/1)
    16:30  checkin   diary                  ({day}/diary/1)
  Tue 2026-11-03  window
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    12:30  routine   four-muscles-gentle    ({day}/breaks/2)
    15:00  routine   without a ball         ({day}/balls/1)
    16:30  checkin   diary                  ({day}/diary/1)
  Wed 2026-11-04  window, deadline_eve
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    15:00  routine   without a ball         ({day}/balls/1)
    16:30  checkin   diary                  ({day}/diary/1)
    17:00  routine   let-down-wind-down     (stress/2026-11-05/eve)
  Thu 2026-11-05  window, deadline
    10:30  routine   gentle                 ({day}/breaks/1)
    12:30  routine   gentle                 ({day}/breaks/2)
    15:00  routine   gentle                 ({day}/balls/1)
    16:30  checkin   short diary            ({day}/diary/1)
  Fri 2026-11-06  window, let_down
    10:00  checkin   let-down               ({day}/let-down/1)
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    15:00  routine   without a ball         ({day}/balls/1)
    16:30  checkin   diary                  ({day}/diary/1)
  Sat 2026-11-07  nothing
  Sun 2026-11-08  nothing
  Mon 2026-11-09  window
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    12:30  routine   four-muscles-gentle    ({day}/breaks/2)
    15:00  routine   without a ball         ({day}/balls/1)
    16:30  checkin   diary                  ({day}/diary/1)
  Tue 2026-11-10  window
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    12:30  routine   four-muscles-gentle    ({day}/breaks/2)
    15:00  routine   without a ball         ({day}/balls/1)
    16:30  checkin   diary                  ({day}/diary/1)

2026-11-19 08:00  the plan of 9 days
  Thu 2026-11-19  window
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    12:30  routine   four-muscles-gentle    ({day}/breaks/2)
    15:00  routine   without a ball         ({day}/balls/1)
    16:30  checkin   diary                  ({day}/diary/1)
  Fri 2026-11-20  nothing
  Sat 2026-11-21  nothing
  Sun 2026-11-22  nothing
  Mon 2026-11-23  nothing
  Tue 2026-11-24  nothing
  Wed 2026-11-25  nothing
  Thu 2026-11-26  start_missed
    09:30  question  start missed           (cycle/2026-10-05/start-missed)
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    15:00  routine   subocc-two-balls       ({day}/balls/1)
    16:30  checkin   diary                  ({day}/diary/1)
  Fri 2026-11-27  ordinary

2026-11-26 16:40  she notes period starts: 2026-11-26

2026-11-27 08:00  the plan of 5 days
  Fri 2026-11-27  window
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    12:30  routine   four-muscles-gentle    ({day}/breaks/2)
    15:00  routine   without a ball         ({day}/balls/1)
    16:30  checkin   diary                  ({day}/diary/1)
  Sat 2026-11-28  nothing
  Sun 2026-11-29  nothing
  Mon 2026-11-30  window_over
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    14:00  summary   these days are over    (cycle/2026-11-26/close)
    15:00  routine   subocc-two-balls       ({day}/balls/1)
    16:30  checkin   diary                  ({day}/diary/1)
  Tue 2026-12-01  ordinary

A house move

He moves house from Thursday to Monday: a physical load. Friday he has taken off. His plan has a ball
at the wall twice a day; his muscles are calm, so it comes once, and the other break presses nothing.
During the move both keep their times, but are short and press nothing. He asked for the check-in on
Saturdays. On Tuesday, after the move, a short check-in comes and the ball is back. Beforehand and
afterwards nothing is different.

Given
  zone Europe/Berlin
  known since 2026-03-02
  at most 4 prompts a day

config.toml
  [work]
  days_off = ["2026-10-30"]
  [checkins]
  weekend = true
  [[plan]]
  id = "ball"
  routine = "trap-upper-wall-ball"
  at = ["10:30", "15:00"]
  [[stress]]
  name = "Moving house"
  kind = "physical"
  days = "2026-10-29..2026-11-02"

An ordinary day
  10:30  routine   trap-upper-wall-ball     ({day}/ball/1)
  15:00  routine   gentle                   ({day}/ball/2)
  16:30  checkin   diary                    ({day}/diary/1)

2026-10-28 08:00  the plan of 8 days
  Wed 2026-10-28  ordinary
  Thu 2026-10-29  stressful_time, stress_start
    09:30  heads_up  a stressful time       (stress/2026-10-29/start)
    10:30  routine   gentle                 ({day}/ball/1)
    15:00  routine   gentle                 ({day}/ball/2)
    16:30  checkin   short diary            ({day}/diary/1)
  Fri 2026-10-30  nothing
  Sat 2026-10-31  weekend, stressful_time
    09:00  checkin   weekend                ({day}/weekend/1)
  Sun 2026-11-01  nothing
  Mon 2026-11-02  stressful_time
    10:30  routine   gentle                 ({day}/ball/1)
    15:00  routine   gentle                 ({day}/ball/2)
    16:30  checkin   short diary            ({day}/diary/1)
  Tue 2026-11-03  let_down
    10:00  checkin   let-down               ({day}/let-down/1)
    10:30  routine   trap-upper-wall-ball   ({day}/ball/1)
    15:00  routine   gentle                 ({day}/ball/2)
    16:30  checkin   diary                  ({day}/diary/1)
  Wed 2026-11-04  ordinary

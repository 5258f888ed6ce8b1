A busy week found by load

Nobody marked anything as stressful. Her calendar has two hours of meetings on a usual day. On Monday
and Tuesday there are more than five hours, on Wednesday and Thursday less than four, but still far
more than her own usual: all four count as busy. A note on Monday, short breaks, short diary, and a
check-in on Friday morning, when it is over. The Monday after, two meetings lie at the same time and
count once: an ordinary day. The Wednesday after is busy alone: gentle, without a note, and a check-in
on Thursday.

Given
  zone Europe/Berlin
  known since 2026-10-05
  at most 4 prompts a day

config.toml
  [[calendar]]
  path = "{calendar}"

calendar.ics
  every weekday from 2026-06-01 13:00-15:00  Round
  2027-03-08 10:45-12:30  Budget
  2027-03-08 15:15-16:30  Budget, second part
  2027-03-08 16:45-17:30  Budget, what is left
  2027-03-09 10:45-12:30  Auditors
  2027-03-09 15:15-16:30  Auditors, second part
  2027-03-09 16:45-17:30  Auditors, what is left
  2027-03-10 10:45-12:30  Interviews
  2027-03-11 10:45-12:30  Interviews
  2027-03-15 14:00-15:00  Call during the round
  2027-03-17 10:45-12:30  Workshop
  2027-03-17 15:15-16:30  Workshop, second part
  2027-03-17 16:45-17:30  Workshop, what is left

An ordinary day
  10:30  routine   four-muscles-gentle      ({day}/breaks/1)
  12:30  routine   four-muscles-gentle      ({day}/breaks/2)
  15:00  routine   four-muscles-gentle      ({day}/breaks/3)
  16:30  checkin   diary                    ({day}/diary/1)

2027-03-05 08:00  the plan of 14 days
  Fri 2027-03-05  ordinary
  Sat 2027-03-06  nothing
  Sun 2027-03-07  nothing
  Mon 2027-03-08  stressful_time, stress_start
    09:30  heads_up  a stressful time       (stress/2027-03-08/start)
    10:30  routine   gentle                 ({day}/breaks/1)
    15:00  routine   gentle                 ({day}/breaks/3)
    16:30  checkin   short diary            ({day}/diary/1)
  Tue 2027-03-09  stressful_time
    10:30  routine   gentle                 ({day}/breaks/1)
    12:30  routine   gentle                 ({day}/breaks/2)
    15:00  routine   gentle                 ({day}/breaks/3)
    16:30  checkin   short diary            ({day}/diary/1)
  Wed 2027-03-10  stressful_time
    10:30  routine   gentle                 ({day}/breaks/1)
    12:30  routine   gentle                 ({day}/breaks/2)
    15:00  routine   gentle                 ({day}/breaks/3)
    16:30  checkin   short diary            ({day}/diary/1)
  Thu 2027-03-11  stressful_time
    10:30  routine   gentle                 ({day}/breaks/1)
    12:30  routine   gentle                 ({day}/breaks/2)
    15:00  routine   gentle                 ({day}/breaks/3)
    16:30  checkin   short diary            ({day}/diary/1)
  Fri 2027-03-12  let_down
    10:00  checkin   let-down               ({day}/let-down/1)
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Sat 2027-03-13  nothing
  Sun 2027-03-14  nothing
  Mon 2027-03-15  ordinary
  Tue 2027-03-16  ordinary
  Wed 2027-03-17  stressful_time
    10:30  routine   gentle                 ({day}/breaks/1)
    12:30  routine   gentle                 ({day}/breaks/2)
    15:00  routine   gentle                 ({day}/breaks/3)
    16:30  checkin   short diary            ({day}/diary/1)
  Thu 2027-03-18  let_down
    10:00  checkin   let-down               ({day}/let-down/1)
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)

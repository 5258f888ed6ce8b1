A tax deadline on a Monday

Her tax return is due on Monday, 31 May. The last workday before is a Friday, so the wind-down comes
then, not on Sunday. On the Monday everything is short and nothing presses; the diary asks three
things. Tuesday morning, when the tension falls, a short check-in asks how she is. On Tuesday evening
she notes far less stress than on Monday evening: the same short check-in comes once more.

Given
  zone Europe/Berlin
  known since 2027-01-04
  at most 4 prompts a day

config.toml
  [[stress]]
  name = "Tax return"
  deadline = "2027-05-31"

An ordinary day
  10:30  routine   four-muscles-gentle      ({day}/breaks/1)
  12:30  routine   four-muscles-gentle      ({day}/breaks/2)
  15:00  routine   four-muscles-gentle      ({day}/breaks/3)
  16:30  checkin   diary                    ({day}/diary/1)

2027-05-27 08:00  the plan of 7 days
  Thu 2027-05-27  ordinary
  Fri 2027-05-28  deadline_eve
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
    17:00  routine   let-down-wind-down     (stress/2027-05-31/eve)
  Sat 2027-05-29  nothing
  Sun 2027-05-30  nothing
  Mon 2027-05-31  deadline
    10:30  routine   gentle                 ({day}/breaks/1)
    12:30  routine   gentle                 ({day}/breaks/2)
    15:00  routine   gentle                 ({day}/breaks/3)
    16:30  checkin   short diary            ({day}/diary/1)
  Tue 2027-06-01  let_down
    10:00  checkin   let-down               ({day}/let-down/1)
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Wed 2027-06-02  ordinary

2027-05-31 16:40  she checks in: no headache, stress 6
2027-06-01 16:40  she checks in: no headache, stress 2

2027-06-02 08:00  the plan of 2 days
  Wed 2027-06-02  let_down
    10:00  checkin   let-down               ({day}/let-down/1)
    10:30  routine   four-muscles-gentle    ({day}/breaks/1)
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Thu 2027-06-03  ordinary

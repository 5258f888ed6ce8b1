A silent user

He last checked in on a Friday. The week after, selfcare runs and he answers nothing. After three such
days there are two prompts a day instead of four: the diary and one break. The weekend, when nothing is
shown, neither counts nor breaks the row. After seven days one friendly question comes, inside the two
prompts of that day. He chooses "fewer": for four weeks two prompts a day, and no further question.

Given
  zone Europe/Berlin
  known since 2026-08-03
  at most 4 prompts a day

An ordinary day
  10:30  routine   four-muscles-gentle      ({day}/breaks/1)
  12:30  routine   four-muscles-gentle      ({day}/breaks/2)
  15:00  routine   four-muscles-gentle      ({day}/breaks/3)
  16:30  checkin   diary                    ({day}/diary/1)

2026-10-02 16:40  he checks in: no headache, stress 3

2026-10-05 07:50  the plan of 1 day
  Mon 2026-10-05  ordinary

2026-10-05 to 2026-10-06 20:00  selfcare runs and he answers nothing

2026-10-07 07:50  the plan of 1 day
  Wed 2026-10-07  ordinary

2026-10-07 to 2026-10-07 20:00  selfcare runs and he answers nothing

2026-10-08 07:50  the plan of 5 days
  Thu 2026-10-08  fewer
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Fri 2026-10-09  fewer
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)
  Sat 2026-10-10  nothing
  Sun 2026-10-11  nothing
  Mon 2026-10-12  fewer
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)

2026-10-08 to 2026-10-12 20:00  selfcare runs and he answers nothing

2026-10-13 07:50  the plan of 1 day
  Tue 2026-10-13  fewer
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)

2026-10-13 to 2026-10-13 20:00  selfcare runs and he answers nothing

2026-10-14 07:50  the plan of 2 days
  Wed 2026-10-14  silence, fewer
    09:30  question  silence                (silence/2026-10-02)
    16:30  checkin   diary                  ({day}/diary/1)
  Thu 2026-10-15  fewer
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)

2026-10-14 09:35  selfcare runs and he answers: fewer

2026-10-15 07:50  the plan of 1 day
  Thu 2026-10-15  fewer
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)

2026-11-10 07:50  the plan of 1 day
  Tue 2026-11-10  fewer
    15:00  routine   four-muscles-gentle    ({day}/breaks/3)
    16:30  checkin   diary                  ({day}/diary/1)

2026-11-12 07:50  the plan of 1 day
  Thu 2026-11-12  ordinary

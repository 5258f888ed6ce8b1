"""The answers of a check-in in the words people read, and a whole check-in in one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from typing import Final

from selfcare.domain.checkin import (
    Aura,
    CheckIn,
    Headache,
    MedicineClass,
    PainSide,
    Sign,
    Sleep,
    Symptom,
    Tick,
)
from selfcare.domain.message import Message, message
from selfcare.domain.red_flags import Flag
from selfcare.domain.zones import WORDS

HEADACHES: Final = {
    Headache.NO: message("no headache"),
    Headache.YES: message("headache"),
    Headache.RUNNING: message("headache, still there"),
}
SIDES: Final = {
    PainSide.LEFT: message("left"),
    PainSide.RIGHT: message("right"),
    PainSide.BOTH: message("both sides"),
}
SYMPTOMS: Final = {
    Symptom.NAUSEA: message("nausea"),
    Symptom.LIGHT: message("light bothers"),
    Symptom.NOISE: message("noise bothers"),
    Symptom.WORSE_MOVING: message("worse on moving"),
    Symptom.THROBBING: message("throbbing"),
    Symptom.PRESSING: message("pressing"),
}
AURAS: Final = {
    Aura.NONE: message("no flicker or tingling"),
    Aura.USUAL: message("flicker or tingling as always"),
    Aura.NEW: message("flicker, tingling or trouble speaking that is new or different"),
    Aura.LONG: message("flicker or tingling for more than an hour"),
}
MEDICINES: Final = {
    MedicineClass.TRIPTAN: message("a triptan (for migraine)"),
    MedicineClass.ERGOT: message("an ergot medicine (for migraine)"),
    MedicineClass.OPIOID: message("an opioid (strong, on prescription)"),
    MedicineClass.COMBINATION: message("a painkiller of several parts, as with caffeine"),
    MedicineClass.SIMPLE: message("a simple painkiller of one part"),
    MedicineClass.OTHER: message("something else"),
    MedicineClass.UNSURE: message("not sure which kind"),
}
FUNCTIONS: Final = (
    message("as on any day"),
    message("slower than usual"),
    message("less than half"),
    message("nothing was possible"),
)
"""What was possible on the day, by the number of `CheckIn.function`."""
SIGNS: Final = {
    Sign.STIFF_NECK: message("stiff neck"),
    Sign.TIRED: message("tired"),
    Sign.CONCENTRATION: message("hard to concentrate"),
    Sign.YAWNING: message("yawning"),
    Sign.LIGHT_SENSITIVE: message("sensitive to light"),
    Sign.ONE_IS_COMING: message("a feeling that one is coming"),
}
SLEEPS: Final = {
    Sleep.FINE: message("slept fine"),
    Sleep.BROKEN: message("a broken night"),
    Sleep.UNUSUAL: message("slept much more or less than usual"),
}
TICKS: Final = {
    Tick.MISSED_MEAL: message("missed a meal"),
    Tick.LESS_COFFEE: message("clearly less coffee than usual"),
    Tick.FIVE_DRINKS: message("five drinks or more"),
}
FLAGS: Final = {
    Flag.SUDDEN_OR_WORST: message("full force within 5 minutes, or the worst ever"),
    Flag.NEUROLOGICAL: message("weakness, numbness, speech, confusion, fainting, or sight"),
    Flag.MENINGISM: message("fever or rash with a neck that will not bend, or confusion"),
    Flag.NECK_ARTERY: message("new, strong pain of neck and head on one side"),
    Flag.TRAUMA_48H_OR_DROWSY: message("a blow in the last 2 days, or vomiting or drowsy since"),
    Flag.CHEST_OR_ARM: message("chest pain, or new pain in the arm"),
    Flag.FEVER: message("fever, feeling very ill"),
    Flag.TRAUMA: message("since a blow in the last 3 months"),
    Flag.POSITIONAL_OR_EXERTION: message("with lying, standing, coughing, straining, exercise"),
    Flag.WORSENING: message("steadily worse, or sight greying on bending"),
    Flag.RED_PAINFUL_EYE: message("a red, painful eye, or halos"),
    Flag.SCALP_JAW_VISION: message("over 50, with a sore scalp, jaw on chewing, or sight"),
    Flag.NEW_MEDICINE: message("began with a new medicine"),
    Flag.NONE: message("none of these"),
}
"""The questions of the gate, cut short for one line of a diary."""
LOAD: Final = message("hard on the body (lifting, a long drive)")


def said(check_in: CheckIn) -> Message | None:
    """Return what a check-in says, in one line; None where it says nothing."""
    return joined(_parts(check_in))


def joined(parts: Iterable[Message]) -> Message | None:
    """Return the parts in one line, None where there are none."""
    found = [*parts]
    if not found:
        return None
    return reduce(lambda one, more: message("{one}; {more}", one=one, more=more), found)


def ticked_words(flags: Iterable[Flag]) -> Message:
    """Return what was ticked on the gate, in one line."""
    ticked = [FLAGS[flag] for flag in flags if flag is not Flag.NONE]
    return joined(ticked) or FLAGS[Flag.NONE]


def _parts(check_in: CheckIn) -> Iterator[Message]:
    if check_in.headache is not None:
        yield HEADACHES[check_in.headache]
    if check_in.worst is not None:
        yield message("{score} of 10 at its worst", score=check_in.worst)
    if check_in.now is not None:
        yield message("{score} of 10 now", score=check_in.now)
    yield from _about_headache(check_in)
    if check_in.stress is not None:
        yield message("stress {score} of 10", score=check_in.stress)
    if check_in.load:
        yield LOAD
    if check_in.stiffness is not None:
        yield message("stiff neck {score} of 10", score=check_in.stiffness)
    yield from (SIGNS[one] for one in check_in.signs)
    if check_in.sleep is not None:
        yield SLEEPS[check_in.sleep]
    yield from (TICKS[one] for one in check_in.ticks)


def _about_headache(check_in: CheckIn) -> Iterator[Message]:
    if check_in.like_usual is not None:
        yield message("like usual") if check_in.like_usual else message("not like usual")
    yield from (WORDS[one] for one in check_in.zones)
    if check_in.side is not None:
        yield SIDES[check_in.side]
    if check_in.symptoms == ():
        yield message("nothing came with it")
    yield from (SYMPTOMS[one] for one in check_in.symptoms or ())
    if check_in.aura not in (None, Aura.NONE):
        yield AURAS[check_in.aura]
    if check_in.aura_now:
        yield message("the flicker or tingling goes on")
    for medicine in check_in.medicine:
        yield _medicine(MEDICINES[medicine.kind], helped=medicine.helped)
    if check_in.function is not None:
        yield FUNCTIONS[check_in.function]


def _medicine(what: Message, *, helped: bool | None) -> Message:
    match helped:
        case True:
            return message("{what}, it helped", what=what)
        case False:
            return message("{what}, it did not help", what=what)
        case None:
            return what

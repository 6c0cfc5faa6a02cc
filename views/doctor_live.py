"""`muster doctor --live`: a line for each sign of life of the running process."""

from collections.abc import Mapping

from domain.health import Sign
from views.doctor import Line, Mark
from views.texts import N_, Texts

_FINE: Mapping[Sign, str] = {
    Sign.CONTACT: N_("Platform: answered {seconds} s ago"),
    Sign.TICK: N_("Clock: ticked {seconds} s ago"),
    Sign.OUTBOX: N_("Messages: the oldest has waited {seconds} s"),
    Sign.INBOX: N_("Updates: the oldest has waited {seconds} s"),
}
_ADVICE: Mapping[Sign, str] = {
    Sign.CONTACT: N_("Check the network, or run muster doctor: it asks the Bot API itself."),
    Sign.TICK: N_("Nothing is called or reminded of. Look into the log, then restart Muster."),
    Sign.OUTBOX: N_("Nothing is lost. Check the network; the log says why none goes out."),
    Sign.INBOX: N_("Nothing is lost. Look into the log, then restart Muster."),
}


def sign(of: Sign, seconds: float, t: Texts, *, is_fine: bool) -> Line:
    text = t(_FINE[of], seconds=round(seconds))
    return Line(text=text) if is_fine else Line(mark=Mark.FAILS, text=text, advice=t(_ADVICE[of]))


def waiting(queued: int, failed: int, t: Texts) -> Line:
    return Line(
        text=t("Outbox: {queued} to be sent, {failed} refused", queued=queued, failed=failed)
    )


def database_silent(reason: str, t: Texts) -> Line:
    return Line(
        mark=Mark.FAILS,
        text=t("Database: the running process gets no answer ({reason})", reason=reason),
        advice=t("Another program may hold it. muster doctor examines it."),
    )


def not_set(t: Texts) -> Line:
    return Line(
        mark=Mark.FAILS,
        text=t("Running process: MUSTER_METRICS is not set, so it cannot be asked"),
        advice=t("Write MUSTER_METRICS=127.0.0.1:9464 into .env and restart Muster."),
    )


def silent(where: str, reason: str, t: Texts) -> Line:
    return Line(
        mark=Mark.FAILS,
        text=t(
            "Running process: nothing answers at {where} ({reason})", where=where, reason=reason
        ),
        advice=t("Start it with muster run, or look into its log."),
    )


def not_ours(where: str, t: Texts) -> Line:
    return Line(
        mark=Mark.FAILS,
        text=t("Running process: what answers at {where} is not Muster", where=where),
        advice=t("Choose another port for MUSTER_METRICS and restart Muster."),
    )

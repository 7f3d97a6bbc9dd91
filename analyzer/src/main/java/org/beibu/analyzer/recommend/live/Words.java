package org.beibu.analyzer.recommend.live;

import java.util.Locale;
import org.beibu.analyzer.recommend.plan.Limits;
import org.beibu.analyzer.recommend.plan.Move;
import org.beibu.analyzer.recommend.prove.SignEvidence;

/** The sentences for a person, made of the plan's own numbers. */
final class Words {
    private Words() {}

    static Recommendation.Why of(Offer offer, int prefixes, SignEvidence now) {
        return new Recommendation.Why(sentence(offer), reversal(offer, now), undo(offer, prefixes));
    }

    private static String sentence(Offer offer) {
        Move move = offer.move();
        Offer.Proof proof = offer.proof();
        String room =
                String.format(
                        Locale.ROOT,
                        "%s goes from %.0f %% to %.0f %% of its capacity (limit %.0f %%).",
                        move.to(),
                        100 * move.shareBefore(),
                        100 * move.shareAfter(),
                        100 * limit(move.reason()));
        if (move.reason() == Move.Reason.RELIEF) {
            return String.format(
                    Locale.ROOT,
                    "%s leaves %s, whose link is too full; through %s it is %.1f ms %s. %s",
                    move.group(),
                    move.from(),
                    move.to(),
                    Math.abs(move.gain()),
                    move.gain() < 0 ? "slower" : "faster",
                    room);
        }
        if (move.reason() == Move.Reason.LOSS) {
            return String.format(
                    Locale.ROOT,
                    "%s must leave %s at once, which loses %.0f %% of its packets; %s is well and"
                            + " %.1f ms %s. %s",
                    move.group(),
                    move.from(),
                    100 * proof.loss(),
                    move.to(),
                    Math.abs(move.gain()),
                    move.gain() < 0 ? "slower" : "faster than it was",
                    room);
        }
        if (move.reason() == Move.Reason.STEP) {
            return String.format(
                    Locale.ROOT,
                    "%s should leave %s at once, which has become much slower than %s within"
                            + " seconds. %s",
                    move.group(),
                    move.from(),
                    move.to(),
                    room);
        }
        return String.format(
                Locale.ROOT,
                "%s via %s is at least %.1f ms faster: %d of %d blocks of %d minutes,"
                        + " evidence x%.0f (needed x%.0f, %d other exit%s). At the load after the"
                        + " move it gains %.1f ms. %s",
                move.group(),
                move.to(),
                proof.margin(),
                proof.wins(),
                proof.blocks(),
                proof.blockMinutes(),
                proof.value(),
                proof.needed(),
                proof.alternates(),
                proof.alternates() == 1 ? "" : "s",
                move.gain(),
                room);
    }

    private static double limit(Move.Reason reason) {
        return switch (reason) {
            case GAIN -> Limits.USUAL.usable();
            case RELIEF -> Limits.USUAL.relieved();
            case LOSS, STEP -> Limits.USUAL.full();
        };
    }

    private static String reversal(Offer offer, SignEvidence now) {
        if (offer.isTaken()) {
            return String.format(
                    Locale.ROOT,
                    "Taken; %s. Two blocks with loss or much delay, a full link, or seven blocks in"
                            + " which %s is faster by %.1f ms take it back.",
                    offer.verdict().words(),
                    offer.move().from(),
                    offer.proof().margin());
        }
        if (offer.move().reason() == Move.Reason.RELIEF) {
            return "Room on " + offer.move().from() + " would end it.";
        }
        if (offer.move().reason().isUrgent()) {
            return "Two calm minutes on "
                    + offer.move().from()
                    + " before it is taken would end it; so would loss or silence on "
                    + offer.move().to()
                    + ".";
        }
        SignEvidence next = now;
        int blocks = 0;
        while (next.reaches(offer.proof().needed()) && blocks < 100) {
            next = next.after(false);
            blocks++;
        }
        return String.format(
                Locale.ROOT,
                "%d block%s in which %s is not faster by %.1f ms would end it; so would loss or"
                        + " silence on %s.",
                blocks,
                blocks == 1 ? "" : "s",
                offer.move().to(),
                offer.proof().margin(),
                offer.move().to());
    }

    private static String undo(Offer offer, int prefixes) {
        return String.format(
                Locale.ROOT,
                "beibu withdraw %s (withdraws %d prefix%s; the routers take their own choice"
                        + " again)",
                offer.id(),
                prefixes,
                prefixes == 1 ? "" : "es");
    }
}

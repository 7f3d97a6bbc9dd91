package org.beibu.analyzer.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beibu.analyzer.delay.TimingKind;
import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.junit.jupiter.api.Test;

class MinuteCodecTest {
    private static final long HOUR = 1_795_305_600_000_000_000L;

    private static List<MinuteFact> decoded(byte[] hour) {
        List<MinuteFact> facts = new ArrayList<>();
        MinuteCodec.forEach(HOUR, hour, facts::add);
        return facts;
    }

    @Test
    void whatIsPutInComesOutAndNothingElse() {
        MinuteFact first =
                new MinuteFact(
                        HOUR,
                        Optional.of(new TimingKind(Method.STAMP, QualityClass.CLEAN)),
                        600,
                        23_900_001,
                        24_000_002,
                        600,
                        3,
                        false);
        MinuteFact last =
                new MinuteFact(
                        HOUR + 59 * Resolution.MINUTE.nanos(),
                        Optional.empty(),
                        7,
                        0,
                        0,
                        0,
                        0,
                        true);
        byte[] hour = MinuteCodec.emptyHour();
        MinuteCodec.put(hour, last);
        MinuteCodec.put(hour, first);

        assertEquals(List.of(first, last), decoded(hour));
    }

    @Test
    void countsBeyondTheFieldAreItsGreatest() {
        byte[] hour = MinuteCodec.emptyHour();
        MinuteCodec.put(hour, MinuteFact.empty(HOUR).withLoss(1L << 40, 1L << 39));

        assertEquals(0xffff_ffffL, decoded(hour).get(0).sent());
        assertEquals(0xffff_ffffL, decoded(hour).get(0).lost());
    }

    @Test
    void octetsOfAnotherLengthHoldNothing() {
        assertEquals(List.of(), decoded(new byte[31]));
        assertEquals(List.of(), decoded(MinuteCodec.emptyHour()));
    }
}

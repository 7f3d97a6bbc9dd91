package org.beibu.router.bgp.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.Aggregator;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.AsPath.Kind;
import org.beibu.router.bgp.message.AsPath.Segment;
import org.beibu.router.bgp.message.PathAttributes;
import org.junit.jupiter.api.Test;

/** How AS numbers of four octets get through routers of two (RFC 6793). */
class FourOctetAsTest {
    private static final long TRANS = 23456;
    private static final long BIG = 4_200_000_000L;

    private static AsPath path(Segment... segments) {
        return new AsPath(List.of(segments));
    }

    private static Segment sequence(Long... asNumbers) {
        return new Segment(Kind.SEQUENCE, List.of(asNumbers));
    }

    private static Segment of(Kind kind, Long... asNumbers) {
        return new Segment(kind, List.of(asNumbers));
    }

    @Test
    void theLongerPathGivesItsBeginning() {
        AsPath merged =
                AsPathSegments.merge(
                        path(sequence(64500L, 64501L, TRANS)), path(sequence(64501L, BIG)));

        assertEquals(path(sequence(64500L, 64501L, BIG)), merged);
    }

    @Test
    void anAs4PathThatIsLongerIsIgnored() {
        AsPath old = path(sequence(TRANS));

        assertEquals(old, AsPathSegments.merge(old, path(sequence(64500L, BIG))));
    }

    @Test
    void pathsOfEqualLengthAreTheOneOfFourOctets() {
        AsPath as4 = path(sequence(64500L, BIG));

        assertEquals(as4, AsPathSegments.merge(path(sequence(64500L, TRANS)), as4));
    }

    @Test
    void aSetCountsAsOne() {
        Segment set = of(Kind.SET, 64502L, 64503L);

        assertEquals(
                path(sequence(64500L), set, sequence(BIG)),
                AsPathSegments.merge(
                        path(sequence(64500L), set, sequence(TRANS)), path(sequence(BIG))));
    }

    @Test
    void confederationsInFrontStay() {
        Segment members = of(Kind.CONFED_SEQUENCE, 64510L, 64511L);

        assertEquals(
                path(members, sequence(64500L, BIG)),
                AsPathSegments.merge(
                        path(members, sequence(64500L, TRANS)), path(sequence(64500L, BIG))));
    }

    @Test
    void confederationsBehindThatAreReplacedGo() {
        Segment members = of(Kind.CONFED_SEQUENCE, 64510L);

        assertEquals(
                path(sequence(64500L, BIG)),
                AsPathSegments.merge(
                        path(sequence(64500L, TRANS), members), path(sequence(64500L, BIG))));
    }

    /** RFC 6793 section 4.2.3: a router of two octets has aggregated since. */
    @Test
    void bothAreIgnoredWhereTheAggregatorIsOfTwoOctets() {
        PathAttributes attributes =
                decode("4002040201" + "5ba0" + "c00706" + "fbf4c0000201", "fa56ea00");

        assertEquals(path(sequence(TRANS)), attributes.asPath());
        assertEquals(
                new Aggregator(64500, Address.parse("192.0.2.1")),
                attributes.aggregate().aggregator());
    }

    @Test
    void bothCountWhereTheAggregatorStandsForAnother() {
        PathAttributes attributes =
                decode("4002040201" + "5ba0" + "c00706" + "5ba0c0000201", "fa56ea00");

        assertEquals(path(sequence(BIG)), attributes.asPath());
        assertEquals(
                new Aggregator(BIG, Address.parse("192.0.2.1")),
                attributes.aggregate().aggregator());
    }

    private static PathAttributes decode(String old, String big) {
        String as4 = "c011060201" + big + "c01208" + big + "c0000201";
        byte[] octets = SharedMessages.hex(old + as4);
        return AttributeCodec.decode(
                        new OctetReader(octets, 0, octets.length), SessionFormat.UNKNOWN)
                .attributes();
    }

    @Test
    void aSequenceTooLongForItsCountIsWrittenAsTwo() {
        List<Long> many = LongStream.rangeClosed(1, 300).boxed().toList();
        OctetWriter octets = new OctetWriter();

        AsPathSegments.encode(AsPath.sequence(many), true, octets);

        AsPath read = AsPathSegments.decode(new OctetReader(octets.toArray(), 0, 1204), true);
        List<Long> all = new ArrayList<>();
        for (Segment segment : Objects.requireNonNull(read).segments()) {
            all.addAll(segment.asNumbers());
        }
        assertEquals(2, read.segments().size());
        assertEquals(many, all);
    }
}

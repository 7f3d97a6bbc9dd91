package org.beibu.router.bgp.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Octets;
import org.beibu.router.bgp.message.RawAttribute;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.SrPolicyNlri;
import org.beibu.router.bgp.message.SrPolicyPath;
import org.beibu.router.bgp.message.SrPolicyPath.LabelSegment;
import org.beibu.router.bgp.message.SrPolicyPath.SegmentList;
import org.beibu.router.bgp.message.SrPolicyPath.Srv6Segment;
import org.beibu.router.bgp.message.UpdateMessage;
import org.junit.jupiter.api.Test;

class SrPolicyTest {
    private static final SrPolicyNlri NLRI = new SrPolicyNlri(7, 100, Address.parse("2001:db8::9"));

    private static RouteGroup group(Octets opaque) {
        return new RouteGroup(
                Family.IPV6_SR_POLICY, Address.parse("2001:db8::1"), null, List.of(), opaque);
    }

    /** RFC 9830 section 2.1: length 192, then three fields. */
    @Test
    void theNlriIsWrittenAsTheRfcDrawsIt() {
        Octets octets = SrPolicyNlriCodec.encode(List.of(NLRI), Family.IPV6_SR_POLICY);

        String drawn = "c0" + "00000007" + "00000064" + "20010db8000000000000000000000009";
        assertEquals(drawn, octets.toString());
        assertEquals(Optional.of(List.of(NLRI)), SrPolicyNlriCodec.decode(group(octets)));
    }

    @Test
    void nlriOfAnotherLengthAreNone() {
        String good = SrPolicyNlriCodec.encode(List.of(NLRI), Family.IPV6_SR_POLICY).toString();

        assertEquals(Optional.empty(), SrPolicyNlriCodec.decode(group(Octets.parse("60" + good))));
        String cut = good.substring(0, good.length() - 2);
        assertEquals(Optional.empty(), SrPolicyNlriCodec.decode(group(Octets.parse(cut))));
        assertThrows(
                IllegalArgumentException.class,
                () -> SrPolicyNlriCodec.encode(List.of(NLRI), Family.IPV4_SR_POLICY));
    }

    @Test
    void aCandidatePathComesBack() {
        SrPolicyPath path =
                new SrPolicyPath(
                        200,
                        List.of(
                                new SegmentList(
                                        3, List.of(LabelSegment.of(16001), LabelSegment.of(16002))),
                                new SegmentList(
                                        1,
                                        List.of(
                                                new Srv6Segment(
                                                        0,
                                                        Address.parse("2001:db8:1::"),
                                                        Octets.NONE)))),
                        List.of(new SrPolicyPath.SubTlv(129, Octets.parse("0065786974"))));

        RawAttribute attribute = TunnelEncapsulationAttribute.encode(path);

        assertEquals(Optional.of(path), TunnelEncapsulationAttribute.decode(attribute));
        assertTrue(attribute.value().toString().startsWith("000f"));
    }

    @Test
    void whatExaBgpSendsIsUnderstoodAndWrittenAgain() throws IOException {
        int seen = 0;
        for (ExaBgpMessages.Message message : ExaBgpMessages.of(SharedMessages.orSkip())) {
            byte[] octets = message.octets();
            Decoded.Good good =
                    (Decoded.Good) BgpDecoder.decode(octets, 0, octets.length, message.format());
            if (!message.name().contains("sr-policy")
                    || !(good.message() instanceof UpdateMessage update)
                    || update.announced().isEmpty()) {
                continue;
            }
            RouteGroup group = update.announced().get(0);
            List<SrPolicyNlri> nlri = SrPolicyNlriCodec.decode(group).orElseThrow();
            assertEquals(group.opaque(), SrPolicyNlriCodec.encode(nlri, group.family()));
            RawAttribute tunnel = update.attributes().others().get(0);
            SrPolicyPath path = TunnelEncapsulationAttribute.decode(tunnel).orElseThrow();
            assertEquals(tunnel, TunnelEncapsulationAttribute.encode(path), message.name());
            seen++;
        }
        assertEquals(5, seen);
    }

    /** The first of them in words: preference 100, weight 1, label 16001. */
    @Test
    void aPathOfOneLabelIsReadAsItWasConfigured() {
        String value =
                "000f00240c060000000000640d06100005dc0100"
                        + "8000110009060000000000010106000003e81100";

        SrPolicyPath path =
                TunnelEncapsulationAttribute.decode(new RawAttribute(0xc0, 23, Octets.parse(value)))
                        .orElseThrow();

        assertEquals(100, path.preference());
        SegmentList list = path.segmentLists().get(0);
        assertEquals(1, list.weight());
        assertEquals(16001, ((LabelSegment) list.segments().get(0)).label());
        assertEquals(13, path.others().get(0).type());
    }

    @Test
    void aPathCutAnywhereIsNone() {
        SegmentList list = new SegmentList(1, List.of(LabelSegment.of(16001)));
        SrPolicyPath path = new SrPolicyPath(100, List.of(list), List.of());
        Octets whole = TunnelEncapsulationAttribute.encode(path).value();

        for (int length = 0; length < whole.size(); length++) {
            RawAttribute cut = new RawAttribute(0xc0, 23, whole.first(length));
            assertEquals(Optional.empty(), TunnelEncapsulationAttribute.decode(cut));
        }
    }
}

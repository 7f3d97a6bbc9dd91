package org.beibu.router.rpki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.beibu.model.Prefix;
import org.junit.jupiter.api.Test;

class RtrSessionTest {
    private static final String RESPONSE = "01030007 00000008";
    private static final String IPV4 = "01040000 00000014 01181800 cb007100 0000fbf0";
    private static final String IPV4_GONE = "01040000 00000014 00181800 cb007100 0000fbf0";
    private static final String IPV6 =
            "01060000 00000020 01203000 20010db8 00000000 00000000 00000000 0000fbf1";
    private static final String END = "01070007 00000018 0000002a 00000e10 00000258 00001c20";

    private final RtrSession session = new RtrSession();

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static RtrPdu.Versioned pdu(String hex) throws RtrFaultException {
        return Optional.ofNullable(RtrPdu.take(ByteBuffer.wrap(octets(hex)))).orElseThrow();
    }

    private List<RtrPdu> receive(String... pdus) throws RtrFaultException {
        List<RtrPdu> answers = List.of();
        for (String hex : pdus) {
            answers = session.receive(pdu(hex));
        }
        return answers;
    }

    private int fault(String... pdus) {
        return assertThrows(RtrFaultException.class, () -> receive(pdus)).code();
    }

    @Test
    void theLayoutsOfRfc8210() throws RtrFaultException {
        Vrp ipv4 = new Vrp(Prefix.parse("203.0.113.0/24"), 24, 64496);
        Vrp ipv6 = new Vrp(Prefix.parse("2001:db8::/32"), 48, 64497);
        assertEquals(new RtrPdu.CacheResponse(7), pdu(RESPONSE).pdu());
        assertEquals(new RtrPdu.Payload(true, ipv4), pdu(IPV4).pdu());
        assertEquals(new RtrPdu.Payload(false, ipv4), pdu(IPV4_GONE).pdu());
        assertEquals(new RtrPdu.Payload(true, ipv6), pdu(IPV6).pdu());
        assertEquals(new RtrPdu.EndOfData(7, 42, 3_600, 600, 7_200), pdu(END).pdu());
        assertEquals(new RtrPdu.EndOfData(7, 42, 0, 0, 0), pdu("00070007 0000000c 0000002a").pdu());
        assertEquals(new RtrPdu.SerialNotify(7, 43), pdu("01000007 0000000c 0000002b").pdu());
        assertEquals(new RtrPdu.CacheReset(), pdu("01080000 00000008").pdu());
        assertEquals(
                new RtrPdu.ErrorReport(2, "no"),
                pdu("010a0002 0000001a 00000008 0102000000000008 00000002 6e6f").pdu());
        assertEquals(
                "0101000700" + "00000c0000002a",
                HexFormat.of().formatHex(RtrPdu.encode(1, new RtrPdu.SerialQuery(7, 42))));
        assertEquals(
                "0002000000000008",
                HexFormat.of().formatHex(RtrPdu.encode(0, new RtrPdu.ResetQuery())));
    }

    @Test
    void aTableIsThereWhenItIsWhole() throws RtrFaultException {
        assertEquals(new RtrPdu.ResetQuery(), session.connected());
        receive(RESPONSE, IPV4, IPV6);
        assertTrue(session.takeTable().isEmpty());

        receive(END);
        assertEquals(2, session.takeTable().orElseThrow().size());
        assertTrue(session.takeTable().isEmpty());
        assertEquals(new RtrPdu.SerialQuery(7, 42), session.query());
    }

    @Test
    void laterAnswersChangeTheTable() throws RtrFaultException {
        session.connected();
        receive(RESPONSE, IPV4, END);
        session.takeTable();
        assertEquals(List.of(new RtrPdu.SerialQuery(7, 42)), receive("01000007 0000000c 0000002b"));
        assertEquals(List.of(), receive("01000007 0000000c 0000002a")); // no news
        receive(RESPONSE, IPV4_GONE, IPV6, END);

        VrpTable table = session.takeTable().orElseThrow();
        assertEquals(1, table.size());
        assertEquals(OriginState.VALID, table.validate(Prefix.parse("2001:db8::/32"), 64497));
    }

    @Test
    void anOlderCacheIsSpokenToInItsVersion() throws RtrFaultException {
        session.connected();
        receive("00030007 00000008", "00" + IPV4.substring(2), "00070007 0000000c 0000002a");

        assertEquals(0, session.version());
        assertEquals(1, session.takeTable().orElseThrow().size());
        assertEquals(RtrFaultException.UNEXPECTED_VERSION, fault(RESPONSE));
    }

    @Test
    void aCacheThatLostItsMemoryIsAskedForAll() throws RtrFaultException {
        session.connected();
        receive(RESPONSE, IPV4, END);

        assertEquals(List.of(new RtrPdu.ResetQuery()), receive("01080000 00000008"));
    }

    @Test
    void brokenRulesHaveTheCodesOfTheRfc() {
        session.connected();
        assertEquals(RtrFaultException.CORRUPT, fault(IPV4));
        assertEquals(RtrFaultException.DUPLICATE, fault(RESPONSE, IPV4, IPV4));
        assertEquals(RtrFaultException.UNKNOWN_WITHDRAWAL, fault(RESPONSE, IPV4_GONE));
        assertEquals(RtrFaultException.CORRUPT, fault(END));
        assertEquals(RtrFaultException.CORRUPT, fault(RESPONSE, "01070008" + END.substring(8)));
        assertEquals(RtrFaultException.TYPE, fault("01020000 00000008"));
        assertEquals(RtrFaultException.TYPE, fault("01ff0000 00000008"));
        assertEquals(RtrFaultException.VERSION, fault("02030007 00000008"));
        assertEquals(RtrFaultException.CORRUPT, fault("01030007 00000007"));
        assertEquals(RtrFaultException.CORRUPT, fault("01030007 7fffffff"));
        assertEquals(RtrFaultException.CORRUPT, fault("01040000 00000010 01181800 cb007100"));
        assertEquals(
                RtrFaultException.CORRUPT,
                fault("01040000 00000014 01181700 cb007100 0000fbf0")); // max length 23
        assertEquals(
                RtrFaultException.CORRUPT,
                fault("01040000 00000014 01181800 cb007101 0000fbf0")); // host bits
        assertEquals(RtrFaultException.NO_DATA, fault("010a0002 00000010 00000000 00000000"));
        assertEquals(new RtrPdu.ResetQuery(), session.query());
    }

    @Test
    void everyCutIsWaitedForAndEveryDamageIsTyped() {
        Random random = new Random(11);
        List<String> pdus = List.of(RESPONSE, IPV4, IPV6, END, IPV4_GONE);
        for (int i = 0; i < 100_000; i++) {
            byte[] octets = octets(pdus.get(random.nextInt(pdus.size())));
            octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            int length = random.nextInt(octets.length + 1);
            try {
                ByteBuffer buffer = ByteBuffer.wrap(octets, 0, length);
                RtrPdu.Versioned taken = RtrPdu.take(buffer);
                if (taken != null) {
                    session.receive(taken);
                }
            } catch (RtrFaultException e) {
                assertTrue(e.code() >= 0, e::getMessage);
            }
        }
    }
}

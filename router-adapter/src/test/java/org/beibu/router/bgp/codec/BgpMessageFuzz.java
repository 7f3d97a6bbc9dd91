package org.beibu.router.bgp.codec;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.RawAttribute;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;

/**
 * Fuzzes what a peer can send. The first octet says what has been agreed on (1 AS numbers of four
 * octets, 2 ADD-PATH, 4 extended messages), and whether the rest is a message as it is or, so that
 * the fuzzer need not find headers, the body of a message of type 1 to 5 (upper half).
 */
public final class BgpMessageFuzz {
    private static final Set<Family> ALL =
            Set.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST, new Family(1, 4), new Family(1, 2));

    private BgpMessageFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        SessionFormat format = format(input[0]);
        int type = (input[0] >>> 4) & 0xf;
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        byte[] message = type == 0 || type > 5 ? rest : Damage.withHeader(type, rest);
        byte[] before = message.clone();
        Decoded decoded = BgpDecoder.decode(message, 0, message.length, format);
        if (!Arrays.equals(before, message)) {
            throw new AssertionError("the decoder has written into the message");
        }
        CodecPromises.check(decoded, format);
        if (decoded instanceof Decoded.Good good
                && good.message() instanceof UpdateMessage update) {
            update.announced().forEach(group -> ask(group, format));
            update.attributes().others().forEach(BgpMessageFuzz::ask);
        }
    }

    private static void ask(RouteGroup group, SessionFormat format) {
        NlriCodec.prefixes(group, format);
        SrPolicyNlriCodec.decode(group);
    }

    private static void ask(RawAttribute attribute) {
        TunnelEncapsulationAttribute.decode(attribute)
                .ifPresent(TunnelEncapsulationAttribute::encode);
    }

    private static SessionFormat format(int octet) {
        Set<Family> addPath = (octet & 2) != 0 ? ALL : Set.of();
        return new SessionFormat((octet & 1) != 0, addPath, addPath, (octet & 4) != 0);
    }

    /** One message of each type, as the body after its first octet. */
    public static Map<String, byte[]> seeds() {
        String mandatory = "4001010040020a0202" + "0000fbf4" + "0000fbf5" + "400304c0000201";
        String communities = "40050400000064" + "c008040000ffff" + "c010080002fbf400000064";
        String more = "c0200c0000fbf40000000100000002" + "800904c0000202" + "800a04c0000203";
        String reach =
                "800e2c00020120"
                        + "20010db8"
                        + "00".repeat(11)
                        + "01fe80"
                        + "00".repeat(13)
                        + "01"
                        + "003020010db80001";
        String tunnel =
                "c01728000f00240c060000000000640d06100005dc0100"
                        + "8000110009060000000000010106000003e81100";
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(
                "open",
                "10"
                        + "04fbf400b4c000020118"
                        + "0216"
                        + "010400010001"
                        + "0200"
                        + "41040000fbf4"
                        + "4504000101034600");
        texts.put(
                "open-extended",
                "10" + "04fbf400b4c0000201ff" + "ff0009" + "020006" + "41040000fbf4");
        texts.put(
                "update",
                "21"
                        + "0000"
                        + length(mandatory + communities + more)
                        + mandatory
                        + communities
                        + more
                        + "18c63364");
        texts.put("update-ipv6", "21" + "0000" + length(mandatory + reach) + mandatory + reach);
        texts.put(
                "update-add-path",
                "23"
                        + "000800000001"
                        + "18c63364"
                        + length(mandatory)
                        + mandatory
                        + "00000002"
                        + "18c63364");
        texts.put(
                "update-two-octets",
                "20"
                        + "0000"
                        + "0028"
                        + "40010100"
                        + "4002060202fbf45ba0"
                        + "c0110a0202"
                        + "0000fbf4"
                        + "fa56ea00"
                        + "400304c0000201"
                        + "c0070600010a0a0a0a"
                        + "18c63364");
        texts.put(
                "update-sr-policy",
                "21" + "0000" + length(mandatory + tunnel) + mandatory + tunnel + "18c63364");
        texts.put("unreach", "21" + "0000" + "000b" + "800f08" + "00020120" + "20010db8");
        texts.put("end-of-rib", "21" + "0000" + "0007" + "900f0003000201");
        texts.put("notification", "30" + "0602" + "04" + "74657374");
        texts.put("keepalive", "40");
        texts.put("route-refresh", "50" + "00010001");
        texts.put("whole", "01" + "ff".repeat(16) + "001304");
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        texts.forEach((name, text) -> seeds.put(name, HexFormat.of().parseHex(text)));
        return seeds;
    }

    private static String length(String attributes) {
        return HexFormat.of().toHexDigits((short) (attributes.length() / 2));
    }
}

package org.beibu.lab.line;

import java.nio.ByteBuffer;
import java.util.List;

/** Tells by the addresses of an IPv4 packet which destination it goes to or comes from. */
final class DestinationClasses {
    private static final int ETHERNET = 14;
    private static final int ETHER_TYPE = 12;
    private static final int IPV4 = 0x0800;
    private static final int SOURCE = ETHERNET + 12;
    private static final int DESTINATION = ETHERNET + 16;
    private static final int SLASH_24 = 0xffffff00;

    private final int[] networks;

    /** Of /24 networks, such as {@code 198.18.10.0}. */
    DestinationClasses(List<String> networks) {
        this.networks = networks.stream().mapToInt(DestinationClasses::address).toArray();
    }

    private static int address(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("not an IPv4 network: '" + text + "'");
        }
        int value = 0;
        for (String part : parts) {
            int octet = Integer.parseInt(part);
            if (octet < 0 || octet > 255) {
                throw new IllegalArgumentException("not an IPv4 network: '" + text + "'");
            }
            value = value << 8 | octet;
        }
        return value & SLASH_24;
    }

    int size() {
        return networks.length;
    }

    /** The class of a frame that starts at the buffer's index 0. */
    int of(ByteBuffer frame, int length) {
        if (length < DESTINATION + 4 || (frame.getShort(ETHER_TYPE) & 0xffff) != IPV4) {
            return LineSetting.NO_DESTINATION;
        }
        int source = frame.getInt(SOURCE) & SLASH_24;
        int destination = frame.getInt(DESTINATION) & SLASH_24;
        for (int i = 0; i < networks.length; i++) {
            if (networks[i] == source || networks[i] == destination) {
                return i + 1;
            }
        }
        return LineSetting.NO_DESTINATION;
    }
}

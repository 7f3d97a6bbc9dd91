package org.beibu.probe.active;

import org.beibu.probe.connect.PortRange;
import org.beibu.probe.dns.DnsQuestion;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.stamp.PacketMode;

/** What a session asks its target. */
public sealed interface Asking {
    /** How. */
    SessionMethod method();

    /** The port of targets that name none; 0 where there are no ports. */
    int defaultPort();

    /** Keys of STAMP packets; none with the others. */
    default KeyRing keys() {
        return KeyRing.NONE;
    }

    /** Test packets, with any key authenticated. */
    record Stamp(KeyRing keys) implements Asking {
        @Override
        public SessionMethod method() {
            return SessionMethod.STAMP;
        }

        @Override
        public int defaultPort() {
            return PacketMode.PORT;
        }
    }

    /** Connections, from these ports; those of all sessions are the same. */
    record Connect(PortRange sourcePorts) implements Asking {
        private static final int HTTPS = 443;

        @Override
        public SessionMethod method() {
            return SessionMethod.TCP_CONNECT;
        }

        @Override
        public int defaultPort() {
            return HTTPS;
        }
    }

    /** Echo requests. */
    record Echo() implements Asking {
        @Override
        public SessionMethod method() {
            return SessionMethod.ICMP_ECHO;
        }

        @Override
        public int defaultPort() {
            return 0;
        }
    }

    /** Queries. */
    record Dns(DnsQuestion question) implements Asking {
        private static final int DOMAIN = 53;

        @Override
        public SessionMethod method() {
            return SessionMethod.DNS;
        }

        @Override
        public int defaultPort() {
            return DOMAIN;
        }
    }
}

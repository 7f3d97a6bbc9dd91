package org.beibu.probe.udp;

import java.nio.ByteBuffer;

/** Datagrams to one destination: the octets of the next one, and where they go. */
public interface Outbound extends AutoCloseable {
    /** The payload, from octet 0 on, in network order. */
    ByteBuffer content();

    /**
     * The next datagrams have this TTL or Hop Limit; only where it was prepared for that.
     *
     * @throws IllegalStateException when it was not
     */
    void ttl(int ttl);

    @Override
    void close();
}

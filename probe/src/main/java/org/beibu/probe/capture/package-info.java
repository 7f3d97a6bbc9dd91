/**
 * Where packets come from, and how their headers are read: live interfaces and capture files behind
 * one {@link PacketSource}, and the decoder that finds the transport header inside the layers.
 *
 * <p>Hot package: nothing is allocated per packet, headers are read in place by offset, payload is
 * never kept. Each packet that cannot be used is counted under the one reason why. It knows nothing
 * of flows or delays. Pcap4J types never leave this package.
 *
 * <p>Thread rule: a source and its flyweights belong to the one thread that polls it.
 */
@NullMarked
package org.beibu.probe.capture;

import org.jspecify.annotations.NullMarked;

/**
 * Active TCP connects (RFC 9293 3.5): from our SYN to the SYN/ACK or RST that answers it. The
 * connection is reset at once and nothing is sent over it.
 *
 * <p>Netty's loop connects; a capture of exactly these segments times them. Where that is not
 * permitted, or did not see a segment, the kernel's TCP tells its own measure (TCP_INFO), and of a
 * RST this process takes the time, which is marked.
 *
 * <p>Thread rule: a port belongs to the thread of its loop, which also polls the capture.
 */
@NullMarked
package org.beibu.probe.connect;

import org.jspecify.annotations.NullMarked;

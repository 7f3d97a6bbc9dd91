package org.beibu.lab.truth;

/**
 * One end of a connection.
 *
 * @param address as {@code beibu rtt} prints it: the shortest form (RFC 5952)
 * @param port the TCP port
 */
record Host(String address, int port) {}

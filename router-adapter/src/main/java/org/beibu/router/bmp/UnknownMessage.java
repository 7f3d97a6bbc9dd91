package org.beibu.router.bmp;

/**
 * A message of a type that is not known: ignored (RFC 7854 section 4.1).
 *
 * @param type Message Type, 7 to 255
 */
public record UnknownMessage(int type) implements BmpMessage {}

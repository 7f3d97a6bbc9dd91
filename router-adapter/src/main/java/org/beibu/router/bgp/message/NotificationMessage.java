package org.beibu.router.bgp.message;

/**
 * NOTIFICATION (RFC 4271 section 4.5): why a session ends.
 *
 * @param code Error code, 0 to 255
 * @param subcode Error subcode, 0 to 255
 * @param data octets that say more
 */
public record NotificationMessage(int code, int subcode, Octets data) implements BgpMessage {}

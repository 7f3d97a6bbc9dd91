package org.beibu.router.bgp.message;

/**
 * NOTIFICATION (RFC 4271 section 4.5): why a session ends.
 *
 * @param code Error code, 0 to 255
 * @param subcode Error subcode, 0 to 255
 * @param data octets that say more
 */
public record NotificationMessage(int code, int subcode, Octets data) implements BgpMessage {
    /** Message Header Error. */
    public static final int HEADER_ERROR = 1;

    /** OPEN Message Error. */
    public static final int OPEN_ERROR = 2;

    /** UPDATE Message Error. */
    public static final int UPDATE_ERROR = 3;

    /** Hold Timer Expired. */
    public static final int HOLD_TIMER_EXPIRED = 4;

    /** Finite State Machine Error (RFC 6608). */
    public static final int FSM_ERROR = 5;

    /** Cease (RFC 4486). */
    public static final int CEASE = 6;

    /** ROUTE-REFRESH Message Error (RFC 7313). */
    public static final int ROUTE_REFRESH_ERROR = 7;
}

package org.beibu.router.rpki;

/** A PDU or a session that breaks RFC 8210, with the code of the Error Report for it. */
public final class RtrFaultException extends Exception {
    /** Corrupt Data. */
    public static final int CORRUPT = 0;

    /** No Data Available. */
    public static final int NO_DATA = 2;

    /** Unsupported Protocol Version. */
    public static final int VERSION = 4;

    /** Unsupported PDU Type. */
    public static final int TYPE = 5;

    /** Withdrawal of Unknown Record. */
    public static final int UNKNOWN_WITHDRAWAL = 6;

    /** Duplicate Announcement Received. */
    public static final int DUPLICATE = 7;

    /** Unexpected Protocol Version. */
    public static final int UNEXPECTED_VERSION = 8;

    private static final long serialVersionUID = 1L;

    private final int code;

    /** A fault with this code of RFC 8210 section 12. */
    public RtrFaultException(int code, String message) {
        super(message);
        this.code = code;
    }

    /** The code of the Error Report. */
    public int code() {
        return code;
    }
}

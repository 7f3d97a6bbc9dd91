package org.beibu.probe.stamp;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The TLVs of a reply as a Session-Sender may use them (RFC 8972 4): one with U is skipped, one
 * with M or a wrong length ends the reading, one with I voids all. Creates a record for each TLV
 * that holds something. Owned by one thread; what it gives is immutable.
 */
public final class ReplyTlvs {
    private final TlvCursor cursor = new TlvCursor();
    private @Nullable ClassOfService classOfService;
    private @Nullable DirectMeasurement directMeasurement;
    private @Nullable FollowUpTelemetry followUpTelemetry;
    private @Nullable TimestampInformation timestampInformation;
    private @Nullable Location location;
    private @Nullable AccessReport accessReport;
    private int unrecognized;
    private boolean malformed;
    private boolean integrityFailed;

    /** Reads the TLVs from {@code from} to {@code to}; forgets those of before. */
    public ReplyTlvs read(ByteBuffer buffer, int from, int to) {
        forget();
        unrecognized = 0;
        malformed = false;
        integrityFailed = false;
        cursor.wrap(buffer, from, to);
        while (!malformed && !integrityFailed && cursor.next()) {
            readOne(buffer);
        }
        if (integrityFailed) {
            forget();
        }
        return this;
    }

    private void forget() {
        classOfService = null;
        directMeasurement = null;
        followUpTelemetry = null;
        timestampInformation = null;
        location = null;
        accessReport = null;
    }

    private void readOne(ByteBuffer buffer) {
        if (cursor.hasHeader() && (cursor.flags() & TlvType.INTEGRITY) != 0) {
            integrityFailed = true;
            return;
        }
        if (!cursor.fits() || (cursor.flags() & TlvType.MALFORMED) != 0) {
            malformed = true;
            return;
        }
        TlvType type = TlvType.ofCode(cursor.type());
        if ((cursor.flags() & TlvType.UNRECOGNIZED) != 0 || type == null) {
            unrecognized++;
        } else if (!type.isLength(cursor.length())) {
            malformed = true;
        } else {
            keep(type, buffer, cursor.valueAt());
        }
    }

    private void keep(TlvType type, ByteBuffer buffer, int at) {
        switch (type) {
            case CLASS_OF_SERVICE -> classOfService = ClassOfService.read(buffer, at);
            case DIRECT_MEASUREMENT -> directMeasurement = DirectMeasurement.read(buffer, at);
            case FOLLOW_UP_TELEMETRY -> followUpTelemetry = FollowUpTelemetry.read(buffer, at);
            case TIMESTAMP_INFORMATION ->
                    timestampInformation = TimestampInformation.read(buffer, at);
            case LOCATION -> location = Location.read(buffer, at, cursor.length());
            case ACCESS_REPORT -> accessReport = AccessReport.read(buffer, at);
            case EXTRA_PADDING, HMAC, DESTINATION_NODE_ADDRESS, RETURN_PATH, MICRO_SESSION_ID -> {
                // nothing that a sender learns from
            }
        }
    }

    /** Class of Service, if it came back understood. */
    public Optional<ClassOfService> classOfService() {
        return Optional.ofNullable(classOfService);
    }

    /** Direct Measurement, if it came back understood. */
    public Optional<DirectMeasurement> directMeasurement() {
        return Optional.ofNullable(directMeasurement);
    }

    /** Follow-Up Telemetry, if it came back understood; all zero when the reflector knows none. */
    public Optional<FollowUpTelemetry> followUpTelemetry() {
        return Optional.ofNullable(followUpTelemetry);
    }

    /** Timestamp Information, if it came back understood. */
    public Optional<TimestampInformation> timestampInformation() {
        return Optional.ofNullable(timestampInformation);
    }

    /** Location, if it came back understood. */
    public Optional<Location> location() {
        return Optional.ofNullable(location);
    }

    /** Access Report, if it came back understood. */
    public Optional<AccessReport> accessReport() {
        return Optional.ofNullable(accessReport);
    }

    /** How many TLVs came back with U. */
    public int unrecognized() {
        return unrecognized;
    }

    /** Whether reading ended at a malformed TLV; what came before it is good. */
    public boolean isMalformed() {
        return malformed;
    }

    /** Whether a TLV came back with I: none may be used. */
    public boolean isIntegrityFailed() {
        return integrityFailed;
    }
}

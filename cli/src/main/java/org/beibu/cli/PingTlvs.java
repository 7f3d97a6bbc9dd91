package org.beibu.cli;

import org.beibu.probe.stamp.ClassOfService;
import org.beibu.probe.stamp.DirectMeasurement;
import org.beibu.probe.stamp.FollowUpTelemetry;
import org.beibu.probe.stamp.Location;
import org.beibu.probe.stamp.RequestTlv;
import org.beibu.probe.stamp.TimestampInformation;

/** Names of TLVs on the command line. */
final class PingTlvs {
    private static final String CLASS_OF_SERVICE = "cos=";

    private PingTlvs() {}

    /**
     * The TLV of this name.
     *
     * @throws IllegalArgumentException naming those that there are
     */
    static RequestTlv parse(String name) {
        if (name.startsWith(CLASS_OF_SERVICE)) {
            String dscp = name.substring(CLASS_OF_SERVICE.length());
            if (!dscp.matches("\\d{1,2}")) {
                throw new IllegalArgumentException("not a DSCP: '" + name + "'");
            }
            return ClassOfService.request(Integer.parseInt(dscp));
        }
        return switch (name) {
            case "direct" -> DirectMeasurement.request(0);
            case "follow-up" -> FollowUpTelemetry.REQUEST;
            case "location" -> Location.REQUEST;
            case "timestamps" -> TimestampInformation.REQUEST;
            default ->
                    throw new IllegalArgumentException(
                            "'"
                                    + name
                                    + "' is not one of cos=DSCP, direct, follow-up, location,"
                                    + " timestamps");
        };
    }
}

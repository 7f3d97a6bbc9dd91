package org.beibu.probe.capture;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;

/** Words the one line that tells what is wrong with a capture file, where, and what can be done. */
record FileDamage(String fileName) {
    private static final String REPAIR = "copy the file again or trim it with editcap";

    /** The file cannot be read at all. */
    CaptureException refused(String what, String remedy) {
        return new CaptureException(fileName + ": " + what + ": " + remedy);
    }

    /** The file cannot be read at all, because of this. */
    CaptureException refused(String what, String remedy, Throwable cause) {
        return new CaptureException(fileName + ": " + what + ": " + remedy, cause);
    }

    /** The file ends inside a header, record or block that begins there. */
    CaptureException cutShort(String inside, long offset) {
        return new CaptureException(
                line("cut short inside the %s at byte %d".formatted(inside, offset)));
    }

    /** What stands there cannot be. */
    CaptureException damaged(String what, long offset) {
        return new CaptureException(line("damaged: %s at byte %d".formatted(what, offset)));
    }

    /** Reading failed there. */
    CaptureException unreadable(IOException cause, long offset) {
        return new CaptureException(line(reason(cause) + " at byte " + offset), cause);
    }

    /** Offsets in packed files count unpacked octets: what packed octet it was is not known. */
    private static String reason(IOException cause) {
        if (cause instanceof EOFException) {
            return "packed data cut short behind the capture's record";
        }
        if (cause instanceof ZipException) {
            return "packed data damaged behind the capture's record";
        }
        String message = cause.getMessage();
        return message == null ? "cannot be read on" : message.replaceAll("\\p{Cntrl}", "?");
    }

    private String line(String what) {
        return fileName + ": " + what + ": the packets before it were read; " + REPAIR;
    }
}

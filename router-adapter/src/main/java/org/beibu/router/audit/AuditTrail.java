package org.beibu.router.audit;

/** Where steering writes down what it does. */
@FunctionalInterface
public interface AuditTrail {
    /**
     * Writes it down for good.
     *
     * @throws AuditException when it could not be; then nothing may be announced
     */
    void append(AuditEvent event) throws AuditException;
}

package org.beibu.cli;

import java.util.concurrent.Callable;
import org.beibu.router.audit.AuditException;
import org.beibu.router.audit.AuditReader;
import org.beibu.router.daemon.RouterAdapterMain;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.SharedConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beibu audit}. */
@Command(
        name = "audit",
        description =
                "Prints the steering log, a line of JSON each: who did what, why, before and after."
                        + " Also while the router adapter runs.",
        mixinStandardHelpOptions = true)
public final class AuditCommand implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--verify",
            description = "Follows the chain of hashes instead; a break is exit code 1.")
    private boolean verify;

    @Override
    public Integer call() throws ConfigException {
        AuditReader reader =
                new AuditReader(
                        SharedConfig.from(options.file())
                                .data()
                                .resolve(RouterAdapterMain.AUDIT_DIRECTORY));
        try {
            if (!verify) {
                reader.export(System.out);
                return ExitCode.OK;
            }
            AuditReader.Verification found = reader.verify();
            found.fault()
                    .ifPresent(
                            fault -> {
                                throw new CommandFailure(ExitCode.FAILURE, "audit: " + fault);
                            });
            System.out.println(found.entries() + " entries, last hash " + found.lastHash());
            return ExitCode.OK;
        } catch (AuditException e) {
            throw new CommandFailure(ExitCode.FAILURE, String.valueOf(e.getMessage()), e);
        }
    }
}

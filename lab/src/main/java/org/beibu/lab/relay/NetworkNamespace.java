package org.beibu.lab.relay;

import com.sun.jna.LastErrorException;
import java.io.IOException;

/** Work that is done in a network namespace. */
public final class NetworkNamespace {
    private NetworkNamespace() {}

    /**
     * Does it there. The calling thread is in the namespace meanwhile, and back in its own
     * afterwards; other threads do not notice. Sockets stay in the namespace in which they were
     * opened.
     */
    public static <T> T call(String namespace, Work<T> work) throws IOException {
        int home = LinuxCalls.open("/proc/thread-self/ns/net", LinuxCalls.O_RDONLY_CLOEXEC);
        try {
            enter("/run/netns/" + namespace);
            try {
                return work.run();
            } finally {
                LinuxCalls.setns(home, LinuxCalls.CLONE_NEWNET);
            }
        } catch (LastErrorException e) {
            throw new IOException("in namespace " + namespace + ": " + e.getMessage(), e);
        } finally {
            LinuxCalls.close(home);
        }
    }

    private static void enter(String path) {
        int namespace = LinuxCalls.open(path, LinuxCalls.O_RDONLY_CLOEXEC);
        try {
            LinuxCalls.setns(namespace, LinuxCalls.CLONE_NEWNET);
        } finally {
            LinuxCalls.close(namespace);
        }
    }

    /** What is done. */
    public interface Work<T> {
        T run() throws IOException;
    }
}

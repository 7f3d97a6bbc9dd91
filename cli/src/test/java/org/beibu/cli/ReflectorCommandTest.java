package org.beibu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReflectorCommandTest {
    @Test
    void aWrongOptionEndsWithTheCodeOfAWrongCommandLine() {
        assertEquals(ExitCode.USAGE, Beibu.run("reflector", "--listen", "localhost:1"));
        assertEquals(ExitCode.USAGE, Beibu.run("reflector", "--allow", "192.0.2.1/24"));
        assertEquals(ExitCode.USAGE, Beibu.run("reflector", "--timestamps", "utc"));
        assertEquals(ExitCode.USAGE, Beibu.run("reflector", "--auth-key", "/nowhere/key"));
        assertEquals(ExitCode.USAGE, Beibu.run("reflector", "--rate", "0"));
    }

    @Test
    void anAddressThatIsNotOursEndsWithOneLine() {
        assertEquals(ExitCode.FAILURE, Beibu.run("reflector", "--listen", "192.0.2.1:0"));
    }
}

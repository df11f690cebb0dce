package dev.chiron.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** As whom Postgres runs: it refuses to run as root, so root needs a way to be somebody else. */
enum PostgresUser {
    /** An ordinary user: Postgres runs as this user. */
    OURSELVES,

    /** Root in a user namespace of its own, where it has no number and no power: nothing changes hands. */
    NAMESPACE,

    /** Root where namespaces are forbidden (Docker's default): the data is given to "nobody". */
    NOBODY;

    private static final int NOBODY_NUMBER = 65534;
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);

    /**
     * The first way that works on this machine.
     *
     * @throws EmbeddedException as root on a machine with neither `unshare` nor `setpriv`
     */
    static PostgresUser detect() {
        return Detected.USER;
    }

    /** The command line that runs the program as this user. */
    List<String> command(List<String> program) {
        List<String> command = new ArrayList<>(
                switch (this) {
                    case OURSELVES -> List.of();
                    case NAMESPACE -> List.of("unshare", "--user");
                    case NOBODY -> List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
                });
        command.addAll(program);
        return command;
    }

    /** Makes the directory and all it holds this user's own. */
    void own(Path directory) {
        switch (this) {
            case OURSELVES -> {}
            // Seen from outside, a process in the namespace still has root's number.
            case NAMESPACE -> giveUnlessOwned(directory, 0);
            case NOBODY -> giveUnlessOwned(directory, NOBODY_NUMBER);
        }
    }

    /** Whether a program like `true` can be run this way. */
    boolean works() {
        try {
            Process probe = new ProcessBuilder(command(List.of("true")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return Patience.until(PROBE_LIMIT, () -> !probe.isAlive()) && probe.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static void giveUnlessOwned(Path directory, int user) {
        if (Directories.owner(directory) != user) {
            Directories.giveTo(directory, user);
        }
    }

    private static final class Detected {
        static final PostgresUser USER = find();

        private static PostgresUser find() {
            if (new UnixSystem().getUid() != 0) {
                return OURSELVES;
            }
            for (PostgresUser user : List.of(NAMESPACE, NOBODY)) {
                if (user.works()) {
                    return user;
                }
            }
            throw new EmbeddedException("Postgres does not run as root, and neither `unshare` nor `setpriv` works here:"
                    + " start as an ordinary user, or set SUPABASE_DB_URL");
        }
    }
}

package dev.reposignal.alert;

import java.io.IOException;
import java.time.Duration;

/** Sends one message, once. */
interface Sender {
    /**
     * Sends a message.
     *
     * @param limit the longest it may take
     * @throws Refused where a repetition is of no use
     * @throws IOException where it may help; {@link Busy} says when
     */
    void send(Channel channel, Message message, Duration limit) throws IOException, Refused;

    /** The receiver will never take it as it is. */
    final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }
    }

    /** The receiver asks for patience. */
    final class Busy extends IOException {
        private static final long serialVersionUID = 1L;
        private final long seconds;

        Busy(String why, long seconds) {
            super(why);
            this.seconds = seconds;
        }

        long seconds() {
            return seconds;
        }
    }
}

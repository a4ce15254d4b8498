package dev.reposignal.collect;

import java.io.IOException;

/** Carries a request to a server and its answer back. */
interface Transport {
    /**
     * Sends a request and waits for its answer.
     *
     * @throws IOException where no whole answer came
     */
    Answer send(Ask ask) throws IOException;
}

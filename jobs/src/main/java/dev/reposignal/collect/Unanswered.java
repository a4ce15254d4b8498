package dev.reposignal.collect;

/** A request to which GitHub gave no usable answer. */
final class Unanswered extends Exception {
    private static final long serialVersionUID = 1L;

    enum Why {
        /** The query takes too long or too much: ask for less. */
        TOO_LARGE,
        /** Tried as often as is sensible. */
        FAILED,
        /** Points or time are used up: ask nothing more. */
        NO_BUDGET
    }

    private final Why why;

    Unanswered(Why why, String what) {
        super(what);
        this.why = why;
    }

    Why why() {
        return why;
    }
}

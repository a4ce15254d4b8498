package dev.reposignal.signal;

/**
 * A window over days, with the slack that lets it bridge missing days.
 *
 * @param label how the columns of this window end: 24h, 7d, 28d
 * @param days days back at least
 * @param slack days more at most
 */
record LookbackWindow(String label, int days, int slack) {
    int longestDays() {
        return days + slack;
    }

    String gained() {
        return "stars_gained_" + label;
    }

    String elapsed() {
        return "days_elapsed_" + label;
    }

    String velocity() {
        return "velocity_" + label;
    }

    String reference() {
        return "reference_" + label;
    }
}

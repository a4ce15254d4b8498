package dev.reposignal.alert;

import dev.reposignal.alert.Sender.Busy;
import dev.reposignal.alert.Sender.Refused;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sends what is not sent yet over every channel, in order, within a time. What cannot be sent waits for the next night; a
 * channel that fails holds back neither the other channels nor the night.
 *
 * <p>A message is noted as sent after its receiver took it. A process that is killed between the two sends it again the
 * next time, with the same id.
 */
public final class Delivery {
    /** Alerts of nights further back are not sent any more: nobody wants to be woken for them. */
    public static final int SENT_DAYS = 7;

    private static final int MOST_IN_A_MESSAGE = 20;
    private static final int ATTEMPTS = 4;
    private static final Duration ONE_ATTEMPT = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final Pause pause;
    private final Duration limit;
    private final Map<Channel.Kind, Sender> senders;

    /** Lets time pass. */
    interface Pause {
        void of(Duration duration);
    }

    /** Notes that a channel took alerts. */
    public interface Sent<D extends Deliverable> {
        void note(Channel channel, List<D> alerts, Instant at);
    }

    /**
     * Deliveries by HTTP, SMTP and files.
     *
     * @param limit the longest that one channel may take
     */
    public Delivery(InstantSource clock, Duration limit) {
        this(clock, Delivery::sleep, limit, senders(clock));
    }

    Delivery(InstantSource clock, Pause pause, Duration limit, Map<Channel.Kind, Sender> senders) {
        this.clock = clock;
        this.pause = pause;
        this.limit = limit;
        this.senders = Map.copyOf(senders);
    }

    static Map<Channel.Kind, Sender> senders(InstantSource clock) {
        Sender webhook = new WebhookSender(clock);
        return Map.of(
                Channel.Kind.WEBHOOK, webhook,
                Channel.Kind.SLACK, webhook,
                Channel.Kind.DISCORD, webhook,
                Channel.Kind.TELEGRAM, webhook,
                Channel.Kind.TEAMS, webhook,
                Channel.Kind.MAIL, new MailSender(clock),
                Channel.Kind.FILE, new FileSender());
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Sends over one channel.
     *
     * @param latest the latest published night
     * @param alerts all alerts of the last days
     * @param sent the ids of those that the channel took before
     * @return what is to be said about it; empty where all went well
     */
    public List<String> send(
            Channel channel,
            String publication,
            String baseUrl,
            LocalDate latest,
            List<Alert> alerts,
            Set<String> sent,
            Sent<Alert> note) {
        return send(channel, publication, baseUrl, pending(channel, latest, alerts, sent), note);
    }

    /**
     * The same with all that is left to send, in its order.
     *
     * @return what is to be said about it; empty where all went well
     */
    public <D extends Deliverable> List<String> send(
            Channel channel, String publication, String baseUrl, List<D> pending, Sent<D> note) {
        if (channel.isQuiet(clock.instant().atOffset(ZoneOffset.UTC).getHour())) {
            return List.of();
        }
        Instant deadline = clock.instant().plus(limit);
        for (List<D> part : parts(channel, pending)) {
            String fault = delivered(channel, new Message(publication, baseUrl, part), deadline);
            if (!fault.isEmpty()) {
                // What comes later must not overtake it.
                return List.of("the channel %s failed, and is tried again the next night: %s"
                        .formatted(channel.name(), fault));
            }
            note.note(channel, part, clock.instant());
        }
        return List.of();
    }

    private static List<Alert> pending(Channel channel, LocalDate latest, List<Alert> alerts, Set<String> sent) {
        boolean isWeekly = channel.mode() == Channel.Mode.WEEK;
        LocalDate oldest = latest.minusDays(isWeekly ? 2L * SENT_DAYS : SENT_DAYS);
        return alerts.stream()
                .filter(channel::takes)
                .filter(alert -> !sent.contains(alert.alertId()))
                .filter(alert ->
                        !alert.raisedOn().isBefore(oldest) && !alert.raisedOn().isAfter(latest))
                .filter(alert -> !isWeekly || !week(alert.raisedOn()).equals(week(latest)))
                .sorted(Comparator.comparing(Alert::raisedOn)
                        .thenComparing(Alert::rule)
                        .thenComparing(Alert::title)
                        .thenComparing(Alert::alertId))
                .toList();
    }

    private static String week(LocalDate day) {
        return "%d-%d".formatted(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    private static <D> List<List<D>> parts(Channel channel, List<D> pending) {
        int size = channel.mode() == Channel.Mode.EACH ? 1 : MOST_IN_A_MESSAGE;
        List<List<D>> parts = new ArrayList<>();
        for (int from = 0; from < pending.size(); from += size) {
            parts.add(pending.subList(from, Math.min(pending.size(), from + size)));
        }
        return parts;
    }

    /** Sends a message, again where that may help; what failed in the end, "" where it was taken. */
    private String delivered(Channel channel, Message message, Instant deadline) {
        Sender sender = senders.get(channel.kind());
        if (sender == null) {
            throw new IllegalStateException("Nobody sends " + channel.kind());
        }
        String fault = "no time is left";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Duration left = Duration.between(clock.instant(), deadline);
            if (left.toMillis() < 100) {
                break;
            }
            long wait = 1L << attempt;
            try {
                sender.send(channel, message, left.compareTo(ONE_ATTEMPT) < 0 ? left : ONE_ATTEMPT);
                return "";
            } catch (Refused e) {
                return String.valueOf(e.getMessage());
            } catch (Busy e) {
                fault = String.valueOf(e.getMessage());
                wait = Math.max(wait, e.seconds());
            } catch (IOException e) {
                fault = e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
            }
            Duration remaining = Duration.between(clock.instant(), deadline);
            if (attempt + 1 < ATTEMPTS && remaining.compareTo(Duration.ofSeconds(wait)) > 0) {
                pause.of(Duration.ofSeconds(wait));
            } else {
                break;
            }
        }
        return fault;
    }
}

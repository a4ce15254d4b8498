package dev.reposignal.alert;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What operators were told and by which channels. It is a file, not a table: it must be written also where no session could
 * be opened, and nothing of it is to be published.
 *
 * @param entries earliest first, of the last {@value #KEPT_DAYS} days
 * @param lasting since when a state lasts, by rule and subject
 */
public record OperatorLog(
        @JsonProperty("alerts") List<Entry> entries,
        @JsonProperty("lasting") Map<String, String> lasting) {
    /** Nothing yet. */
    public static final OperatorLog EMPTY = new OperatorLog(List.of(), Map.of());

    private static final int KEPT_DAYS = 90;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final ObjectWriter WRITER = MAPPER.writer(SerializationFeature.INDENT_OUTPUT);

    public OperatorLog {
        entries = List.copyOf(entries);
        lasting = Map.copyOf(lasting);
    }

    /**
     * An alert.
     *
     * @param sent names of the channels that took it
     */
    public record Entry(
            @JsonProperty("alert") OperatorAlert alert,
            @JsonProperty("sent") List<String> sent) {
        public Entry {
            sent = List.copyOf(sent);
        }
    }

    /**
     * The log with what is new.
     *
     * @param events what was noticed on that day
     * @param looked the rules that were looked at: a state of theirs that was not noticed is over
     */
    public OperatorLog with(LocalDate today, Collection<OperatorAlert> events, Set<OperatorRule> looked) {
        Map<String, String> since = new TreeMap<>(lasting);
        Set<String> noticed = new HashSet<>();
        events.forEach(event -> noticed.add(event.about()));
        for (OperatorRule rule : looked) {
            if (rule.isState()) {
                since.keySet().removeIf(about -> about.startsWith(rule.value() + " ") && !noticed.contains(about));
            }
        }
        Map<String, Entry> all = new LinkedHashMap<>();
        entries.stream()
                .filter(entry -> !entry.alert().raisedOn().isBefore(today.minusDays(KEPT_DAYS)))
                .forEach(entry -> all.put(entry.alert().alertId(), entry));
        events.stream()
                .sorted(Comparator.comparing(OperatorAlert::about))
                .map(event -> event.occasion().isEmpty()
                        ? event.on(since.computeIfAbsent(event.about(), about -> today.toString()))
                        : event)
                .forEach(event -> all.putIfAbsent(event.alertId(), new Entry(event, List.of())));
        return new OperatorLog(List.copyOf(all.values()), since);
    }

    /** What a channel is still to send, earliest first; nobody wants to be woken for what is older than a week. */
    public List<OperatorAlert> pending(Channel channel, LocalDate today) {
        return entries.stream()
                .filter(entry -> !entry.sent().contains(channel.name()))
                .map(Entry::alert)
                .filter(channel::takes)
                .filter(alert -> !alert.raisedOn().isBefore(today.minusDays(Delivery.SENT_DAYS)))
                .toList();
    }

    /** The log after a channel took alerts. */
    public OperatorLog sent(Channel channel, Collection<OperatorAlert> alerts) {
        List<Entry> after = new ArrayList<>();
        for (Entry entry : entries) {
            if (alerts.contains(entry.alert())) {
                List<String> sent = new ArrayList<>(entry.sent());
                sent.add(channel.name());
                after.add(new Entry(entry.alert(), sent));
            } else {
                after.add(entry);
            }
        }
        return new OperatorLog(after, lasting);
    }

    /** The content of its file. */
    public byte[] bytes() {
        try {
            Map<String, Object> sorted = new LinkedHashMap<>();
            sorted.put("alerts", entries);
            sorted.put("lasting", new TreeMap<>(lasting));
            return (WRITER.writeValueAsString(sorted) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A log has a JSON form", e);
        }
    }

    /**
     * The log of a file.
     *
     * @throws IOException where the bytes are no log
     */
    public static OperatorLog of(byte[] bytes) throws IOException {
        return MAPPER.readValue(bytes, OperatorLog.class);
    }
}

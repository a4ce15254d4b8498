package dev.reposignal.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.reposignal.error.Errors;
import dev.reposignal.table.AlertRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.DoublePredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the file of the alerts says.
 *
 * @param rules what is told
 * @param channels where
 * @param operators bounds of what operators are told
 */
public record AlertFile(AlertRules rules, List<Channel> channels, OperatorRules operators) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern HOURS = Pattern.compile("(\\d{1,2})-(\\d{1,2})");
    private static final Pattern ADDRESS =
            Pattern.compile("https://[^\\s/]+(/\\S*)?|http://(localhost|127\\.0\\.0\\.1)(:\\d{1,5})?(/\\S*)?");

    public AlertFile {
        channels = List.copyOf(channels);
    }

    /**
     * Reads the file; one that is not there turns alerts off.
     *
     * @param environment where {@code ${NAME}} in a value comes from, so that no secret is in the file
     * @throws dev.reposignal.error.UserException with all problems at once
     */
    public static Optional<AlertFile> read(Path file, Map<String, String> environment) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode root;
        try {
            root = new YAMLMapper().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw Errors.invalidAlerts(
                    file.toString(),
                    List.of("line %d: %s".formatted(e.getLocation().getLineNr(), e.getOriginalMessage())));
        } catch (IOException e) {
            throw Errors.invalidAlerts(file.toString(), List.of("it cannot be read: " + e));
        }
        Reader reader = new Reader(environment);
        AlertFile read = reader.file(root);
        if (!reader.problems.isEmpty()) {
            throw Errors.invalidAlerts(file.toString(), reader.problems);
        }
        return Optional.of(read);
    }

    private static final class Reader {
        private final Map<String, String> environment;
        private final List<String> problems = new ArrayList<>();

        Reader(Map<String, String> environment) {
            this.environment = environment;
        }

        AlertFile file(JsonNode root) {
            if (root.isMissingNode() || root.isNull()) {
                return new AlertFile(AlertRules.defaults(), List.of(), OperatorRules.defaults());
            }
            keys("", root, Set.of("rules", "channels", "operators"));
            AlertRules rules = rules(root.path("rules"));
            List<Channel> channels = new ArrayList<>();
            Set<String> names = new HashSet<>();
            int number = 0;
            for (JsonNode each : root.path("channels")) {
                channel("channels[%d]".formatted(number++), each).ifPresent(channel -> {
                    if (!names.add(channel.name())) {
                        problems.add("there are two channels named '%s'; rename one".formatted(channel.name()));
                    }
                    channels.add(channel);
                });
            }
            return new AlertFile(rules, channels, operators(root.path("operators")));
        }

        private OperatorRules operators(JsonNode node) {
            OperatorRules standard = OperatorRules.defaults();
            if (node.isMissingNode() || node.isNull()) {
                return standard;
            }
            keys("operators", node, Set.of("late_hours", "free_gb"));
            double hours = number(
                    "operators.late_hours",
                    node.path("late_hours"),
                    (double) standard.late().toHours(),
                    value -> value >= 1);
            double gigabytes = number(
                    "operators.free_gb",
                    node.path("free_gb"),
                    (double) standard.leastFreeBytes() / OperatorRules.GIGABYTE,
                    value -> value > 0);
            return new OperatorRules(
                    Duration.ofMinutes(Math.round(60 * hours)), Math.round(gigabytes * OperatorRules.GIGABYTE));
        }

        private void keys(String at, JsonNode node, Collection<String> allowed) {
            if (!node.isObject()) {
                problems.add("%s must have keys, %s"
                        .formatted(
                                at.isEmpty() ? "the file" : at,
                                String.join(", ", allowed.stream().sorted().toList())));
                return;
            }
            node.fieldNames().forEachRemaining(key -> {
                if (!allowed.contains(key)) {
                    problems.add("%s%s is unknown; known are %s"
                            .formatted(
                                    at.isEmpty() ? "" : at + ".",
                                    key,
                                    String.join(", ", allowed.stream().sorted().toList())));
                }
            });
        }

        private AlertRules rules(JsonNode node) {
            AlertRules standard = AlertRules.defaults();
            if (node.isMissingNode() || node.isNull()) {
                return standard;
            }
            keys("rules", node, ruleNames());
            List<AlertRule> enabled = new ArrayList<>();
            Set<AlertRule> ofAll = EnumSet.noneOf(AlertRule.class);
            for (AlertRule rule : AlertRule.values()) {
                JsonNode own = node.path(rule.value());
                if (own.isMissingNode() || (own.isBoolean() && !own.asBoolean())) {
                    continue;
                }
                enabled.add(rule);
                if (own.isObject()) {
                    keys("rules." + rule.value(), own, Set.of("of", "above", "stars"));
                }
                String of = own.path("of").asText(standard.isOfAll(rule) ? "all" : "watched");
                if (!Set.of("all", "watched").contains(of)) {
                    problems.add("rules.%s.of is '%s' but must be all or watched".formatted(rule.value(), of));
                }
                if (of.equals("all")) {
                    ofAll.add(rule);
                }
            }
            BiFunction<String, Double, Double> above = (rule, otherwise) -> number(
                    "rules.%s.above".formatted(rule), node.path(rule).path("above"), otherwise, value -> value > 0);
            double probability = number(
                    "rules.probability.above",
                    node.path("probability").path("above"),
                    standard.probabilityAbove(),
                    value -> value > 0 && value <= 1);
            List<Long> milestones = new ArrayList<>();
            node.path("milestone")
                    .path("stars")
                    .forEach(each -> milestones.add((long) number(
                            "rules.milestone.stars", each, 0, value -> value >= 1 && value == Math.rint(value))));
            return new AlertRules(
                    enabled,
                    ofAll,
                    probability,
                    above.apply("burst", standard.burstAbove()),
                    milestones.isEmpty() ? standard.milestones() : milestones,
                    (long) number(
                            "rules.purge_loss.stars",
                            node.path("purge_loss").path("stars"),
                            (double) standard.purgeStars(),
                            value -> value >= 1));
        }

        private static List<String> ruleNames() {
            return Arrays.stream(AlertRule.values()).map(AlertRule::value).toList();
        }

        private double number(String key, JsonNode node, double otherwise, DoublePredicate isValid) {
            if (node.isMissingNode()) {
                return otherwise;
            }
            if (!node.isNumber() || !isValid.test(node.asDouble())) {
                problems.add("%s is %s but must be a number like %s".formatted(key, node, otherwise));
                return otherwise;
            }
            return node.asDouble();
        }

        private Optional<Channel> channel(String at, JsonNode node) {
            int before = problems.size();
            keys(
                    at,
                    node,
                    Set.of(
                            "name",
                            "kind",
                            "mode",
                            "rules",
                            "lists",
                            "quiet_hours",
                            "url",
                            "secret",
                            "chat",
                            "path",
                            "host",
                            "port",
                            "security",
                            "user",
                            "password",
                            "from",
                            "to"));
            Channel.Kind kind = constant(at + ".kind", text(at, node, "kind", ""), Channel.Kind.class)
                    .orElse(null);
            Channel.Mode mode = constant(at + ".mode", text(at, node, "mode", "night"), Channel.Mode.class)
                    .orElse(Channel.Mode.NIGHT);
            String name = text(at, node, "name", kind == null ? "" : lower(kind));
            if (!NAME.matcher(name).matches()) {
                problems.add("%s.name is '%s' but must be lower-case letters, digits and hyphens".formatted(at, name));
            }
            Set<AlertRule> rules = EnumSet.noneOf(AlertRule.class);
            Set<OperatorRule> operatorRules = EnumSet.noneOf(OperatorRule.class);
            for (String each : texts(at, node, "rules")) {
                if (ruleNames().contains(each)) {
                    rules.add(AlertRule.of(each));
                } else if (OperatorRule.of(each).isPresent()) {
                    operatorRules.add(OperatorRule.of(each).orElseThrow());
                } else {
                    problems.add("%s.rules names '%s'; the rules are %s, and for operators %s"
                            .formatted(
                                    at,
                                    each,
                                    String.join(", ", ruleNames()),
                                    String.join(
                                            ", ",
                                            Arrays.stream(OperatorRule.values())
                                                    .map(OperatorRule::value)
                                                    .toList())));
                }
            }
            Matcher hours = HOURS.matcher(text(at, node, "quiet_hours", "0-0"));
            int from = hours.matches() ? Integer.parseInt(hours.group(1)) : 99;
            int to = hours.matches() ? Integer.parseInt(hours.group(2)) : 99;
            if (from > 23 || to > 23) {
                problems.add("%s.quiet_hours must be hours in UTC like 22-7".formatted(at));
            }
            String url = text(at, node, "url", "");
            boolean isWeb = kind != null && kind != Channel.Kind.MAIL && kind != Channel.Kind.FILE;
            if (isWeb && !ADDRESS.matcher(url).matches()) {
                problems.add(
                        "%s.url must be an https address; write ${NAME} to take it from the environment".formatted(at));
            }
            String chat = text(at, node, "chat", "");
            if (kind == Channel.Kind.TELEGRAM && chat.isEmpty()) {
                problems.add("%s.chat is missing: the chat_id that the bot writes to".formatted(at));
            }
            String path = text(at, node, "path", "");
            if (kind == Channel.Kind.FILE && path.isEmpty()) {
                problems.add("%s.path is missing: the file that alerts are appended to".formatted(at));
            }
            Channel.Mail mail = kind == Channel.Kind.MAIL ? mail(at, node) : null;
            if (kind == null || problems.size() > before) {
                return Optional.empty();
            }
            return Optional.of(new Channel(
                    name,
                    kind,
                    mode,
                    rules.isEmpty() && operatorRules.isEmpty() ? EnumSet.allOf(AlertRule.class) : rules,
                    texts(at, node, "lists"),
                    from == to ? -1 : from,
                    to,
                    url,
                    text(at, node, "secret", ""),
                    chat,
                    mail,
                    path,
                    operatorRules));
        }

        private Channel.Mail mail(String at, JsonNode node) {
            String host = text(at, node, "host", "");
            String security = text(at, node, "security", "starttls");
            boolean isHere = Set.of("localhost", "127.0.0.1").contains(host);
            if (host.isEmpty()) {
                problems.add("%s.host is missing: the SMTP server".formatted(at));
            }
            if (!Set.of("starttls", "tls", "none").contains(security)) {
                problems.add("%s.security is '%s' but must be starttls, tls or none".formatted(at, security));
            }
            if (security.equals("none") && !isHere) {
                problems.add("%s.security is none, which is only for a server on this machine".formatted(at));
            }
            List<String> to = texts(at, node, "to");
            String from = text(at, node, "from", "");
            for (String address : java.util.stream.Stream.concat(to.stream(), java.util.stream.Stream.of(from))
                    .toList()) {
                if (!address.matches("[^\\s@<>]+@[^\\s@<>]+")) {
                    problems.add("%s: '%s' is no mail address; write name@example.org".formatted(at, address));
                }
            }
            if (to.isEmpty()) {
                problems.add("%s.to is missing: a list of mail addresses".formatted(at));
            }
            int port = (int) number(
                    at + ".port",
                    node.path("port"),
                    security.equals("tls") ? 465 : 587,
                    value -> value >= 1 && value <= 65_535);
            return new Channel.Mail(
                    host, port, security, text(at, node, "user", ""), text(at, node, "password", ""), from, to);
        }

        private <E extends Enum<E>> Optional<E> constant(String key, String text, Class<E> type) {
            Optional<E> found = Arrays.stream(type.getEnumConstants())
                    .filter(each -> lower(each).equals(text))
                    .findFirst();
            if (found.isEmpty()) {
                problems.add("%s is '%s' but must be one of %s"
                        .formatted(
                                key,
                                text,
                                String.join(
                                        ", ",
                                        Arrays.stream(type.getEnumConstants())
                                                .map(Reader::lower)
                                                .toList())));
            }
            return found;
        }

        private static String lower(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }

        private List<String> texts(String at, JsonNode node, String key) {
            JsonNode value = node.path(key);
            if (value.isMissingNode()) {
                return List.of();
            }
            List<String> texts = new ArrayList<>();
            if (value.isArray()) {
                value.forEach(each -> texts.add(expanded(at + "." + key, each.asText())));
            } else {
                problems.add("%s.%s must be a list".formatted(at, key));
            }
            return texts;
        }

        private String text(String at, JsonNode node, String key, String otherwise) {
            @Nullable JsonNode value = node.get(key);
            return value == null || value.isNull() ? otherwise : expanded(at + "." + key, value.asText());
        }

        /** The text with the variables of the environment that it names. */
        private String expanded(String key, String text) {
            return VARIABLE.matcher(text).replaceAll(found -> {
                String value = environment.getOrDefault(found.group(1), "");
                if (value.isBlank()) {
                    problems.add(
                            "%s takes the environment variable %s, which is not set".formatted(key, found.group(1)));
                }
                return Matcher.quoteReplacement(value.strip());
            });
        }
    }
}

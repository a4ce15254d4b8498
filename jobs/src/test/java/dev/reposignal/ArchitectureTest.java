package dev.reposignal;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDDLike;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;

/** The structure of the code, checked by the build. */
@AnalyzeClasses(packages = "dev.reposignal", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** Packages that any package above may use; they use only one another. */
    private static final String GROUND = "table row lake chart stats text render concurrent progress config error";

    /** A package, and what it may use beside the ground floor. */
    private static final String MAY_USE = """
            cli        : night evaluation audit query site article insight ledger model cluster signal ingest collect watch reach alert lineage
            night      : site writer article insight ledger model cluster signal
            evaluation : ledger model cluster signal
            site       : article
            writer     : article
            query      : cluster
            model      : ledger signal
            audit      :
            article    :
            insight    :
            ledger     :
            cluster    :
            signal     :
            ingest     :
            reach      : watch alert site article query
            alert      : watch ledger
            collect    : watch
            watch      :
            lineage    :
            """;

    private static final String[] TRANSFORMS = {
        "dev.reposignal.signal..", "dev.reposignal.cluster..", "dev.reposignal.ledger..", "dev.reposignal.insight.."
    };

    private static final Set<String> ACTIONS = Set.of("""
            count collect collectAsList collectAsArrowToPython collectAsMap take takeAsList takeOrdered top
            head first tail isEmpty toLocalIterator foreach foreachPartition reduce fold aggregate
            treeAggregate treeReduce show cache persist checkpoint localCheckpoint write writeTo writeStream
            """.split("\\s+"));

    @ArchTest
    static final ArchRule a_package_uses_only_what_it_may = packages();

    @ArchTest
    static final ArchRule no_two_types_share_a_name = classes()
            .that()
            .areTopLevelClasses()
            .and()
            .haveSimpleNameNotEndingWith("package-info")
            .should(haveUniqueNames());

    @ArchTest
    static final ArchRule transforms_run_nothing = noClasses()
            .that()
            .resideInAnyPackage(TRANSFORMS)
            .and(describe("are not the trained parts of the clusters", type -> !isTrained(type)))
            .should()
            .callMethodWhere(describe("an action, cache or write of a Dataset or RDD", ArchitectureTest::runs))
            .orShould()
            .dependOnClassesThat(resideInAPackage("java.nio.file.."))
            .because("a transform takes a dataset and returns a dataset; night and lake run them");

    @ArchTest
    static final ArchRule the_clock_and_the_environment_are_read_at_the_edge = noClasses()
            .that()
            .resideOutsideOfPackages("dev.reposignal.cli..", "dev.reposignal.lake..")
            .should()
            .callMethodWhere(
                    describe("a clock, a random source without seed, or the environment", (JavaMethodCall call) -> {
                        String owner = call.getTargetOwner().getFullName();
                        String name = call.getName();
                        boolean isClock = owner.startsWith("java.time.")
                                && name.equals("now")
                                && call.getTarget().getRawParameterTypes().isEmpty();
                        boolean isSystem = owner.equals("java.lang.System")
                                && Set.of("currentTimeMillis", "getenv").contains(name);
                        boolean isRandom = (owner.equals("java.lang.Math") && name.equals("random"))
                                || (owner.equals("java.util.UUID") && name.equals("randomUUID"));
                        return isClock || isSystem || isRandom;
                    }))
            .because("the same input gives the same output on any day and machine");

    @ArchTest
    static final ArchRule only_the_lake_knows_delta = noClasses()
            .that()
            .resideOutsideOfPackage("dev.reposignal.lake..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.delta.."))
            .orShould()
            .dependOnClassesThat(resideInAPackage("org.apache.spark.sql.delta.."));

    @ArchTest
    static final ArchRule only_four_classes_open_connections = noClasses()
            .that(describe("are not one of the four", type -> !Set.of(
                            "ChatCompletions", "HttpTransport", "WebhookSender", "LineageSender")
                    .contains(outermost(type).getSimpleName())))
            .should()
            .dependOnClassesThat(resideInAPackage("java.net.http.."))
            .orShould()
            .dependOnClassesThat(describe("open connections", type -> Set.of(
                            "java.net.Socket", "java.net.URLConnection", "java.net.HttpURLConnection")
                    .contains(type.getFullName())));

    @ArchTest
    static final ArchRule words_and_pages_know_no_spark = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.reposignal.article..",
                    "dev.reposignal.writer..",
                    "dev.reposignal.site",
                    "dev.reposignal.row",
                    "dev.reposignal.chart..",
                    "dev.reposignal.text..",
                    "dev.reposignal.render..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.spark.."));

    @ArchTest
    static final ArchRule the_collector_knows_no_spark = noClasses()
            .that()
            .resideInAPackage("dev.reposignal.collect..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.spark.."))
            .orShould()
            .dependOnClassesThat(resideInAPackage("org.apache.hadoop.."));

    private static LayeredArchitecture packages() {
        Map<String, String[]> mayUse = new HashMap<>();
        Arrays.stream(GROUND.split(" ")).forEach(name -> mayUse.put(name, GROUND.split(" ")));
        MAY_USE.lines().forEach(line -> {
            String[] parts = line.split(":", 2);
            Stream<String> peers = Arrays.stream(parts[1].strip().split(" ")).filter(name -> !name.isEmpty());
            mayUse.put(
                    parts[0].strip(),
                    Stream.concat(Arrays.stream(GROUND.split(" ")), peers).toArray(String[]::new));
        });
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInAnyPackage("dev.reposignal..");
        for (String name : mayUse.keySet()) {
            layers = layers.layer(name).definedBy("dev.reposignal." + name + "..");
        }
        for (Map.Entry<String, String[]> entry : mayUse.entrySet()) {
            layers = layers.whereLayer(entry.getKey()).mayOnlyAccessLayers(entry.getValue());
        }
        return layers.ignoreDependency(RepoSignal.class, dev.reposignal.cli.CommandLines.class)
                .ignoreDependency(
                        resideInAPackage("dev.reposignal.render.template.."), resideInAPackage("dev.reposignal.."));
    }

    private static boolean runs(JavaMethodCall call) {
        JavaClass owner = call.getTargetOwner();
        boolean isData = owner.isAssignableTo(Dataset.class)
                || owner.isAssignableTo(JavaRDDLike.class)
                || owner.isAssignableTo(RDD.class);
        return (isData && ACTIONS.contains(call.getName())) || owner.isAssignableTo(DataFrameWriter.class);
    }

    /** Fitting a model and reading the model's files run where they are called; see the class comments. */
    private static boolean isTrained(JavaClass type) {
        return Set.of("ClusterModel", "SubjectClusters", "SubjectFit", "TfIdfEmbedder", "OnnxEmbedder", "SentenceModel")
                .contains(outermost(type).getSimpleName());
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    private static ArchCondition<JavaClass> haveUniqueNames() {
        Map<String, String> packageOf = new HashMap<>();
        return new ArchCondition<>("have a simple name of their own") {
            @Override
            public void init(Collection<JavaClass> all) {
                packageOf.clear();
            }

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String other = packageOf.putIfAbsent(type.getSimpleName(), type.getPackageName());
                if (other != null && !type.getPackageName().contains(".template")) {
                    events.add(SimpleConditionEvent.violated(
                            type, "%s is also in %s".formatted(type.getFullName(), other)));
                }
            }
        };
    }
}

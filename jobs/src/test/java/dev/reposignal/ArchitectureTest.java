package dev.reposignal;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;

/** The structure the design promises, held by the build. */
@AnalyzeClasses(packages = "dev.reposignal", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] TRANSFORMS = {
        "dev.reposignal.signal..",
        "dev.reposignal.cluster..",
        "dev.reposignal.predict..",
        "dev.reposignal.backtest..",
        "dev.reposignal.report.."
    };

    private static final Set<String> ACTIONS = Set.of(
            "count",
            "collect",
            "collectAsList",
            "collectAsArrowToPython",
            "take",
            "takeAsList",
            "head",
            "first",
            "tail",
            "isEmpty",
            "toLocalIterator",
            "foreach",
            "foreachPartition",
            "reduce",
            "show",
            "cache",
            "persist",
            "checkpoint",
            "localCheckpoint",
            "write",
            "writeTo",
            "writeStream");

    @ArchTest
    static final ArchRule transforms_run_nothing = noClasses()
            .that()
            .resideInAnyPackage(TRANSFORMS)
            .should()
            .callMethodWhere(describe(
                    "an action, cache or write of a Dataset",
                    (JavaMethodCall call) ->
                            (call.getTargetOwner().isAssignableTo(Dataset.class) && ACTIONS.contains(call.getName()))
                                    || call.getTargetOwner().isAssignableTo(DataFrameWriter.class)))
            .because("a transform takes a dataset and returns a dataset; pipeline and lake run them");

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
    static final ArchRule the_article_is_words_not_spark = noClasses()
            .that()
            .resideInAnyPackage("dev.reposignal.article..", "dev.reposignal.publish..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.spark.."));

    @ArchTest
    static final ArchRule the_data_flows_one_way = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.reposignal..")
            .withOptionalLayers(true)
            .layer("cli")
            .definedBy("dev.reposignal.cli..", "dev.reposignal")
            .layer("pipeline")
            .definedBy("dev.reposignal.pipeline..")
            .layer("ingest")
            .definedBy("dev.reposignal.ingest..")
            .layer("signal")
            .definedBy("dev.reposignal.signal..")
            .layer("cluster")
            .definedBy("dev.reposignal.cluster..")
            .layer("predict")
            .definedBy("dev.reposignal.predict..")
            .layer("model")
            .definedBy("dev.reposignal.model..")
            .layer("backtest")
            .definedBy("dev.reposignal.backtest..")
            .layer("report")
            .definedBy("dev.reposignal.report..")
            .layer("chart")
            .definedBy("dev.reposignal.chart..")
            .layer("article")
            .definedBy("dev.reposignal.article")
            .layer("templates")
            .definedBy("dev.reposignal.article.template..")
            .layer("publish")
            .definedBy("dev.reposignal.publish..")
            .layer("query")
            .definedBy("dev.reposignal.query..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("pipeline")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("ingest")
            .mayOnlyBeAccessedByLayers("cli", "pipeline")
            .whereLayer("signal")
            .mayOnlyBeAccessedByLayers("cli", "pipeline", "predict")
            .whereLayer("query")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("cluster")
            .mayOnlyBeAccessedByLayers("cli", "pipeline", "query")
            .whereLayer("predict")
            .mayOnlyBeAccessedByLayers("cli", "pipeline", "model")
            .whereLayer("model")
            .mayOnlyBeAccessedByLayers("cli", "pipeline")
            .whereLayer("backtest")
            .mayOnlyBeAccessedByLayers("cli", "pipeline", "publish")
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("cli", "pipeline")
            .whereLayer("chart")
            .mayOnlyBeAccessedByLayers("article", "pipeline", "publish", "templates")
            .whereLayer("article")
            .mayOnlyBeAccessedByLayers("cli", "pipeline", "publish", "templates")
            .whereLayer("publish")
            .mayOnlyBeAccessedByLayers("cli", "pipeline", "templates");
}

package dev.reposignal;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of {@link ArchitectureTest} report classes that break them: those in the packages named "wrong". */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureRulesTest {
    private JavaClasses classes = new ClassFileImporter().importClasses();

    @BeforeAll
    void importTheWrongOnesToo() {
        ImportOption noTests = new ImportOption.DoNotIncludeTests();
        classes = new ClassFileImporter()
                .withImportOption(location -> noTests.includes(location) || location.contains("/wrong/"))
                .importPackages("dev.reposignal");
    }

    static Stream<Arguments> rules() {
        ArchRule transforms = ArchitectureTest.transforms_run_nothing;
        return Stream.of(
                Arguments.of("Wrong$Arrow", ArchitectureTest.a_package_uses_only_what_it_may),
                Arguments.of("insight.wrong.Score", ArchitectureTest.no_two_types_share_a_name),
                Arguments.of("Wrong$DatasetAction", transforms),
                Arguments.of("Wrong$RddAction", transforms),
                Arguments.of("Wrong$TableWrite", transforms),
                Arguments.of("Wrong$FileAccess", transforms),
                Arguments.of("Wrong$Clock", ArchitectureTest.the_clock_and_the_environment_are_read_at_the_edge),
                Arguments.of("WrongDelta", ArchitectureTest.only_the_lake_knows_delta),
                Arguments.of("WrongSpark", ArchitectureTest.words_and_pages_know_no_spark));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void wrongClass_isReported_andNoOther(String wrong, ArchRule rule) {
        List<String> reported = rule.evaluate(classes).getFailureReport().getDetails();

        assertThat(reported).anyMatch(line -> line.contains(wrong)).allMatch(line -> line.contains(".wrong."));
    }
}

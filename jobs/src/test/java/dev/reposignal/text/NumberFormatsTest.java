package dev.reposignal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NumberFormatsTest {
    /** Every format of a number with the values at its edges; numbers with a decimal point are doubles. */
    private static final String PRINTED = """
            count         0           0
            count         6142        6,142
            count         -1000       −1,000
            count         1234567.5   1,234,568
            count         null        –
            signedCount   1550        +1,550
            signedCount   -5          −5
            signedCount   0           0
            signedCount   null        –
            spelled       0           no
            spelled       3           three
            spelled       12          twelve
            spelled       13          13
            spelled       1300        1,300
            ordinal       1           first
            ordinal       12          twelfth
            ordinal       13          13th
            ordinal       21          21st
            ordinal       102         102nd
            ordinal       1111        1,111th
            measure       846         846
            measure       1234.0      1,234
            measure       12.44       12.4
            measure       null        –
            quantity      846.0       846
            quantity      12345       12,345
            quantity      0.1234      0.123
            quantity      -0.5        −0.500
            quantity      999.4       999.400
            quantity      1234.5      1,235
            quantity      null        –
            decimal       0.0119      0.012
            decimal       0.5         0.5
            decimal       1           1.0
            decimal       -0.02       −0.02
            decimal       -0.0001     0.0
            decimal       null        –
            thousandths   0.0119      0.012
            thousandths   0.5         0.500
            thousandths   -0.0001     0.000
            thousandths   null        –
            ratio         2.345001    2.35
            ratio         1           1.00
            ratio         1234        1,234.00
            ratio         null        –
            percent       0.38        38%
            percent       0.0118      1.2%
            percent       0.02        2%
            percent       0.0994      9.9%
            percent       0.0996      10%
            percent       0           0%
            percent       1           100%
            percent       12.5        1,250%
            percent       -0.034      −3.4%
            percent       null        –
            exactPercent  0.38        38.0%
            exactPercent  0.17449     17.4%
            exactPercent  null        –
            change        0.04        up 4 points
            change        -0.01       down 1 point
            change        -0.0004     unchanged
            change        0.125       up 13 points
            score         69.25       69.3
            score         0.15        0.2
            score         70          70.0
            score         null        –
            points        69.25       69.25
            points        70          70.00
            points        null        –
            rate          12.44       12.4
            rate          99.94       99.9
            rate          99.96       100
            rate          1204.4      1,204
            rate          -3.2        −3.2
            rate          -1204.4     −1,204
            rate          -0.01       0.0
            rate          null        –
            signedRate    12.44       +12.4
            signedRate    0.0         0.0
            signedRate    -0.01       0.0
            signedRate    -3.2        −3.2
            signedRate    1204.4      +1,204
            signedRate    null        –
            rounded       18298       18,000
            rounded       506         510
            rounded       41.7        42
            rounded       4.57        4.6
            rounded       0           0
            rounded       -506        −510
            signedPercent 0.364       +36%
            signedPercent 0.042       +4.2%
            signedPercent 0           0%
            magnitude     0.364       36%
            magnitude     -0.364      36%
            magnitude     2.48        248%
            fraction      0.5         half
            fraction      0.34        about a third
            fraction      0.66        about two thirds
            fraction      0.75        three quarters
            fraction      0.42        42%
            fraction      0.95        nearly all
            fraction      0.998       all
            times         2           twice
            times         2.41        2.4 times
            times         41.7        42 times
            times         1204        1,200 times
            """;

    record Case(String format, String value, String printed) {
        /** The value as the types hold it that tables have: whole numbers, doubles, decimals. */
        Stream<Number> values() {
            return value.equals("null")
                    ? Stream.of((Number) null)
                    : value.contains(".")
                            ? Stream.of(Double.valueOf(value), new BigDecimal(value))
                            : Stream.of(Long.valueOf(value), Integer.valueOf(value), new BigDecimal(value));
        }
    }

    static Stream<Case> cases() {
        return PRINTED.lines().map(line -> line.split(" +", 3)).map(cells -> new Case(cells[0], cells[1], cells[2]));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void number_isPrintedByItsFormat(Case given) {
        assertThat(given.values())
                .allSatisfy(value ->
                        assertThat(format(given.format()).invoke(null, value)).isEqualTo(given.printed()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void formatOfAFact_printsTheSame(Case given) {
        String code = given.format().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
        Arrays.stream(ValueFormat.values())
                .filter(format -> format.name().equals(code) && !given.value().equals("null"))
                .forEach(format ->
                        assertThat(given.values().map(format::printed)).containsOnly(given.printed()));
    }

    @Test
    void table_coversEveryFormat() {
        Set<String> formats = formats().map(Method::getName).collect(Collectors.toSet());
        Set<String> numeric = Arrays.stream(ValueFormat.values())
                .filter(format -> format.isFigure() && format != ValueFormat.DAY)
                .map(format -> format.name().toLowerCase(Locale.ROOT).replace("_", ""))
                .collect(Collectors.toSet());

        assertThat(cases().map(Case::format).collect(Collectors.toSet())).isEqualTo(formats);
        assertThat(formats.stream().map(name -> name.toLowerCase(Locale.ROOT))).containsAll(numeric);
    }

    @Test
    void countWithItsNoun_isSingularForOneOnly() {
        assertThat(NumberFormats.counted(1, "star", "stars")).isEqualTo("1 star");
        assertThat(NumberFormats.counted(0, "star", "stars")).isEqualTo("0 stars");
        assertThat(NumberFormats.counted(1234L, "star", "stars")).isEqualTo("1,234 stars");
    }

    @Test
    void article_followsTheSound() {
        assertThat(Stream.of("7", "8", "11", "18", "100", "Python", "HTML", "user", "ember")
                        .map(NumberFormats::article))
                .containsExactly("a", "an", "an", "an", "a", "a", "an", "a", "an");
    }

    private static Stream<Method> formats() {
        return Arrays.stream(NumberFormats.class.getDeclaredMethods())
                .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {Number.class}));
    }

    private static Method format(String name) {
        return formats()
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

package dev.reposignal.table;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** From the enum of a column to its stored values and back. */
public final class ColumnValues {
    private ColumnValues() {}

    /**
     * The constant that is stored as a value.
     *
     * @throws IllegalArgumentException where no constant is stored so
     */
    public static <E extends Enum<E> & ColumnValue> E of(Class<E> type, String value) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.value().equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Invalid %s '%s': it must be %s".formatted(type.getSimpleName(), value, listed(type))));
    }

    /** Every value of an enum for the dictionary: "hit, miss or unobservable". */
    static <E extends Enum<E> & ColumnValue> String listed(Class<E> type) {
        return listed(List.of(type.getEnumConstants()));
    }

    /** Some values for the dictionary: "repository, cluster or language". */
    static String listed(List<? extends ColumnValue> values) {
        List<String> names = values.stream().map(ColumnValue::value).toList();
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    /** The Spark SQL condition that a column has one of the values. */
    static String isOneOf(String column, List<? extends ColumnValue> values) {
        return values.stream()
                .map(value -> "'" + value.value() + "'")
                .collect(Collectors.joining(", ", column + " IN (", ")"));
    }
}

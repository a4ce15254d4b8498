package dev.reposignal.row;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of one type from columns: one component per column, named like it. Reflection is done once per type.
 *
 * @param <R> the record
 */
public final class RecordType<R> {
    private static final ClassValue<RecordType<?>> TYPES = new ClassValue<>() {
        @Override
        protected RecordType<?> computeValue(Class<?> type) {
            return new RecordType<>(type);
        }
    };

    private final Class<R> type;
    private final Map<String, RecordComponent> components = new LinkedHashMap<>();
    private final Map<RecordComponent, String> columns = new HashMap<>();
    private final Constructor<R> constructor;

    private RecordType(Class<R> type) {
        this.type = type;
        RecordComponent[] declared = type.getRecordComponents();
        if (declared == null) {
            throw new IllegalArgumentException(type.getName() + " is not a record");
        }
        for (RecordComponent component : declared) {
            components.put(columnOf(component.getName()), component);
            columns.put(component, columnOf(component.getName()));
        }
        try {
            this.constructor = type.getDeclaredConstructor(
                    Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("A record has its canonical constructor", e);
        }
    }

    // The values of TYPES are made for their own key.
    @SuppressWarnings("unchecked")
    public static <R> RecordType<R> of(Class<R> type) {
        return (RecordType<R>) TYPES.get(type);
    }

    /** The column of a component: velocity7d is velocity_7d. */
    static String columnOf(String component) {
        return component
                .replaceAll("([a-z])([0-9])", "$1_$2")
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(java.util.Locale.ROOT);
    }

    /** The components by the name of their column, in order. */
    Map<String, RecordComponent> components() {
        return components;
    }

    /**
     * A record. Numbers and days are taken in whatever type the reader has them; a list that is null is an empty one.
     *
     * @param value gives the value of a component, null where its column has null
     * @throws IllegalArgumentException where a component that has no null is null
     */
    public R create(Function<RecordComponent, @Nullable Object> value) {
        @Nullable
        Object[] values = components.values().stream()
                .map(component -> converted(component, value.apply(component)))
                .toArray();
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException | InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("Cannot make a " + type.getName(), e);
        }
    }

    /** The column of one of the record's components. */
    public String column(RecordComponent component) {
        return Objects.requireNonNull(columns.get(component), component.getName());
    }

    private @Nullable Object converted(RecordComponent component, @Nullable Object value) {
        Class<?> wanted = component.getType();
        if (value == null) {
            if (wanted.isPrimitive()) {
                throw new IllegalArgumentException(
                        "%s is null in a row of %s".formatted(component.getName(), type.getSimpleName()));
            }
            return wanted == List.class ? List.of() : null;
        }
        if (wanted == long.class || wanted == Long.class) {
            return ((Number) value).longValue();
        }
        if (wanted == int.class || wanted == Integer.class) {
            return ((Number) value).intValue();
        }
        if (wanted == double.class || wanted == Double.class) {
            return ((Number) value).doubleValue();
        }
        if (wanted == BigDecimal.class) {
            return value instanceof BigDecimal ? value : new BigDecimal(value.toString());
        }
        if (wanted == LocalDate.class) {
            return day(value);
        }
        if (wanted == YearMonth.class) {
            return YearMonth.from(day(value));
        }
        if (wanted == List.class) {
            return value instanceof List<?> list ? list : List.of((Object[]) value);
        }
        return value;
    }

    /** A day in either of the types that readers have it. */
    public static LocalDate day(Object value) {
        return value instanceof java.sql.Date date ? date.toLocalDate() : (LocalDate) value;
    }
}

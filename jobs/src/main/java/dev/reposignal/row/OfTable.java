package dev.reposignal.row;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The table that a record has rows of; {@link dev.reposignal.table.Tables} declares the units of its columns. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface OfTable {
    String value();
}

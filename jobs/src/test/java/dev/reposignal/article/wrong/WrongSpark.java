package dev.reposignal.article.wrong;

import org.apache.spark.sql.Row;

/** Words that know Spark. */
public final class WrongSpark {
    private WrongSpark() {}

    static int length(Row row) {
        return row.length();
    }
}

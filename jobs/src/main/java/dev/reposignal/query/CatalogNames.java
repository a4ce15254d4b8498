package dev.reposignal.query;

import dev.reposignal.lake.Lake;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.table.View;
import dev.reposignal.table.Views;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/** Registers the tables and views of a lake in Spark's catalog, for all tools that use the catalog. */
public final class CatalogNames {
    private CatalogNames() {}

    /**
     * Registers what is not registered yet and renews the views. The tables stay where they are; a view is left out until
     * every table it reads is there.
     *
     * @param database made where it is missing
     */
    public static void register(Lake lake, String database) {
        // A catalog's view must not read a temporary one, and this session may have some of the same names.
        SparkSession session = lake.spark().newSession();
        session.sql("CREATE DATABASE IF NOT EXISTS `%s` COMMENT 'RepoSignal: %s'".formatted(database, lake.root()));
        session.sql("USE `%s`".formatted(database));
        Set<String> known = new HashSet<>();
        for (Table table : Tables.ALL) {
            if (lake.exists(table)) {
                session.sql("CREATE TABLE IF NOT EXISTS `%s` USING delta LOCATION '%s'"
                        .formatted(table.name(), lake.path(table).replace("'", "\\'")));
                known.add(table.name());
            }
        }
        for (View view : Views.ALL) {
            if (known.containsAll(
                    relations(Statement.parsed(session, view.query()).names()))) {
                session.sql("CREATE OR REPLACE VIEW " + view.definition());
                known.add(view.name());
            }
        }
    }

    /** Those of the names that are tables or views; a name given to a part of a query is none. */
    private static Set<String> relations(Set<String> names) {
        Set<String> relations = new HashSet<>(LakeSession.names());
        relations.retainAll(names);
        return relations;
    }
}

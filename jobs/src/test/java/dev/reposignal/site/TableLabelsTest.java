package dev.reposignal.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableLabelsTest {
    private static final String HEAD =
            "<thead><tr><th scope=\"col\">name</th><th scope=\"col\">stars <b>a day</b></th></tr></thead>";

    @Test
    void cells_carryTheHeadingOfTheirColumnExceptTheFirst() {
        assertThat(
                        TableLabels.added(
                                "<p>x</p><table>" + HEAD
                                        + "<tbody>\n<tr><th scope=\"row\">a</th><td class=\"number\">1</td></tr>\n<tr><td>b</td><td>2</td></tr></tbody></table>"))
                .isEqualTo("<p>x</p><table>" + HEAD
                        + "<tbody>\n<tr><th scope=\"row\">a</th><td data-label=\"stars a day\" class=\"number\">1</td></tr>\n"
                        + "<tr><td>b</td><td data-label=\"stars a day\">2</td></tr></tbody></table>");
    }

    @Test
    void moreCellsThanHeadings_haveNoLabel() {
        assertThat(TableLabels.added("<table>" + HEAD + "<tr><td>a</td><td>1</td><td>2</td></tr></table>"))
                .endsWith("<tr><td>a</td><td data-label=\"stars a day\">1</td><td>2</td></tr></table>");
    }

    @Test
    void tableWithoutHead_staysAsItIs() {
        String table = "<table><tr><td>a</td><td>$1 \\</td></tr></table>";

        assertThat(TableLabels.added(table)).isEqualTo(table);
    }
}

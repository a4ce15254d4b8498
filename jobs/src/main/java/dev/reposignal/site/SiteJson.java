package dev.reposignal.site;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;

/** How the site's JSON files are written: a record as an object of its components, without those that are null. */
final class SiteJson {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private SiteJson() {}

    /**
     * Writes a value as a script that sets one variable. A script and no JSON file: a page opened from a disk may run
     * its own scripts but may read no file.
     */
    static void script(Writer out, String variable, Object value) throws IOException {
        out.write("globalThis.%s = ".formatted(variable));
        write(out, value);
        out.write(";\n");
    }

    /** Writes a value and leaves the writer open. */
    static void write(Writer out, Object value) throws IOException {
        MAPPER.writeValue(out, value);
    }
}

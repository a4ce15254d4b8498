package dev.reposignal.cli;

import dev.reposignal.text.Resources;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of the build. */
public final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"reposignal " + version()};
    }

    static String version() {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(Resources.text(VersionProvider.class, "version.properties")));
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.reposignal.cli;

import dev.reposignal.text.Resources;
import picocli.CommandLine.IVersionProvider;

/** The version of the build. */
public final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"reposignal " + version()};
    }

    static String version() {
        return Resources.properties(VersionProvider.class, "version.properties").getProperty("version");
    }
}

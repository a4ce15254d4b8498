package dev.reposignal.site;

/**
 * The licence of everything that a site gives other programs: the setting {@code data.licence}, wherever published data
 * states its licence.
 *
 * @param name as SPDX names it
 */
public record DataLicence(String name) {
    /** Where SPDX explains it. */
    public String address() {
        return "https://spdx.org/licenses/" + name + ".html";
    }

    /** The licence and what it cannot cover, as a phrase without a full stop. */
    public String words() {
        return "%s for what this site computed; star counts are facts that GitHub publishes, names and descriptions belong to their owners"
                .formatted(name);
    }
}

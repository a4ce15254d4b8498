package dev.reposignal.collect;

import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param step what it is asked for, as poll: names the file its answer is kept in
 * @param resource the limit it counts against
 * @param address whole address
 * @param body JSON to post; null for GET
 * @param etag of the answer we have; null for none
 */
record Ask(
        String step,
        Resource resource,
        String address,
        @Nullable String body,
        @Nullable String etag) {
    /** GitHub counts requests of these kinds apart. */
    enum Resource {
        GRAPHQL,
        SEARCH,
        REST,
        /** Another host: no token, no limit of GitHub's. */
        OUTSIDE
    }

    static Ask graphql(String step, String api, String body) {
        return new Ask(step, Resource.GRAPHQL, api + "/graphql", body, null);
    }

    static Ask get(String step, Resource resource, String address) {
        return new Ask(step, resource, address, null, null);
    }

    /** The same, answered with status 304 and no body where the answer is still the one with this tag. */
    Ask unless(String known) {
        return new Ask(step, resource, address, body, known);
    }

    /** Equal for equal requests. */
    String key() {
        return body == null ? address : address + " " + body;
    }
}

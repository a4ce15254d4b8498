/** What reaches readers beside the pages: watchlists, alerts, public data, badges, the comparison and the digest. */
@org.jspecify.annotations.NullMarked
package dev.reposignal.reach;

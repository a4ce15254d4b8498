/** Text as it is printed: number formats, text from outside made safe for a line, Markdown, links to GitHub. */
@NullMarked
package dev.reposignal.text;

import org.jspecify.annotations.NullMarked;

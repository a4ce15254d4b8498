/** RepoSignal: a nightly Spark batch that shows which GitHub repositories are about to matter. */
@NullMarked
package dev.reposignal;

import org.jspecify.annotations.NullMarked;

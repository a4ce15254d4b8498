/** Classes that break a rule of the structure on purpose, so that {@code ArchitectureRulesTest} sees it reported. */
@NullMarked
package dev.reposignal.night.wrong;

import org.jspecify.annotations.NullMarked;

/** What carries a task's test into pools that nobody can wrap: {@code -javaagent:assay-agent.jar}. */
@NullMarked
package dev.assay.agent;

import org.jspecify.annotations.NullMarked;

package dev.assay.worker;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What the JVM's threads are doing. */
final class Threads {
    private static final int FRAMES = 40;

    private Threads() {}

    /** Returns all threads with their whole stacks and locks, in the form of {@code jstack}, deadlocks first. */
    static String dump() {
        StringBuilder text = new StringBuilder();
        var threads = ManagementFactory.getThreadMXBean();
        long[] deadlocked = threads.findDeadlockedThreads();
        if (deadlocked != null) {
            text.append("Deadlocked: ");
            for (ThreadInfo thread : threads.getThreadInfo(deadlocked)) {
                text.append('"').append(thread.getThreadName()).append("\" ");
            }
            text.append("\n\n");
        }
        for (ThreadInfo thread : threads.dumpAllThreads(true, true)) {
            append(text, thread);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, ThreadInfo thread) {
        text.append('"').append(thread.getThreadName()).append('"');
        text.append(thread.isDaemon() ? " daemon" : "").append(" ").append(thread.getThreadState());
        LockInfo waitsFor = thread.getLockInfo();
        if (waitsFor != null) {
            text.append(" on ").append(waitsFor);
        }
        if (thread.getLockOwnerName() != null) {
            text.append(" held by \"").append(thread.getLockOwnerName()).append('"');
        }
        StackTraceElement[] stack = thread.getStackTrace();
        for (int i = 0; i < stack.length; i++) {
            text.append("\n\tat ").append(stack[i]);
            for (MonitorInfo monitor : thread.getLockedMonitors()) {
                if (monitor.getLockedStackDepth() == i) {
                    text.append("\n\t- locked ").append(monitor);
                }
            }
        }
        text.append("\n\n");
    }

    /** Returns a stack as the JVM prints it, its outermost frames left out where it is deep. */
    static String text(StackTraceElement[] stack) {
        return Arrays.stream(stack).limit(FRAMES).map(frame -> "\tat " + frame).collect(Collectors.joining("\n"));
    }

    /** Tells whether a stack is inside {@code System.exit}. */
    static boolean isExiting(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().equals("java.lang.Shutdown")) {
                return true;
            }
        }
        return false;
    }
}

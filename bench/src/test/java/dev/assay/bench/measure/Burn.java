package dev.assay.bench.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/** Takes CPU time, and lets a child take as much where it is told to; ends with the exit code given. */
final class Burn {
    private Burn() {}

    public static void main(String[] arguments) throws Exception {
        long nanos = Long.parseLong(arguments[0]) * 1_000_000;
        if (arguments[1].equals("child")) {
            new ProcessBuilder(command(arguments[0], "alone", "0").toArray(String[]::new))
                    .inheritIO()
                    .start()
                    .waitFor();
        }
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        while (system.getProcessCpuTime() < nanos) {
            Thread.onSpinWait();
        }
        System.out.println("burnt " + arguments[0]);
        System.exit(Integer.parseInt(arguments[2]));
    }

    static java.util.List<String> command(String millis, String child, String exitCode) {
        return java.util.List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Burn.class.getName(),
                millis,
                child,
                exitCode);
    }
}

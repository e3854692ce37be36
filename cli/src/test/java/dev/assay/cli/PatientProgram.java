package dev.assay.cli;

import java.util.concurrent.CountDownLatch;

/** A program with a handler of its own for Ctrl-C, in which a run has come to its end. */
final class PatientProgram {
    private PatientProgram() {}

    @SuppressWarnings("SystemOut") // how the test hears of it
    public static void main(String[] args) throws InterruptedException {
        CountDownLatch handled = new CountDownLatch(1);
        InterruptSignal own = InterruptSignal.handle(handled::countDown);
        new Interruption(() -> System.out.println("asked"), () -> System.out.println("ending")).close();
        System.out.println("ready");
        handled.await();
        System.out.println("the program's own handler");
        own.close();
    }
}

package dev.assay.cli;

import java.util.concurrent.CountDownLatch;

/** A program that is asked to end and does not. */
final class StubbornProgram {
    private StubbornProgram() {}

    @SuppressWarnings("SystemOut") // how the test hears of it
    public static void main(String[] args) throws InterruptedException {
        new Interruption(() -> System.out.println("asked"), () -> System.out.println("ending"));
        System.out.println("ready");
        new CountDownLatch(1).await();
    }
}

package dev.assay.report.xml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a test wrote to one stream: its head and its tail, so that 200 MB take no more memory than 64 KiB do. */
final class Captured {
    private static final int HALF = 1 << 15;

    private byte[] head = new byte[256];
    private int headSize;
    private byte[] ring = {};
    private long beyond;

    void add(byte[] bytes) {
        int toHead = Math.min(bytes.length, HALF - headSize);
        if (headSize + toHead > head.length) {
            head = Arrays.copyOf(head, Math.min(HALF, Math.max(head.length * 2, headSize + toHead)));
        }
        System.arraycopy(bytes, 0, head, headSize, toHead);
        headSize += toHead;
        addToTail(bytes, toHead);
    }

    boolean isEmpty() {
        return headSize == 0;
    }

    /** Returns the text, read as UTF-8; where bytes are left out a line says how many, and which file has them. */
    String text(String fullFile) {
        if (beyond <= HALF) {
            byte[] all = Arrays.copyOf(head, headSize + (int) beyond);
            System.arraycopy(ring, 0, all, headSize, (int) beyond);
            return new String(all, StandardCharsets.UTF_8);
        }
        int cut = (int) (beyond % HALF);
        byte[] tail = new byte[HALF];
        System.arraycopy(ring, cut, tail, 0, HALF - cut);
        System.arraycopy(ring, 0, tail, HALF - cut, cut);
        return new String(head, 0, headSize, StandardCharsets.UTF_8)
                + "\n[" + (beyond - HALF) + " bytes left out here; all of it is in " + fullFile + "]\n"
                + new String(tail, StandardCharsets.UTF_8);
    }

    private void addToTail(byte[] bytes, int from) {
        if (from < bytes.length && ring.length == 0) {
            ring = new byte[HALF];
        }
        int at = Math.max(from, bytes.length - HALF);
        beyond += at - from;
        while (at < bytes.length) {
            int place = (int) (beyond % HALF);
            int count = Math.min(bytes.length - at, HALF - place);
            System.arraycopy(bytes, at, ring, place, count);
            at += count;
            beyond += count;
        }
    }
}

package dev.assay.report.flame;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.assay.report.internal.SinglePage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;

/**
 * Sampled stacks merged into a tree from their outermost frames on.
 *
 * <p>Memory is bounded: beyond {@link #MOST} nodes a stack ends where the tree does.
 */
final class Stacks {
    static final int MOST = 200_000;

    private static final String CUT_OFF = "(frames above were not recorded)";
    private static final Pattern HIDDEN = Pattern.compile("[+/]0x[0-9a-f]+(?:\\.\\d+)?|(?<=\\$\\$Lambda)\\$\\d+");

    private final Map<String, Integer> names = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Node root = new Node(-1, -1);
    private long samples;

    private static final class Node {
        final int parent;
        final int name;
        final Map<Integer, Integer> children = new HashMap<>(2);
        long self;

        Node(int parent, int name) {
            this.parent = parent;
            this.name = name;
        }
    }

    void add(RecordedStackTrace trace) {
        List<String> frames = new ArrayList<>();
        if (trace.isTruncated()) {
            frames.add(CUT_OFF);
        }
        List<RecordedFrame> recorded = trace.getFrames();
        for (int i = recorded.size() - 1; i >= 0; i--) {
            if (recorded.get(i).isJavaFrame()) {
                frames.add(name(recorded.get(i)));
            }
        }
        add(frames);
    }

    /** Adds a stack, outermost frame first. */
    void add(List<String> frames) {
        samples++;
        Node node = root;
        int index = -1;
        for (String frame : frames) {
            int name = names.computeIfAbsent(frame, key -> names.size());
            Integer child = node.children.get(name);
            if (child == null) {
                if (nodes.size() >= MOST) {
                    break;
                }
                child = nodes.size();
                nodes.add(new Node(index, name));
                node.children.put(name, child);
            }
            index = child;
            node = nodes.get(child);
        }
        node.self++;
    }

    long samples() {
        return samples;
    }

    /** Writes the tree in columns; a node comes after its parent. */
    void writeTo(JsonGenerator json, String title) throws IOException {
        json.writeStartObject();
        json.writeStringField("title", SinglePage.carried(title));
        json.writeNumberField("samples", samples);
        json.writeArrayFieldStart("names");
        for (String name : names.keySet()) {
            json.writeString(SinglePage.carried(name));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("nodes");
        for (Node node : nodes) {
            json.writeNumber(node.parent);
            json.writeNumber(node.name);
            json.writeNumber(node.self);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String name(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return HIDDEN.matcher(type).replaceAll("") + "." + frame.getMethod().getName();
    }
}

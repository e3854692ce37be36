package dev.assay.report.xml;

import dev.assay.event.RunEvent;
import org.jspecify.annotations.Nullable;

/** What a test, or a fixture, wrote to its streams; what goes past Java counts as standard output. */
final class Written {
    private final String fullFile;
    private @Nullable Captured out;
    private @Nullable Captured err;

    Written(String fullFile) {
        this.fullFile = fullFile;
    }

    void add(RunEvent.Output output) {
        if (output.channel() == RunEvent.Output.Channel.ERR) {
            err = err == null ? new Captured() : err;
            err.add(output.bytes());
        } else {
            out = out == null ? new Captured() : out;
            out.add(output.bytes());
        }
    }

    void appendTo(XmlText xml, String indent) {
        append(xml, indent, "system-out", out);
        append(xml, indent, "system-err", err);
    }

    private void append(XmlText xml, String indent, String element, @Nullable Captured captured) {
        if (captured != null && !captured.isEmpty()) {
            xml.raw(indent).raw("<").raw(element).raw(">").text(captured.text(fullFile));
            xml.raw("</").raw(element).raw(">\n");
        }
    }
}

package dev.assay.data.load;

import dev.assay.data.Row;
import java.util.List;

/** Writes rows as PostgreSQL's binary COPY wants them. */
final class CopyRows implements RowEncoder {
    /** What binary COPY begins with: its name, no flags, no more of a header. */
    static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    /** What it ends with. */
    static final byte[] TRAILER = {(byte) 0xFF, (byte) 0xFF};

    private final LiveTable.Target[] targets;
    private final int[] places;
    private final CopyType[] types;

    CopyRows(List<LiveTable.Target> targets, List<CopyType> types) {
        this.targets = targets.toArray(LiveTable.Target[]::new);
        this.places = targets.stream().mapToInt(LiveTable.Target::place).toArray();
        this.types = types.toArray(CopyType[]::new);
    }

    @Override
    public void row(Row row, Bytes out) {
        out.int16(types.length);
        for (int i = 0; i < types.length; i++) {
            Object value = row.get(places[i]);
            try {
                types[i].sized(value, out);
            } catch (ClassCastException | ArithmeticException | IllegalArgumentException e) {
                throw Refused.value(row, targets[i].field(), e);
            }
        }
    }
}

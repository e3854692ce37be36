package dev.assay.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a test as what differs from one that the stream named before: most events name a test again, or a neighbour.
 *
 * <p>A number comes first: 0 for null, 1 for a test without a neighbour, behind which all earlier ones are forgotten, 2n
 * + 1 for the n-th test before this one again, 2n for a neighbour of that. Of a neighbour a byte follows that says which
 * components are equal, then the others, each as the number of characters it has in common at its beginning, and the
 * rest.
 */
final class TestRefCodec implements Codec {
    private static final TestRef NOTHING = new TestRef("", "", "", "", "", "", List.of());
    private static final int SAME_SUITE = 1;
    private static final int SAME_TOP_CLASS = 2;
    private static final int SAME_CLASS = 4;
    private static final int SHOWN_AS_NAMED = 8;
    private static final int SHOWN_WITH_PARENTHESES = 16;
    private static final int SAME_TAGS = 32;

    private final Codec tags = new ListCodec(new StringCodec());

    @Override
    public void write(Sink to, @Nullable Object value) {
        if (value == null) {
            to.varint(0);
            return;
        }
        TestRef test = (TestRef) value;
        int back = to.recent.find(test);
        if (back > 0) {
            to.varint(2L * back + 1);
            return;
        }
        int near = to.recent.nearest(test);
        to.varint(near == 0 ? 1 : 2L * near);
        writeDifferences(to, near == 0 ? NOTHING : to.recent.get(near), test);
        to.recent.add(test);
    }

    private void writeDifferences(Sink to, TestRef near, TestRef test) {
        int same = (test.suite().equals(near.suite()) ? SAME_SUITE : 0)
                | (test.topClass().equals(near.topClass()) ? SAME_TOP_CLASS : 0)
                | (test.className().equals(near.className()) ? SAME_CLASS : 0)
                | (test.displayName().equals(test.name()) ? SHOWN_AS_NAMED : 0)
                | (isNameWithParentheses(test) ? SHOWN_WITH_PARENTHESES : 0)
                | (test.tags().equals(near.tags()) ? SAME_TAGS : 0);
        to.write(same);
        writeUnless(same & SAME_SUITE, to, near.suite(), test.suite());
        writeUnless(same & SAME_TOP_CLASS, to, near.topClass(), test.topClass());
        writeUnless(same & SAME_CLASS, to, near.className(), test.className());
        writeUnless(0, to, near.uniqueId(), test.uniqueId());
        writeUnless(0, to, near.name(), test.name());
        writeUnless(same & (SHOWN_AS_NAMED | SHOWN_WITH_PARENTHESES), to, near.displayName(), test.displayName());
        if ((same & SAME_TAGS) == 0) {
            tags.write(to, test.tags());
        }
    }

    private static boolean isNameWithParentheses(TestRef test) {
        String shown = test.displayName();
        return shown.length() == test.name().length() + 2 && shown.endsWith("()") && shown.startsWith(test.name());
    }

    private static void writeUnless(int same, Sink to, String near, String text) {
        if (same == 0) {
            int common = common(near, text);
            to.varint(common);
            to.string(text.substring(common));
        }
    }

    private static int common(String near, String text) {
        int most = Math.min(near.length(), text.length());
        int common = 0;
        while (common < most && near.charAt(common) == text.charAt(common)) {
            common++;
        }
        // Half a character has no bytes.
        return common > 0 && Character.isHighSurrogate(text.charAt(common - 1)) ? common - 1 : common;
    }

    @Override
    public @Nullable Object read(Source from) {
        int how = (int) from.varint();
        if (how == 0) {
            return null;
        }
        if (how == 1) {
            from.recent.clear();
        } else if ((how & 1) == 1) {
            return from.recent.get(how >> 1);
        }
        TestRef test = readDifferences(from, how == 1 ? NOTHING : from.recent.get(how >> 1));
        from.recent.add(test);
        return test;
    }

    private TestRef readDifferences(Source from, TestRef near) {
        int same = from.next();
        String suite = readUnless(same & SAME_SUITE, from, near.suite());
        String topClass = readUnless(same & SAME_TOP_CLASS, from, near.topClass());
        String className = readUnless(same & SAME_CLASS, from, near.className());
        String uniqueId = readUnless(0, from, near.uniqueId());
        String name = readUnless(0, from, near.name());
        String displayName;
        if ((same & SHOWN_AS_NAMED) != 0) {
            displayName = name;
        } else if ((same & SHOWN_WITH_PARENTHESES) != 0) {
            displayName = name + "()";
        } else {
            displayName = readUnless(0, from, near.displayName());
        }
        return new TestRef(suite, topClass, className, uniqueId, name, displayName, tags(same, from, near));
    }

    @SuppressWarnings("unchecked")
    private List<String> tags(int same, Source from, TestRef near) {
        return (same & SAME_TAGS) != 0 ? near.tags() : (List<String>) Codec.present(tags.read(from));
    }

    private static String readUnless(int same, Source from, String near) {
        if (same != 0) {
            return near;
        }
        int common = (int) from.varint();
        String rest = (String) Codec.present(from.string());
        return common == 0 ? rest : near.substring(0, common).concat(rest);
    }
}

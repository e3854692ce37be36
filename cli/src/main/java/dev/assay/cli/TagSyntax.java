package dev.assay.cli;

import dev.assay.core.Diagnosis;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/** Checks the grammar of JUnit's tag expressions, so that a wrong one is refused before anything is started. */
final class TagSyntax {
    private static final Pattern TOKEN = Pattern.compile("(?:any|none)\\(\\)|[!&|()]|[^\\s!&|()]+");

    private final String expression;
    private final Deque<String> tokens = new ArrayDeque<>();
    private String before = "";

    private TagSyntax(String expression) {
        this.expression = expression;
        TOKEN.matcher(expression).results().forEach(token -> tokens.add(token.group()));
    }

    /**
     * Checks an expression; an empty one selects all.
     *
     * @throws dev.assay.core.DiagnosisException if JUnit would not understand it
     */
    static void check(String expression) {
        TagSyntax syntax = new TagSyntax(expression);
        if (!syntax.tokens.isEmpty()) {
            syntax.alternatives();
            if (!syntax.tokens.isEmpty()) {
                throw syntax.wrong("& or | is missing before \"" + syntax.tokens.peek() + "\"");
            }
        }
    }

    private void alternatives() {
        conjunction();
        while (takes("|")) {
            conjunction();
        }
    }

    private void conjunction() {
        operand();
        while (takes("&")) {
            operand();
        }
    }

    private void operand() {
        if (takes("!")) {
            operand();
        } else if (takes("(")) {
            alternatives();
            if (!takes(")")) {
                throw wrong("a closing parenthesis is missing");
            }
        } else if (tokens.isEmpty() || "&|)".contains(tokens.peek())) {
            throw wrong("a tag is missing " + (before.isEmpty() ? "at its beginning" : "behind \"" + before + "\""));
        } else {
            before = tokens.remove();
        }
    }

    private boolean takes(String token) {
        boolean taken = token.equals(tokens.peek());
        if (taken) {
            before = tokens.remove();
        }
        return taken;
    }

    private RuntimeException wrong(String why) {
        return Diagnosis.of("ASSAY-CLI-026", "the tag expression cannot be understood.")
                .with("expression", expression)
                .because(why)
                .toFix("--tags 'db & !slow': tags, with &, |, ! and parentheses")
                .exception();
    }
}

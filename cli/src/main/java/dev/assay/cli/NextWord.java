package dev.assay.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Takes the next word as an option's value, whatever it looks like: arguments for others begin with a dash too. */
final class NextWord implements IParameterConsumer {
    @Override
    @SuppressWarnings("JdkObsolete") // picocli's signature
    public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
        if (words.isEmpty()) {
            throw new MissingParameterException(command.commandLine(), option, "no value");
        }
        List<String> values = new ArrayList<>(option.<List<String>>getValue());
        values.add(words.pop());
        option.setValue(values);
    }
}

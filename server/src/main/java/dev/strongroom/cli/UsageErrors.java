package dev.strongroom.cli;

import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Says what is wrong with the arguments, in the language of the user and without repeating values, which may be keys.
final class UsageErrors implements CommandLine.IParameterExceptionHandler {

    private final Shell shell;

    UsageErrors(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int handleParseException(CommandLine.ParameterException wrong, String[] arguments) {
        var command = wrong.getCommandLine();
        shell.err().println(sentence(wrong, command));
        shell.remark("wrong.see", command.getCommandSpec().qualifiedName(" "));
        return ExitCodes.MISUSED;
    }

    private String sentence(CommandLine.ParameterException wrong, CommandLine command) {
        var words = shell.words();
        return switch (wrong) {
            case CommandLine.UnmatchedArgumentException unmatched ->
                words.say(
                        "wrong.unknown",
                        unmatched.getUnmatched().stream()
                                .map(UsageErrors::withoutValue)
                                .collect(Collectors.joining(" ")));
            case CommandLine.MissingParameterException missing ->
                words.say(
                        "wrong.missing",
                        missing.getMissing().stream().map(UsageErrors::name).collect(Collectors.joining(", ")));
            default ->
                wrong.getArgSpec() == null
                        ? words.say("wrong.command", String.join(", ", visibleCommands(command)))
                        : words.say("wrong.value", name(wrong.getArgSpec()));
        };
    }

    private static Iterable<String> visibleCommands(CommandLine command) {
        return command.getSubcommands().entrySet().stream()
                .filter(sub -> !sub.getValue().getCommandSpec().usageMessage().hidden())
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    private static String withoutValue(String argument) {
        if (!argument.startsWith("-")) {
            return argument.startsWith("srk_") ? "srk_..." : argument;
        }
        int equals = argument.indexOf('=');
        return equals < 0 ? argument : argument.substring(0, equals);
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}

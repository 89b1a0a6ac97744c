package dev.strongroom.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The walk through the demonstration: the same commands as text to read and as a script that checks each of them.
final class DemoWalk {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");
    private static final String CURL = "curl -sS -w '\\n' -H @\"$STRONGROOM_HOME/headers\" ";
    private static final String LOADER = "curl -sS -w '\\n' -H @\"$STRONGROOM_HOME/loader.headers\" ";
    private static final String SUPPORT = "-H 'Strongroom-Purpose: support' -H 'Content-Type: application/json' ";
    private static final String CERTIFICATE = "\"$STRONGROOM_HOME/certificate.json\"";

    /// Runs a command in this shell, so that its variables stay, and compares what came of it.
    private static final String SCRIPT_HEAD = """
            #!/usr/bin/env bash
            # Walks through the demonstration and ends with 1 if a step does not behave. Run it while the demo runs.
            set -u
            failed=0
            output=$(mktemp)
            trap 'rm -f "$output"' EXIT

            # STATUS PATTERN COMMAND
            try() {
                printf '\\n$ %s\\n' "$3"
                eval "$3" >"$output" 2>&1 </dev/null
                status=$?
                cat "$output"
                if [ "$status" -ne "$1" ] || { [ -n "$2" ] && ! grep -Eq -- "$2" "$output"; }; then
                    printf '\\n!! status %s instead of %s, or no match of: %s\\n' "$status" "$1" "$2"
                    failed=1
                fi
            }

            """;

    private final String url;
    private final DemoHome home;
    private final DemoCast cast;
    private final Words words;
    private final String command;

    DemoWalk(String url, DemoHome home, DemoCast cast, Shell shell) {
        this.url = url;
        this.home = home;
        this.cast = cast;
        this.words = shell.words();
        this.command = quoted(shell.variable("STRONGROOM_COMMAND").orElse("./strongroom"));
    }

    /// @param title key of the sentence above the commands
    private record Step(String title, List<Try> tries) {
        Step(String title, Try... tries) {
            this(title, List.of(tries));
        }
    }

    /// @param status that the command ends with
    /// @param pattern extended regular expression found in its output
    private record Try(String command, int status, String pattern) {}

    private List<Step> steps() {
        return List.of(
                new Step("walk.disclose", good(look("support", "$CUSTOMER"), "\"receipt\"")),
                new Step("walk.refused", good(look("marketing", "$CUSTOMER"), "\"status\":403")),
                new Step("walk.search", good(search(), "\"records\":\\[\\{.*\"receipt\"")),
                new Step(
                        "walk.between",
                        good(
                                CURL + SUPPORT + "-d '{\"field\":\"placed_on\",\"match\":\"between\",\"value\":"
                                        + "{\"from\":\"2000-01-01\",\"to\":\"2099-12-31\"},\"limit\":2}'"
                                        + " \"$STRONGROOM_URL/v1/records/orders/search\"",
                                "\"records\":\\[\\{.*\"receipt\"")),
                history(),
                bulk(),
                token(),
                new Step(
                        "walk.looks",
                        good(CURL + "\"$STRONGROOM_URL/v1/customers/$CUSTOMER/looks\"", "\"purpose\":\"support\"")),
                proof(),
                new Step("walk.verify", verify(0, pattern("verify.intact", ".+", "[0-9]+"))),
                new Step(
                        "walk.tamper",
                        good(command + " demo tamper", "update ledger_entry"),
                        verify(1, pattern("finding.entry_changed", "[0-9]+"))),
                new Step(
                        "walk.undo",
                        good(command + " demo tamper --undo", "update ledger_entry"),
                        verify(0, pattern("verify.intact", ".+", "[0-9]+"))),
                new Step("walk.duty", good(erase("$PAYER", ""), "\"code\":\"erasure\\.retention_duty\"")),
                new Step("walk.preview", good(erase("$CUSTOMER", "?preview=true"), "\"records\":\\{")),
                erasure(),
                destruction());
    }

    private static Step history() {
        var order = " \"$STRONGROOM_URL/v1/records/orders/$ORDER";
        return new Step(
                "walk.history",
                good(
                        "ORDER=$(" + CURL + SUPPORT + "\"$STRONGROOM_URL/v1/customers/$CUSTOMER/records\" | "
                                + "sed -n 's/.*\"id\":\"\\([^\"]*\\)\",\"collection\":\"orders\".*/\\1/p')"
                                + "; echo \"$ORDER\"",
                        "^[0-9a-z]{26}$"),
                good(
                        "VERSION=$(" + CURL + SUPPORT + order + "\" | "
                                + "sed -n 's/.*\"version\":\\([0-9]*\\).*/\\1/p'); echo \"$VERSION\"",
                        "^[0-9]+$"),
                good(
                        LOADER + SUPPORT + "-X PATCH -H \"If-Match: \\\"$VERSION\\\"\""
                                + " -d '{\"fields\":{\"number\":\"WALK-1\"}}'" + order + "\"",
                        "\"version\":"),
                good(CURL + SUPPORT + order + "/versions\"", "\"action\":\"update\".*\"kept\":true"),
                good(
                        LOADER + "-X POST -H \"If-Match: \\\"$((VERSION + 1))\\\"\"" + order
                                + "/versions/$VERSION/restore\"",
                        "\"version\":"),
                good(CURL + SUPPORT + order + "/versions/$((VERSION + 1))\"", "\"number\":\"WALK-1\""));
    }

    private Step bulk() {
        var loader = "STRONGROOM_KEY=$(cat \"$STRONGROOM_HOME/loader.key\") " + command;
        return new Step(
                "walk.bulk",
                good(
                        "printf 'reference,name,email\\nWALK-%s,王小红,walk.%s@example.com\\n' $$ $$"
                                + " > \"$STRONGROOM_HOME/walk.csv\"",
                        ""),
                good(
                        loader + " import --collection customers --file \"$STRONGROOM_HOME/walk.csv\"",
                        pattern("import.done", "1", "0")),
                good(
                        "rm -f \"$STRONGROOM_HOME/walk.ndjson\"; " + loader
                                + " export --collection customers --purpose support"
                                + " --to \"$STRONGROOM_HOME/walk.ndjson\"",
                        pattern("export.done", "[0-9]+", ".+")));
    }

    private static Step token() {
        return new Step(
                "walk.token",
                good(
                        "TOKEN=$(" + LOADER + SUPPORT + "-d \"{\\\"tokens\\\":[{\\\"collection\\\":\\\"customers\\\","
                                + "\\\"id\\\":\\\"$CUSTOMER\\\",\\\"field\\\":\\\"email\\\",\\\"kind\\\":\\\"random\\\"}]}\""
                                + " \"$STRONGROOM_URL/v1/tokens\" | " + member("token") + "); echo \"$TOKEN\"",
                        "^tok_"),
                good(
                        CURL + SUPPORT + "-d \"{\\\"tokens\\\":[\\\"$TOKEN\\\"]}\""
                                + " \"$STRONGROOM_URL/v1/tokens/open\"",
                        "\"level\":\"partial\""));
    }

    private Step proof() {
        var file = "\"$STRONGROOM_HOME/look.tlog-proof\"";
        return new Step(
                "walk.proof",
                good(
                        "RECEIPT=$(" + look("support", "$CUSTOMER") + " | " + member("receipt")
                                + "); echo \"$RECEIPT\"",
                        "^[0-9]+-"),
                good(command + " proof --receipt \"$RECEIPT\" --to " + file, "tlog-proof"),
                good(command + " verify-proof " + file + " --key \"$VKEY\"", "\"kind\":\"look\""));
    }

    private Step erasure() {
        return new Step(
                "walk.erase",
                good(
                        "ERASURE=$(" + erase("$CUSTOMER", "") + " | " + member("erasure") + "); echo \"$ERASURE\"",
                        "^[0-9a-f]+$"),
                good(look("support", "$CUSTOMER"), "\"status\":404"),
                good(fetchCertificate(), ""),
                good(verifyCertificate(), pattern("certificate.readable", "[0-9]+")));
    }

    private Step destruction() {
        return new Step(
                "walk.destroy",
                good(
                        "STRONGROOM_KEY=$(cat \"$STRONGROOM_HOME/administrator.key\") " + command + " keys rotate kek",
                        pattern("keys.rotated.kek", "[0-9]+")),
                good(
                        "for i in $(seq 120); do " + fetchCertificate() + "; grep -q unreadable-since " + CERTIFICATE
                                + " && break; sleep 1; done",
                        ""),
                good(verifyCertificate(), pattern("certificate.unreadable", "[0-9TZ:.-]+", "[0-9]+")));
    }

    private static Try good(String command, String pattern) {
        return new Try(command, 0, pattern);
    }

    private Try verify(int status, String pattern) {
        return new Try(
                command
                        + " verify --url \"$STRONGROOM_URL\" --token-file \"$STRONGROOM_HOME/client.key\" --key \"$VKEY\"",
                status,
                pattern);
    }

    private static String look(String purpose, String customer) {
        return CURL + "-H 'Strongroom-Purpose: " + purpose + "' \"$STRONGROOM_URL/v1/records/customers/" + customer
                + "\"";
    }

    private static String search() {
        return CURL + "-H 'Strongroom-Purpose: support' -H 'Content-Type: application/json'"
                + " -d \"{\\\"field\\\":\\\"email\\\",\\\"match\\\":\\\"exact\\\",\\\"value\\\":\\\"$EMAIL\\\"}\""
                + " \"$STRONGROOM_URL/v1/records/customers/search\"";
    }

    private static String erase(String customer, String query) {
        return CURL + "-X POST \"$STRONGROOM_URL/v1/customers/" + customer + "/erasures" + query + "\"";
    }

    private static String fetchCertificate() {
        return CURL + "-o " + CERTIFICATE + " \"$STRONGROOM_URL/v1/erasures/$ERASURE\"";
    }

    private String verifyCertificate() {
        return command + " verify-certificate " + CERTIFICATE + " --key \"$VKEY\"";
    }

    /// Takes one text member out of a JSON answer.
    private static String member(String name) {
        return "sed -n 's/.*\"" + name + "\":\"\\([^\"]*\\)\".*/\\1/p'";
    }

    /// A regular expression for a sentence with these in its places.
    private String pattern(String key, Object... places) {
        var sentence = words.bundle().getString(key).replaceAll("[\\[\\](){}.*+?^$|]", "\\\\$0");
        return sentence.replace("%d", "%s").formatted(places);
    }

    private String variables() {
        return """
                export STRONGROOM_HOME=%s STRONGROOM_URL=%s
                export STRONGROOM_KEY=$(cat "$STRONGROOM_HOME/client.key") VKEY=$(cat "$STRONGROOM_HOME/log.vkey")
                CUSTOMER=%s EMAIL=%s PAYER=%s
                """.formatted(quoted(home.folder().toString()), url, cast.customer(), cast.email(), cast.payer());
    }

    /// To be read, and copied into bash.
    String text() {
        var text = new StringBuilder(words.say("walk.begin")).append("\n\n").append(variables());
        int number = 1;
        for (var step : steps()) {
            text.append('\n')
                    .append("# ")
                    .append(number++)
                    .append(". ")
                    .append(words.say(step.title()))
                    .append('\n');
            step.tries().forEach(attempt -> text.append(attempt.command()).append('\n'));
        }
        return text.toString();
    }

    String script() {
        var language = words.areChinese() ? "zh_CN.UTF-8" : "en_US.UTF-8";
        var body = steps().stream()
                .map(step -> step.tries().stream()
                        .map(attempt -> "try %d %s %s\n"
                                .formatted(
                                        attempt.status(),
                                        alwaysQuoted(attempt.pattern()),
                                        alwaysQuoted(attempt.command())))
                        .collect(Collectors.joining(
                                "", "printf '\\n# %s\\n' " + alwaysQuoted(words.say(step.title())) + "\n", "\n")))
                .collect(Collectors.joining());
        return SCRIPT_HEAD + "export STRONGROOM_LANG=" + language + "\n" + variables() + "\n" + body + "exit $failed\n";
    }

    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : alwaysQuoted(text);
    }

    private static String alwaysQuoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

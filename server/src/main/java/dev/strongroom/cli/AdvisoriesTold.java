package dev.strongroom.cli;

import dev.strongroom.advisories.CheckReport;
import dev.strongroom.advisories.Finding;
import dev.strongroom.advisories.NotCompared;
import dev.strongroom.advisories.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Says what a comparison with advisories found: weak components as the result, all else beside it.
final class AdvisoriesTold {

    private static final int MOST_LINES = 20;

    private final Shell shell;

    AdvisoriesTold(Shell shell) {
        this.shell = shell;
    }

    void tell(CheckReport report) {
        if (!report.findings().isEmpty()) {
            var table = new TextTable(shell.words().say("advisories.columns"));
            report.findings().forEach(finding -> row(table, finding));
            table.print(shell.out());
        }
        each(report.notCompared(), this::tell);
        each(report.refusals(), this::tell);
        shell.remark("advisories.compared", report.components(), report.advisories());
        report.newest()
                .ifPresentOrElse(
                        newest -> shell.remark(
                                report.outdated() ? "advisories.outdated" : "advisories.newest", day(newest)),
                        () -> shell.remark(
                                report.advisories() == 0 && report.refusals().isEmpty()
                                        ? "advisories.empty"
                                        : "advisories.none_about_maven"));
        shell.remark("advisories.not_covered");
        shell.say(key("advisories.outcome.", report.outcome()));
    }

    private void row(TextTable table, Finding finding) {
        var unknown = shell.words().say("advisories.unknown");
        table.row(
                finding.component().name(),
                finding.component().version(),
                finding.advisory(),
                finding.severity().isEmpty() ? unknown : finding.severity(),
                finding.published().map(AdvisoriesTold::day).orElse(unknown),
                finding.firstFix().orElse(unknown),
                shell.words()
                        .say(
                                finding.breached() ? "advisories.breached" : "advisories.running",
                                finding.frame().length().toDays(),
                                finding.due().map(AdvisoriesTold::day).orElse(unknown)));
    }

    private void tell(NotCompared component) {
        shell.remark(
                key("advisories.not_compared.", component.reason()),
                component.component().name(),
                component.component().version(),
                component.advisory());
    }

    private void tell(Refusal refusal) {
        shell.remark(key("advisories.refused.", refusal.reason()), refusal.file(), refusal.where());
    }

    private <T> void each(List<T> things, Consumer<T> told) {
        things.stream().limit(MOST_LINES).forEach(told);
        if (things.size() > MOST_LINES) {
            shell.remark("advisories.left_off", things.size() - MOST_LINES);
        }
    }

    private static String key(String beginning, Enum<?> kind) {
        return beginning + kind.name().toLowerCase(Locale.ROOT);
    }

    private static String day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC).toString();
    }
}

package dev.strongroom.catalog;

import dev.strongroom.web.AddressRange;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads when a role counts, for whose data, and how much of it.
final class RoleTermsReader {

    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,6}");
    private static final Pattern COURSE = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    private final Section role;

    private enum Risk {
        LOW,
        MEDIUM,
        HIGH
    }

    RoleTermsReader(Section role) {
        this.role = role;
    }

    RoleTerms read() {
        var when = role.section(role.optional("when"), "when");
        var terms = new RoleTerms(
                when.flatMap(this::hours),
                when.map(this::networks).orElse(List.of()),
                when.map(this::requirements).orElse(Set.of()),
                role.optional("customers")
                        .map(given ->
                                role.word(Optional.of(given), "customers", CustomerScope.class, CustomerScope.ALL))
                        .orElse(CustomerScope.ALL),
                role.section(role.optional("hourly"), "hourly").flatMap(this::hourly));
        when.ifPresent(Section::close);
        return terms;
    }

    private Optional<WeeklyHours> hours(Section when) {
        return when.section(when.optional("hours"), "hours").flatMap(section -> {
            var days = days(section);
            var from = time(section, "from");
            var to = time(section, "to");
            var zone = section.text(section.required("zone"), "zone").flatMap(this::zone);
            section.close();
            if (from.isPresent() && from.equals(to)) {
                section.findings().add(section.node(), "catalog.no_hours");
                return Optional.empty();
            }
            return days.isEmpty()
                    ? Optional.empty()
                    : from.flatMap(
                            begin -> to.flatMap(end -> zone.map(place -> new WeeklyHours(days, begin, end, place))));
        });
    }

    private Set<DayOfWeek> days(Section section) {
        var days = new LinkedHashSet<DayOfWeek>();
        var items = section.list(section.required("days"), "days");
        for (var item : items) {
            var day = section.word(Optional.of(item), "days", DayOfWeek.class, DayOfWeek.MONDAY);
            if (!days.add(day)) {
                role.findings().add(item, "catalog.repeated_item", Words.of(day));
            }
        }
        if (items.isEmpty()) {
            role.findings().add(section.node(), "catalog.no_hours");
        }
        return days;
    }

    private Optional<LocalTime> time(Section section, String key) {
        return section.text(section.required(key), key).flatMap(scalar -> {
            if (TIME.matcher(scalar.text()).matches()) {
                return Optional.of(LocalTime.parse(scalar.text()));
            }
            role.findings().add(scalar, "catalog.not_a_time", key);
            return Optional.empty();
        });
    }

    private Optional<ZoneId> zone(YamlNode.Scalar scalar) {
        if (ZoneId.getAvailableZoneIds().contains(scalar.text())) {
            return Optional.of(ZoneId.of(scalar.text()));
        }
        role.findings().add(scalar, "catalog.unknown_zone", scalar.text());
        return Optional.empty();
    }

    private List<AddressRange> networks(Section when) {
        var networks = new ArrayList<AddressRange>();
        var node = when.optional("networks");
        var items = when.list(node, "networks");
        for (var item : items) {
            when.text(Optional.of(item), "networks")
                    .ifPresent(scalar -> AddressRange.parse(scalar.text())
                            .ifPresentOrElse(
                                    networks::add,
                                    () -> role.findings().add(scalar, "catalog.not_a_network", scalar.text())));
        }
        node.filter(given -> given instanceof YamlNode.Sequence && items.isEmpty())
                .ifPresent(given -> role.findings().add(given, "catalog.empty_list", "networks"));
        return networks;
    }

    private Set<Requirement> requirements(Section when) {
        var all = new LinkedHashSet<Requirement>();
        for (var word : words(when, "training")) {
            all.add(new Requirement(Requirement.Kind.TRAINING, word));
        }
        when.optional("risk")
                .map(given -> when.word(Optional.of(given), "risk", Risk.class, Risk.LOW))
                .ifPresent(risk -> all.add(new Requirement(Requirement.Kind.RISK, Words.of(risk))));
        return all;
    }

    /// Identifiers that nothing in the catalog declares; the list is not empty, if it is given.
    static Set<String> words(Section section, String key) {
        var words = new LinkedHashSet<String>();
        var node = section.optional(key);
        var items = section.list(node, key);
        for (var item : items) {
            section.text(Optional.of(item), key).ifPresent(scalar -> {
                if (!COURSE.matcher(scalar.text()).matches()) {
                    section.findings().add(scalar, "catalog.not_an_identifier", scalar.text());
                } else if (!words.add(scalar.text())) {
                    section.findings().add(scalar, "catalog.repeated_item", scalar.text());
                }
            });
        }
        node.filter(given -> given instanceof YamlNode.Sequence && items.isEmpty())
                .ifPresent(given -> section.findings().add(given, "catalog.empty_list", key));
        return words;
    }

    private Optional<HourlyLimit> hourly(Section section) {
        var customers = count(section, "customers");
        var records = count(section, "records");
        section.close();
        return customers.isPresent() && records.isPresent()
                ? Optional.of(new HourlyLimit(customers.getAsInt(), records.getAsInt()))
                : Optional.empty();
    }

    private OptionalInt count(Section section, String key) {
        var scalar = section.text(section.required(key), key);
        if (scalar.filter(given -> COUNT.matcher(given.text()).matches()).isPresent()) {
            return OptionalInt.of(Integer.parseInt(scalar.get().text()));
        }
        scalar.ifPresent(given -> role.findings().add(given, "catalog.not_a_count", key));
        return OptionalInt.empty();
    }
}

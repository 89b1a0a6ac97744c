package dev.strongroom.catalog;

import dev.strongroom.web.AddressRange;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// When a role counts, for whose data, and how much of it. All parts have to hold.
///
/// @param hours empty: at any time
/// @param networks from which the caller has to ask; empty: from anywhere
/// @param requirements training and risk
/// @param customers whose data the role reaches
/// @param hourly empty: without a limit of the role
public record RoleTerms(
        Optional<WeeklyHours> hours,
        List<AddressRange> networks,
        Set<Requirement> requirements,
        CustomerScope customers,
        Optional<HourlyLimit> hourly) {

    /// At any time, from anywhere, for everybody's data.
    public static final RoleTerms NONE =
            new RoleTerms(Optional.empty(), List.of(), Set.of(), CustomerScope.ALL, Optional.empty());

    public RoleTerms {
        networks = List.copyOf(networks);
        requirements = Ordered.copyOf(requirements);
    }

    /// Whether the role counts always and for everybody.
    public boolean isUnconditional() {
        return hours.isEmpty() && networks.isEmpty() && requirements.isEmpty() && customers == CustomerScope.ALL;
    }
}

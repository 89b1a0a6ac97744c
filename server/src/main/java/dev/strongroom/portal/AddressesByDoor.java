package dev.strongroom.portal;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.FieldType;
import dev.strongroom.catalog.Level;
import dev.strongroom.catalog.PurposeAccess;
import dev.strongroom.catalog.Role;
import dev.strongroom.identity.AddressesOnFile;
import dev.strongroom.notify.Channel;
import dev.strongroom.vault.Disclosure;
import dev.strongroom.vault.Door;
import dev.strongroom.vault.Look;
import dev.strongroom.vault.RecordId;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;

/// Opens the addresses of customers by the one door, as a caller of its own that the catalog decides about: it has the
/// role and states the purpose that are both called `customer_account`. A catalog without them offers no accounts.
final class AddressesByDoor implements AddressesOnFile {

    /// The purpose for which addresses are opened, and the role that is granted them.
    static final String CUSTOMER_ACCOUNT = Role.CUSTOMER_ACCOUNT;

    private static final Caller PORTAL = Caller.program("portal", Set.of(CUSTOMER_ACCOUNT), Set.of(CUSTOMER_ACCOUNT));

    private final ActiveCatalog active;
    private final Door door;

    AddressesByDoor(ActiveCatalog active, Door door) {
        this.active = active;
        this.door = door;
    }

    @Override
    public List<OnFile> of(long customer, Optional<String> onBehalfOf) {
        var catalog = active.current().orElseThrow(AddressesByDoor::notOffered);
        var fields = offered(catalog);
        if (fields.values().stream().allMatch(Set::isEmpty)) {
            throw notOffered();
        }
        var all = new TreeSet<String>();
        fields.values().forEach(all::addAll);
        var collection = catalog.customerCollection().id();
        var disclosure = door.disclose(
                new Look(PORTAL, CUSTOMER_ACCOUNT, onBehalfOf, collection, all), RecordId.ofCustomer(customer));
        return fields.entrySet().stream()
                .flatMap(channel -> channel.getValue().stream()
                        .flatMap(field -> clear(disclosure, field).stream())
                        .map(value -> new OnFile(channel.getKey(), value)))
                .toList();
    }

    /// The fields that hold addresses and may be seen in clear, at any time.
    private static Map<Channel, SortedSet<String>> offered(Catalog catalog) {
        var fields = new EnumMap<Channel, SortedSet<String>>(
                Map.of(Channel.MAIL, new TreeSet<>(), Channel.SMS, new TreeSet<>()));
        boolean isAlways = catalog.purpose(CUSTOMER_ACCOUNT)
                .filter(purpose -> purpose.access() == PurposeAccess.ALWAYS)
                .isPresent();
        if (!isAlways) {
            return fields;
        }
        var collection = catalog.customerCollection();
        catalog.levels(PORTAL.roles(), CUSTOMER_ACCOUNT, collection.id()).forEach((id, level) -> {
            var channel = collection.field(id).flatMap(field -> channel(field.type()));
            if (level == Level.CLEAR && channel.isPresent()) {
                fields.computeIfAbsent(channel.get(), unused -> new TreeSet<>()).add(id);
            }
        });
        return fields;
    }

    private static Optional<Channel> channel(FieldType type) {
        return switch (type) {
            case EMAIL -> Optional.of(Channel.MAIL);
            case PHONE -> Optional.of(Channel.SMS);
            default -> Optional.empty();
        };
    }

    private static Optional<String> clear(Disclosure disclosure, String field) {
        return Optional.ofNullable(disclosure.fields().get(field))
                .filter(shown -> shown.level() == Level.CLEAR)
                .map(Disclosure.Shown::value);
    }

    private static Problem notOffered() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "customer_account.not_offered",
                "Declare the purpose customer_account in the catalog, and a role of the same name that is granted the"
                        + " customer's mail address or phone in clear for it.");
    }
}

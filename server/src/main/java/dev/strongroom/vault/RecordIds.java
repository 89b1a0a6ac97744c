package dev.strongroom.vault;

import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.web.Problem;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;

/// Draws the random ids of new records.
final class RecordIds {

    private final SecureRandom random;

    RecordIds(SecureRandom random) {
        this.random = random;
    }

    /// @param customer whom the record belongs to, as it was sent; empty for a customer's own record
    /// @throws Problem when the collection asks for a customer and none is named, or the other way round
    RecordId fresh(CollectionDefinition definition, Optional<String> customer) {
        if (!definition.customer()) {
            return ofNewRecord(owner(customer));
        }
        if (customer.isPresent()) {
            throw customerNotExpected();
        }
        return ofNewCustomer();
    }

    RecordId ofNewCustomer() {
        return RecordId.ofCustomer(randomId());
    }

    /// Ids of customers that come together. They are random in their last 32 bits and share the first, so that many
    /// are stored side by side: an index page is then read once for all of them instead of once for each.
    Supplier<RecordId> ofNewCustomersTogether() {
        long shared = (long) random.nextInt() << Integer.SIZE;
        return () -> RecordId.ofCustomer(known(shared | Integer.toUnsignedLong(random.nextInt())));
    }

    RecordId ofNewRecord(long customer) {
        return new RecordId(customer, randomId());
    }

    /// The number of the customer that is named as a record's owner.
    static long owner(Optional<String> customer) {
        return customer.flatMap(RecordId::parse)
                .filter(RecordId::isCustomer)
                .orElseThrow(() -> Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "customer.required",
                        "Send the id of the customer this record belongs to as `customer`."))
                .customer();
    }

    static Problem customerNotExpected() {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "customer.not_expected",
                "Leave `customer` out: a customer's own record makes the customer.");
    }

    private long randomId() {
        return known(random.nextLong());
    }

    /// Never the id that stands for nobody.
    private static long known(long id) {
        return id == 0 ? 1 : id;
    }
}

package dev.strongroom.vault;

import dev.strongroom.RunningServer;
import java.util.concurrent.atomic.AtomicInteger;

/// The sample shop, with the bodies and calls that many tests share.
final class Shop {

    static final String[] SUPPORT = {"Strongroom-Purpose", "support"};
    private static final AtomicInteger COUNTER = new AtomicInteger();

    /// Other classes make customers meanwhile.
    private static final ThreadLocal<Integer> LAST = ThreadLocal.withInitial(() -> 0);

    private Shop() {}

    /// A new customer, unlike any other.
    static String customer() {
        int number = COUNTER.incrementAndGet();
        LAST.set(number);
        return """
                {"fields": {"name": "王小明", "email": "%s", "phone": "+86138%08d", "address": "北京市海淀区中关村大街1号",
                 "card": "4242424242424242"}, "reference": "R-%d"}""".formatted(email(number), number, number);
    }

    /// The address of the customer that this thread made last.
    static String lastEmail() {
        return email(LAST.get());
    }

    private static String email(int number) {
        return "buyer.%d@example.com".formatted(number);
    }

    static String order(String customer) {
        return """
                {"customer": "%s", "fields": {"number": "N-%d", "items": {"sku": [1, 2]}, "total": "12.50 CNY",
                 "placed_on": "2026-01-31"}}""".formatted(customer, COUNTER.incrementAndGet());
    }

    static String payment(String customer) {
        return """
                {"customer": "%s", "fields": {"amount": "12.50 CNY", "paid_on": "2026-01-31"}}""".formatted(customer);
    }

    static RunningServer.Answer disclose(RunningServer server, String key, String collection, String id) {
        return server.get("/v1/records/" + collection + "/" + id, key, SUPPORT);
    }

    static RunningServer.Answer searchByEmail(RunningServer server, String key, String email) {
        return server.post("/v1/records/customers/search", key, """
                {"field": "email", "match": "exact", "value": "%s"}""".formatted(email), SUPPORT);
    }

    /// The number in the database of the customer with this id.
    static long number(String customer) {
        return RecordId.parse(customer).orElseThrow().customer();
    }

    /// The condition that names a record's row.
    static String row(String id) {
        var parsed = RecordId.parse(id).orElseThrow();
        return " customer_id = %d and record_id = %d ".formatted(parsed.customer(), parsed.record());
    }
}

package dev.strongroom.cli;

import java.util.Map;
import java.util.function.IntPredicate;

/// The customers that the walk is about, in the user's language.
///
/// @param customer has an order and no payment, and is erased at the end of the walk
/// @param email of that customer
/// @param payer has a payment, which the law holds
record DemoCast(String customer, String email, String payer) {

    /// Whoever was erased by an earlier walk is passed over.
    static DemoCast choose(Map<Integer, String> customers, ServerClient client, Words words) {
        int customer = first(
                customers,
                number -> DemoCustomers.hasOrder(number)
                        && !DemoCustomers.hasPayment(number)
                        && DemoCustomers.isChinese(number) == words.areChinese(),
                client,
                words);
        int payer = first(
                customers,
                number -> DemoCustomers.hasPayment(number) && DemoCustomers.isChinese(number) == words.areChinese(),
                client,
                words);
        return new DemoCast(
                customers.getOrDefault(customer, ""), DemoCustomers.email(customer), customers.getOrDefault(payer, ""));
    }

    private static int first(Map<Integer, String> customers, IntPredicate fits, ServerClient client, Words words) {
        return customers.entrySet().stream()
                .filter(entry -> fits.test(entry.getKey()))
                .filter(entry -> client.post("/v1/customers/" + entry.getValue() + "/erasures?preview=true")
                        .isGood())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> CommandFailed.refused(words.say("demo.nobody_left")));
    }
}

package dev.strongroom.identity.contact;

import dev.strongroom.identity.AddressesOnFile;
import dev.strongroom.identity.AddressesOnFile.OnFile;
import dev.strongroom.identity.account.AccountSecrets;
import dev.strongroom.notify.Channel;
import dev.strongroom.notify.Outbox;
import dev.strongroom.notify.SmsBudget;
import dev.strongroom.web.Problem;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Where customers can be written to now: what is on file, in the form it is written to, by the channels that are open.
final class ReachableCustomers {

    private final AddressesOnFile onFile;
    private final AccountSecrets secrets;
    private final Outbox outbox;
    private final SmsBudget budget;

    ReachableCustomers(AddressesOnFile onFile, AccountSecrets secrets, Outbox outbox, SmsBudget budget) {
        this.onFile = onFile;
        this.secrets = secrets;
        this.outbox = outbox;
        this.budget = budget;
    }

    /// Mail addresses first.
    ///
    /// @throws Problem if customers are offered no accounts, or there is no such customer
    List<OnFile> of(long customer, Optional<String> onBehalfOf) {
        return onFile.of(customer, onBehalfOf).stream()
                .filter(address -> outbox.isOpen(address.channel()))
                .flatMap(address -> written(address).stream())
                .toList();
    }

    /// As [#of], where nobody is to be told why there is none.
    Optional<OnFile> by(Channel channel, long customer) {
        try {
            return of(customer, Optional.empty()).stream()
                    .filter(address -> address.channel() == channel)
                    .findFirst();
        } catch (Problem refused) {
            if (refused.status().is4xxClientError()) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private Optional<OnFile> written(OnFile address) {
        return switch (address.channel()) {
            case MAIL -> MailAddress.parse(address.value()).map(mail -> new OnFile(Channel.MAIL, mail));
            case SMS ->
                PhoneNumber.parse(address.value())
                        .filter(phone -> budget.mayReach(phone.country()))
                        .map(phone -> new OnFile(Channel.SMS, phone.number()));
        };
    }

    static String masked(OnFile address) {
        var kind = address.channel() == Channel.MAIL ? Contact.Kind.MAIL : Contact.Kind.PHONE;
        return Contact.mask(kind, address.value());
    }

    /// Takes a text message from what is left.
    ///
    /// @throws Problem if none is
    void take(JdbcClient transaction, OnFile phone, String account, String network) {
        var country = PhoneNumber.parse(phone.value()).map(PhoneNumber::country).orElse("");
        var asked = new SmsBudget.Asked(
                secrets.counted("number", phone.value()), country, account, secrets.counted("network", network));
        budget.take(transaction, asked).map(ContactRefusals::of).ifPresent(refusal -> {
            throw refusal;
        });
    }
}

package dev.strongroom.identity.contact;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.identity.account.Account;
import dev.strongroom.identity.account.AccountRows;
import dev.strongroom.notify.Correspondents;
import dev.strongroom.notify.Letter;
import dev.strongroom.notify.Message;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Customers are written to where their record says, which is looked up for each message.
final class CustomerCorrespondents implements Correspondents {

    /// Stands for the address that is on file when the message is sent.
    static final String ON_FILE = "on-file";

    private final JdbcClient jdbc;
    private final CustomerCodes codes;
    private final ReachableCustomers reachable;
    private final String server;

    CustomerCorrespondents(
            JdbcClient jdbc, CustomerCodes codes, ReachableCustomers reachable, StrongroomConfiguration configuration) {
        this.jdbc = jdbc;
        this.codes = codes;
        this.reachable = reachable;
        this.server = configuration.http().publicUrl().toString();
    }

    @Override
    public boolean know(String recipient) {
        return recipient.startsWith(Account.CUSTOMER);
    }

    @Override
    public Optional<Letter> letter(Message message) {
        return message.template().equals(CustomerCodes.CODE) ? codes.draw(message.about()) : notice(message);
    }

    private Optional<Letter> notice(Message message) {
        return AccountRows.byId(jdbc, message.recipient(), false)
                .map(AccountRows.Stored::account)
                .flatMap(account -> AccountRows.customerOf(jdbc, account.id())
                        .flatMap(customer -> reachable.by(message.channel(), customer))
                        .map(address -> new Letter(address.value(), account.language(), Map.of("server", server))));
    }
}

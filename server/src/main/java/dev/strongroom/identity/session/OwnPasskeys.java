package dev.strongroom.identity.session;

import dev.strongroom.identity.account.Account;
import dev.strongroom.identity.account.AccountRows;
import dev.strongroom.identity.account.AccountSecrets;
import dev.strongroom.identity.passkey.PasskeyOptions;
import dev.strongroom.identity.passkey.PasskeyRefusals;
import dev.strongroom.identity.passkey.Passkeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What people do with their own passkeys: make, list, rename, remove. The first one may take the place of an app when
/// an
/// invitation is taken up; any further one needs both factors just proven, so that neither a stolen password nor an
/// open
/// browser is enough to add one.
public final class OwnPasskeys {

    private final OwnChanges own;
    private final OwnFactors factors;
    private final Passkeys passkeys;
    private final AccountSecrets secrets;
    private final SignIn signIn;
    private final JdbcClient jdbc;

    OwnPasskeys(
            OwnChanges own,
            OwnFactors factors,
            Passkeys passkeys,
            AccountSecrets secrets,
            SignIn signIn,
            JdbcClient jdbc) {
        this.own = own;
        this.factors = factors;
        this.passkeys = passkeys;
        this.secrets = secrets;
        this.signIn = signIn;
        this.jdbc = jdbc;
    }

    public PasskeyOptions.Creation begin(Session session) {
        factors.requireMayEnrol(session);
        var account = session.account();
        return passkeys.creationOptions(jdbc, account, session.id(), name(account));
    }

    private String name(Account account) {
        return AccountRows.byId(jdbc, account.id(), false)
                .flatMap(stored -> secrets.openIfIntact(jdbc, account, "name", stored.sealedName()))
                .orElse(account.id());
    }

    /// @param json what the browser gives: a RegistrationResponseJSON
    public OwnFactors.Enrolled finish(Session session, String label, String json, SignIn.From from) {
        factors.requireMayEnrol(session);
        signIn.countTry(session, from);
        var codes = new ArrayList<String>();
        var step = signIn.prove(
                session,
                from,
                Factor.PASSKEY,
                transaction -> {
                    var added = passkeys.add(transaction, session.account(), session.id(), label, json);
                    if (added.isPresent()) {
                        codes.addAll(factors.activate(transaction, session.account()));
                        own.tell(transaction, session, "passkey-enrolled");
                    }
                    return added.isPresent();
                },
                Map.of("passkey", "enrolled"),
                PasskeyRefusals::notMade);
        return new OwnFactors.Enrolled(step, List.copyOf(codes));
    }

    public List<Passkeys.Passkey> list(Session session) {
        return passkeys.list(jdbc, session.account());
    }

    public void rename(Session session, String id, String label) {
        own.make(session, transaction -> {
            passkeys.rename(transaction, session.account(), id, label);
            return new OwnChanges.Made<>(id, id, "renamed", "");
        });
    }

    /// Ends every other session, and in this one no passkey counts as just proven: it may have been this one.
    public void remove(Session session, String id) {
        own.make(session, transaction -> {
            passkeys.remove(transaction, session.account(), id);
            OwnFactors.requireOneLeft(transaction, session.account());
            SessionRows.endOthers(transaction, session, Factor.PASSKEY);
            return new OwnChanges.Made<>(id, id, "removed", "passkey-removed");
        });
    }
}

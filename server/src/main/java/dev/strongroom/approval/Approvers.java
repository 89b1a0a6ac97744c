package dev.strongroom.approval;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Who may approve. A higher module answers for the people it knows.
public interface Approvers {

    /// The accounts of people who may approve now. None comes or goes until the transaction ends.
    Set<String> held(JdbcClient transaction);

    /// As [#held], of privacy officers, who approve looks at customers beside administrators.
    Set<String> heldOfficers(JdbcClient transaction);

    /// As [#held], for who only looks.
    Set<String> now();

    /// Whether whoever asked may still do anything: a person who is not disabled, a client that is not revoked.
    boolean isActive(JdbcClient transaction, String requester);

    /// Words of a person, unreadable in the database.
    ///
    /// @param use what they are, which binds them
    byte[] seal(JdbcClient transaction, String account, String use, String words);

    /// What was sealed; empty if it was changed, or belongs elsewhere.
    Optional<String> open(JdbcClient jdbc, String account, String use, byte[] sealed);

    /// Tells a person of a request.
    ///
    /// @param account of a person; nothing is told to anybody else
    /// @param template names the text
    /// @param words ids and words of the product
    void tell(JdbcClient transaction, String account, String template, Map<String, String> words);
}

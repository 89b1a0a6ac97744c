package dev.strongroom.approval;

import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// That a change may be made: because another person approved it, or because there is nobody yet who could.
public interface Agreement {

    /// Uses it up, as the first part of the transaction that makes the change.
    ///
    /// @param change as it is now: the one that was approved, or else nothing is changed
    /// @return what the entry of the change tells besides: the request, or that one person did it alone
    /// @throws dev.strongroom.web.Problem 409 if it is not good any more
    Map<String, String> use(JdbcClient transaction, AskedChange change);
}

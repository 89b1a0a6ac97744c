package dev.strongroom.catalog;

import dev.strongroom.web.Caller;
import java.util.OptionalLong;

/// Answers for one kind of requirement. A module that knows offers a bean; where there is none, catalogs with such a
/// requirement are not applied, and nothing is permitted that depends on it.
public interface RequirementAnswers {

    Requirement.Kind kind();

    /// @param customer whom it is about; empty: nobody in particular, which no flag can be answered for
    /// @return false if it does not hold, or is not known
    boolean holds(Requirement requirement, Caller caller, OptionalLong customer);
}

package dev.strongroom.pages;

import dev.strongroom.web.Caller;
import java.util.Map;

/// The names of those who act, for pages that show what they did; whoever knows names declares it as a bean.
public interface ActorNames {

    /// @param reader who looks at the page
    /// @return by opaque id, those that the reader may see; an id that is not there is shown as it is
    Map<String, String> names(Caller reader);
}

package dev.strongroom.pages;

import dev.strongroom.web.Caller;
import java.util.Set;

/// A page that is offered on every page. Modules declare their own as beans.
///
/// @param word key of its name among the words of pages
/// @param path where it is, without a slash at the end
/// @param icon its name in `icons.svg`
/// @param order among the others, from the top
/// @param roles one of which sees it; empty: all staff
public record NavigationEntry(String word, String path, String icon, int order, Set<String> roles) {

    public NavigationEntry {
        roles = Set.copyOf(roles);
    }

    /// Whether somebody is offered it.
    public boolean isFor(Caller caller) {
        return !caller.isCustomer() && (roles.isEmpty() || roles.stream().anyMatch(caller.roles()::contains));
    }

    /// Whether a page is this one, or below it.
    boolean leadsTo(String page) {
        return page.equals(path) || page.startsWith(path + "/");
    }
}

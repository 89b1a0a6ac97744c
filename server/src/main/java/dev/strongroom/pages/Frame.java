package dev.strongroom.pages;

import dev.strongroom.web.Caller;
import java.util.List;
import java.util.Optional;

/// What stands around the content of a page.
///
/// @param language its tag (BCP 47)
/// @param theme `light`, `dark` or `auto`
/// @param caller who is signed in
/// @param navigation the pages that they may open
/// @param address where the assets are
/// @param company what people call the company's sign-in; empty where there is none
public record Frame(
        String language, String theme, Optional<Caller> caller, List<Link> navigation, String address, String company) {

    public Frame {
        navigation = List.copyOf(navigation);
    }

    /// @param current whether the reader is there
    public record Link(String word, String path, String icon, boolean current) {}

    /// The address of an asset, which changes with its content.
    public String asset(String name) {
        return address + name;
    }

    public boolean isSignedIn() {
        return caller.isPresent();
    }

    /// The opaque id of who is signed in; empty for nobody.
    public String person() {
        return caller.map(Caller::id).orElse("");
    }

    /// Whether who is signed in has the role.
    public boolean has(String role) {
        return caller.filter(known -> known.roles().contains(role)).isPresent();
    }
}

package dev.strongroom.identity;

/// Who shall be an administrator.
///
/// @param recovery whether there are administrators already, of whom none can help
/// @param name as colleagues call the person
/// @param signInName what the person will type
/// @param language in which the person is written to
public record NewAdministrator(boolean recovery, String name, String signInName, String language) {
    @Override
    public String toString() {
        return "NewAdministrator";
    }
}

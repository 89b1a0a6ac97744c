package dev.strongroom.identity;

/// Which roles and purposes exist, so that a misspelt one is refused when a client is made. A higher module answers.
public interface KnownNames {

    boolean isRole(String name);

    boolean isPurpose(String name);
}

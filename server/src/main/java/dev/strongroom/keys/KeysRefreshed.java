package dev.strongroom.keys;

/// Another server that shares the key file has changed it, and this one has taken the change over.
public record KeysRefreshed() {}

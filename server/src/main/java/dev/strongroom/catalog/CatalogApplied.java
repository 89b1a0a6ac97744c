package dev.strongroom.catalog;

/// Another catalog is in force.
///
/// @param hash of its source
public record CatalogApplied(String hash) {}

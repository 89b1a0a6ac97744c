package dev.strongroom.vault;

import dev.strongroom.core.crypto.CustomerKey;

/// A token's row with the wrapped key of its customer, both read by one statement.
///
/// @param configurationVersion as the statement saw it
record StoredToken(TokenRow row, CustomerKey.Wrapped key, long configurationVersion) {}

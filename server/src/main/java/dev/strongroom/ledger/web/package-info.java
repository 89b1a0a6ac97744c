/// The log over HTTP: checkpoint, tiles, entries, and proofs for receipts.
@NullMarked
package dev.strongroom.ledger.web;

import org.jspecify.annotations.NullMarked;

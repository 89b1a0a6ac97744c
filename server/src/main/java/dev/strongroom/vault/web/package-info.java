/// Records, customers, looks and erasures over HTTP.
@NullMarked
package dev.strongroom.vault.web;

import org.jspecify.annotations.NullMarked;

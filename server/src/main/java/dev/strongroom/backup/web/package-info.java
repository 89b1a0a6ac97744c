/// Backups over HTTP.
@NullMarked
package dev.strongroom.backup.web;

import org.jspecify.annotations.NullMarked;

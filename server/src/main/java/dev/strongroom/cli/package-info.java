/// The commands of the `strongroom` launcher: local ones, and clients of a running server.
@NullMarked
package dev.strongroom.cli;

import org.jspecify.annotations.NullMarked;

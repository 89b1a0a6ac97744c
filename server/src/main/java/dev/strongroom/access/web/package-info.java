/// Times during which a purpose may be stated, over HTTP.
@NullMarked
package dev.strongroom.access.web;

import org.jspecify.annotations.NullMarked;

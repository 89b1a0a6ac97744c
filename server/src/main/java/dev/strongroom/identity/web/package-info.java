/// API clients over HTTP.
@NullMarked
package dev.strongroom.identity.web;

import org.jspecify.annotations.NullMarked;

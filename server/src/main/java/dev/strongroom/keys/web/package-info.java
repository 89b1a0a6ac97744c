/// Key status and rotation over HTTP.
@NullMarked
package dev.strongroom.keys.web;

import org.jspecify.annotations.NullMarked;

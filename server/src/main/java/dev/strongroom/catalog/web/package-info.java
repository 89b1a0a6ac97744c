/// The catalog over HTTP: show, plan, apply.
@NullMarked
package dev.strongroom.catalog.web;

import org.jspecify.annotations.NullMarked;

/// Customers' accounts over HTTP.
@NullMarked
package dev.strongroom.portal.web;

import org.jspecify.annotations.NullMarked;

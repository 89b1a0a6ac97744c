/// Requests for approval over HTTP.
@NullMarked
package dev.strongroom.approval.web;

import org.jspecify.annotations.NullMarked;

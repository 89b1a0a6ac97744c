/// What became of messages, and the page that shows them where none is sent.
@NullMarked
package dev.strongroom.notify.web;

import org.jspecify.annotations.NullMarked;

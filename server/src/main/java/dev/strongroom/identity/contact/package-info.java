/// Where people with accounts are reached, and the codes that are sent there.
@NullMarked
package dev.strongroom.identity.contact;

import org.jspecify.annotations.NullMarked;

/// Accounts of staff: who may sign in, by which name, with which roles, and how they are invited.
@NullMarked
package dev.strongroom.identity.account;

import org.jspecify.annotations.NullMarked;

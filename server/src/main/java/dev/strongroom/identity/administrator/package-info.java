/// Makes administrators for whoever has the key file and its passphrase.
@NullMarked
package dev.strongroom.identity.administrator;

import org.jspecify.annotations.NullMarked;

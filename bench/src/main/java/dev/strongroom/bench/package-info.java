/// Measures what the product does beside the raw limit of the same machine in the same run.
@NullMarked
package dev.strongroom.bench;

import org.jspecify.annotations.NullMarked;

package dev.strongroom.notify;

import java.util.Locale;

/// A way to reach a person outside of the product.
public enum Channel {
    MAIL,
    SMS;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.strongroom.advisories;

/// A bill of materials that is missing, or says nothing that can be compared.
public final class MalformedBill extends Exception {

    MalformedBill(String reason) {
        super(reason);
    }
}

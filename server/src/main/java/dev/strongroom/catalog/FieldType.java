package dev.strongroom.catalog;

import tools.jackson.databind.JsonNode;

/// What a field holds. Decides which values are taken, how they are stored, found again and masked.
@SuppressWarnings("ImmutableEnumChecker") // formats are records of immutable values
public enum FieldType {
    /// Up to 10,000 characters; lines end in a line feed.
    TEXT(new TextFormat(10_000), Mask.HIDDEN, true),
    /// A person's or organisation's name in any script, up to 200 characters.
    NAME(new NameFormat(), Mask.NAME, true),
    /// An address of RFC 5321 or RFC 6531 without quoted parts.
    EMAIL(new EmailFormat(), Mask.EMAIL, true),
    /// A telephone number, stored as E.164.
    PHONE(new PhoneFormat(), Mask.PHONE, true),
    /// A postal address, up to 1,000 characters.
    ADDRESS(new TextFormat(1_000), Mask.ADDRESS, false),
    /// A real day of the Gregorian calendar as ISO 8601 `2024-02-29`.
    DATE(new DateFormat(), Mask.DATE, false),
    /// An amount and an ISO 4217 currency, `12.50 CNY`.
    AMOUNT(new AmountFormat(), Mask.AMOUNT, false),
    /// A Chinese resident identity number (GB 11643), or whatever the pattern of the field says.
    NATIONAL_ID(new NationalIdFormat(), Mask.NATIONAL_ID, true),
    /// A payment card number of ISO/IEC 7812, stored as digits.
    CARD(new CardFormat(), Mask.CARD, true),
    /// A bank account of ISO 13616.
    IBAN(new IbanFormat(), Mask.IBAN, true),
    /// An IPv4 or IPv6 address.
    IP(new IpFormat(), Mask.IP, true),
    /// Any JSON, stored compactly in at most 64 KiB.
    JSON(new JsonFormat(), Mask.HIDDEN, false),
    /// A file of up to 64 MiB. It is stored beside its record; the field holds a description that only the vault
    /// writes.
    FILE(new JsonFormat(), Mask.HIDDEN, false);

    private final ValueFormat format;
    private final Mask mask;
    private final boolean exactSearch;

    FieldType(ValueFormat format, Mask mask, boolean exactSearch) {
        this.format = format;
        this.mask = mask;
        this.exactSearch = exactSearch;
    }

    /// The stored form of a value. The one place where values are checked; nothing that it refuses may be stored.
    ///
    /// All types but [#JSON] take a JSON string only; [#FILE] takes no JSON at all.
    ///
    /// @return never empty
    /// @throws InvalidValue with a code; the value is not in it
    public String canonical(FieldDefinition field, JsonNode value) {
        if (this == JSON) {
            return JsonFormat.compact(value);
        }
        if (this == FILE) {
            throw new InvalidValue("value.is_a_file");
        }
        if (!value.isString()) {
            throw new InvalidValue("value.wrong_type");
        }
        return format.canonical(field, Characters.checked(value.stringValue(), this == TEXT || this == ADDRESS));
    }

    /// The form that indexes are computed over: values that a person would call the same have the same bytes.
    ///
    /// @param canonical as [#canonical] made it
    public byte[] normalised(String canonical) {
        return format.normalised(canonical);
    }

    /// The mask of fields that name none.
    public Mask mask() {
        return mask;
    }

    /// Whether [SearchKind#EXACT] is offered. It is not where few values are likely, for a thief of the index could
    /// count them (dates, amounts), nor where equal things are written in many ways (addresses, JSON).
    public boolean exactSearch() {
        return exactSearch;
    }

    /// Whether a field of this type may have a pattern.
    boolean takesPattern() {
        return this == TEXT || this == NATIONAL_ID;
    }
}

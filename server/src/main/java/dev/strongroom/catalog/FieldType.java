package dev.strongroom.catalog;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What a field holds. Decides which values are taken, how they are stored, found again and masked.
@SuppressWarnings("ImmutableEnumChecker") // formats are records of immutable values
public enum FieldType {
    /// Up to 10,000 characters; lines end in a line feed.
    TEXT(
            new TextFormat(10_000),
            Mask.HIDDEN,
            SearchKind.EXACT,
            SearchKind.SUFFIX,
            SearchKind.PREFIX,
            SearchKind.CONTAINS),
    /// A person's or organisation's name in any script, up to 200 characters.
    NAME(new NameFormat(), Mask.NAME, SearchKind.EXACT, SearchKind.PREFIX, SearchKind.CONTAINS),
    /// An address of RFC 5321 or RFC 6531 without quoted parts.
    EMAIL(new EmailFormat(), Mask.EMAIL, SearchKind.EXACT, SearchKind.PREFIX, SearchKind.CONTAINS),
    /// A telephone number, stored as E.164.
    PHONE(new PhoneFormat(), Mask.PHONE, SearchKind.EXACT, SearchKind.SUFFIX),
    /// A postal address, up to 1,000 characters.
    ADDRESS(new TextFormat(1_000), Mask.ADDRESS, SearchKind.CONTAINS),
    /// A real day of the Gregorian calendar as ISO 8601 `2024-02-29`.
    DATE(new DateFormat(), Mask.DATE, SearchKind.BETWEEN),
    /// An amount and an ISO 4217 currency, `12.50 CNY`.
    AMOUNT(new AmountFormat(), Mask.AMOUNT, SearchKind.BETWEEN),
    /// A Chinese resident identity number (GB 11643), or whatever the pattern of the field says.
    NATIONAL_ID(new NationalIdFormat(), Mask.NATIONAL_ID, SearchKind.EXACT, SearchKind.SUFFIX),
    /// A payment card number of ISO/IEC 7812, stored as digits.
    CARD(new CardFormat(), Mask.CARD, SearchKind.EXACT, SearchKind.SUFFIX),
    /// A bank account of ISO 13616.
    IBAN(new IbanFormat(), Mask.IBAN, SearchKind.EXACT, SearchKind.SUFFIX),
    /// An IPv4 or IPv6 address.
    IP(new IpFormat(), Mask.IP, SearchKind.EXACT),
    /// Any JSON, stored compactly in at most 64 KiB.
    JSON(new JsonFormat(), Mask.HIDDEN),
    /// A file of up to 64 MiB. It is stored beside its record; the field holds a description that only the vault
    /// writes.
    FILE(new JsonFormat(), Mask.HIDDEN);

    private final ValueFormat format;
    private final Mask mask;
    private final Set<SearchKind> offered;

    FieldType(ValueFormat format, Mask mask, SearchKind... offered) {
        this.format = format;
        this.mask = mask;
        this.offered = Set.of(offered);
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

    /// Whether values can be found that way. [SearchKind#EXACT] is not offered where few values are likely, for a thief
    /// of the index could count them (dates, amounts), nor where equal things are written in many ways (addresses,
    /// JSON).
    public boolean offers(SearchKind kind) {
        return offered.contains(kind);
    }

    /// The text in which beginnings, ends and parts are looked for.
    ///
    /// @param canonical as [#canonical] made it
    public String searchable(String canonical) {
        return format.searchable(canonical);
    }

    /// A beginning, end or part in the form of [#searchable].
    ///
    /// @param part as a caller sent it
    /// @return not empty
    /// @throws InvalidValue if it is no text, or no value can contain it
    public String searchablePart(JsonNode part) {
        if (!part.isString()) {
            throw new InvalidValue("value.wrong_type");
        }
        var searchable = format.searchablePart(Characters.checked(part.stringValue(), false));
        if (searchable.isEmpty()) {
            throw new InvalidValue("value.not_a_part");
        }
        return searchable;
    }

    /// The place of a day or an amount among others.
    ///
    /// @param canonical as [#canonical] made it
    /// @throws UnsupportedOperationException for types that do not offer [SearchKind#BETWEEN]
    public Ordinal ordinal(String canonical) {
        return format.ordinal(canonical);
    }

    /// Whether a field of this type may have a pattern.
    boolean takesPattern() {
        return this == TEXT || this == NATIONAL_ID;
    }
}

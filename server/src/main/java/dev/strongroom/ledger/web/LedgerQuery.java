package dev.strongroom.ledger.web;

import dev.strongroom.ledger.CustomerPseudonyms;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.LedgerFilter;
import dev.strongroom.pages.Days;
import dev.strongroom.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/// What a page asks of the log: ids, names and days, which all may stand in its address.
///
/// @param purpose a hyphen: only what was without one
/// @param decision `permit` or `deny`
/// @param customer the opaque id of one
record LedgerQuery(
        Days days,
        Optional<String> actor,
        Optional<String> purpose,
        Optional<String> kind,
        Optional<String> decision,
        Optional<String> customer) {

    private static final String NO_PURPOSE = "-";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,100}");

    static LedgerQuery of(HttpServletRequest request) {
        return new LedgerQuery(
                Days.of(text(request, "from").orElse(""), text(request, "to").orElse("")),
                text(request, "actor").map(name -> name("actor", name)),
                text(request, "purpose").map(name -> name("purpose", name)),
                text(request, "kind").map(name -> kind(name).word()),
                text(request, "decision").map(LedgerQuery::decision),
                text(request, "customer").map(name -> name("customer", name)));
    }

    /// @throws Problem if there is no such customer
    LedgerFilter filter(CustomerPseudonyms pseudonyms) {
        var start = days.start();
        var end = days.end();
        return new LedgerFilter(
                start,
                end,
                actor,
                purpose.map(name -> name.equals(NO_PURPOSE) ? "" : name),
                kind.map(LedgerQuery::kind),
                decision.map("permit"::equals),
                customer.map(id -> pseudonyms.of(id, start, end)));
    }

    /// As it stands in an address, without the question mark.
    public String address() {
        var parts = new LinkedHashMap<String, String>();
        days.from().ifPresent(day -> parts.put("from", day.toString()));
        days.to().ifPresent(day -> parts.put("to", day.toString()));
        actor.ifPresent(name -> parts.put("actor", name));
        purpose.ifPresent(name -> parts.put("purpose", name));
        kind.ifPresent(name -> parts.put("kind", name));
        decision.ifPresent(name -> parts.put("decision", name));
        customer.ifPresent(id -> parts.put("customer", id));
        return parts.entrySet().stream()
                .map((Map.Entry<String, String> part) -> part.getKey() + "=" + part.getValue())
                .collect(Collectors.joining("&"));
    }

    private static Optional<String> text(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private static String name(String name, String text) {
        if (!NAME.matcher(text).matches()) {
            throw wrong(name);
        }
        return text;
    }

    private static EntryKind kind(String text) {
        return EntryKind.of(text).orElseThrow(() -> wrong("kind"));
    }

    private static String decision(String text) {
        if (!text.equals("permit") && !text.equals("deny")) {
            throw wrong("decision");
        }
        return text;
    }

    private static Problem wrong(String member) {
        return Problem.of(HttpStatus.BAD_REQUEST, "ledger.query", "Look for ids and names as the log has them.")
                .with("member", member);
    }
}

package dev.strongroom.vault.web;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.LedgerExplorer;
import dev.strongroom.ledger.LedgerFilter;
import dev.strongroom.pages.Actors;
import dev.strongroom.pages.Page;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What the reader has looked at and was refused, newest first. It tells nobody's but their own, names no customer,
/// opens nothing that was said with a look, and of what was refused it tells what the answer told.
@Page
@AnyCaller
class OwnLooksPages {

    private static final String NO_PURPOSE = "-";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,100}");
    private static final int PAGE = 50;

    /// Everybody may ask for this page, at any time.
    private static final int MOST_READ = 5_000;

    private final LedgerExplorer explorer;
    private final ActiveCatalog active;

    OwnLooksPages(LedgerExplorer explorer, ActiveCatalog active) {
        this.explorer = explorer;
        this.active = active;
    }

    /// @param refused whether what was refused is shown, instead of what was seen
    /// @param purpose its id, or a hyphen for what was without one; empty: all
    /// @param before the `next` of the page before; negative: from the newest
    @GetMapping(FindPages.CUSTOMERS + "/my-looks")
    String looks(
            @RequestParam(defaultValue = "false") boolean refused,
            @RequestParam(defaultValue = "") String purpose,
            @RequestParam(defaultValue = "-1") long before,
            Caller caller,
            Locale locale,
            Model model) {
        var filter = filter(caller, refused, purpose.strip());
        var found = explorer.find(filter, before < 0 ? Long.MAX_VALUE : before, PAGE, MOST_READ);
        model.addAttribute("looks", LooksView.own(found, active, new Actors.Actor(caller.id(), ""), locale));
        model.addAttribute("isFirst", before < 0);
        model.addAttribute("refused", refused);
        model.addAttribute("purpose", purpose.strip());
        model.addAttribute("purposeTitle", title(purpose.strip(), locale));
        return "vault/own-looks";
    }

    private static LedgerFilter filter(Caller caller, boolean refused, String purpose) {
        var own = LedgerFilter.EVERYTHING.by(caller.id()).of(refused ? EntryKind.REFUSAL : EntryKind.LOOK);
        if (purpose.isEmpty()) {
            return own;
        }
        if (!NAME.matcher(purpose).matches()) {
            throw Problem.of(HttpStatus.BAD_REQUEST, "ledger.query", "Look for ids and names as the log has them.")
                    .with("member", "purpose");
        }
        return own.stating(purpose.equals(NO_PURPOSE) ? "" : purpose);
    }

    /// Empty for looks without a purpose.
    private Optional<String> title(String purpose, Locale locale) {
        return Optional.of(purpose)
                .filter(name -> !name.isEmpty() && !name.equals(NO_PURPOSE))
                .map(name -> active.purposeTitle(name, locale));
    }
}

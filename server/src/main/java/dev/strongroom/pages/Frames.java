package dev.strongroom.pages;

import dev.strongroom.web.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;

/// Makes the frame of each page that is answered.
final class Frames {

    private final List<NavigationEntry> entries;
    private final PageAssets assets;
    private final String company;

    Frames(List<NavigationEntry> entries, PageAssets assets, String company) {
        this.entries = entries.stream()
                .sorted(Comparator.comparing(NavigationEntry::order))
                .toList();
        this.assets = assets;
        this.company = company;
    }

    Frame frame(HttpServletRequest request) {
        var caller = Caller.of(request);
        var path = request.getRequestURI();
        var current = entries.stream()
                .filter(entry -> entry.leadsTo(path))
                .max(Comparator.comparing(entry -> entry.path().length()));
        var links = entries.stream()
                .filter(entry -> caller.filter(entry::isFor).isPresent())
                .map(entry -> new Frame.Link(
                        entry.word(),
                        entry.path(),
                        entry.icon(),
                        current.filter(entry::equals).isPresent()))
                .toList();
        return new Frame(
                PageLanguage.of(request).toLanguageTag(),
                Preferences.theme(request),
                caller,
                links,
                assets.address(),
                company);
    }
}

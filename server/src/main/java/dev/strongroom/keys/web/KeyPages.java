package dev.strongroom.keys.web;

import dev.strongroom.keys.KeyEncryptionKeys;
import dev.strongroom.keys.KeyRotations;
import dev.strongroom.keys.KeyStatus;
import dev.strongroom.pages.Form;
import dev.strongroom.pages.NavigationEntry;
import dev.strongroom.pages.Page;
import dev.strongroom.pages.Part;
import dev.strongroom.web.Caller;
import dev.strongroom.web.RequiresRole;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/// The keys: which versions there are, how old they are, how far a rotation has come, and what is destroyed when.
@Page
@RequiresRole("administrator")
class KeyPages {

    private static final String KEYS = "/console/keys";
    private static final String WRAPS_CUSTOMERS = "kek";
    private static final List<String> KINDS = List.of(WRAPS_CUSTOMERS, "root", "log");

    private final KeyEncryptionKeys keys;
    private final KeyRotations rotations;
    private final Clock clock;

    KeyPages(KeyEncryptionKeys keys, KeyRotations rotations, Clock clock) {
        this.keys = keys;
        this.rotations = rotations;
        this.clock = clock;
    }

    @Configuration(proxyBeanMethods = false)
    static class Navigation {

        @Bean
        NavigationEntry keysEntry() {
            return new NavigationEntry("keys.title", KEYS, "keys", 80, Set.of("administrator"));
        }
    }

    /// @param versions newest first
    record Kind(String word, List<Version> versions) {}

    /// @param state `used`, `replaced` or `destroyed`
    /// @param dueAt when it may be destroyed at the earliest; empty if it is in use, or gone
    record Version(KeyStatus key, String state, long days, Optional<Instant> dueAt) {}

    /// How far customers' keys are under the newest key-encryption key.
    record Rewrapping(long done, long all) {

        public long percent() {
            return all == 0 ? 100 : done * 100 / all;
        }

        public boolean isComplete() {
            return done == all;
        }
    }

    @GetMapping(KEYS)
    String keys(Model model) {
        fill(model);
        return "keys/keys";
    }

    @GetMapping(KEYS + "/status")
    @Part
    String status(Model model) {
        fill(model);
        return "keys/keys :: status";
    }

    @PostMapping(KEYS + "/rotations")
    String rotate(Form form, Caller caller, Model model) {
        switch (form.text("kind")) {
            case WRAPS_CUSTOMERS -> rotations.rotateKeyEncryptionKey(caller.id());
            case "root" -> rotations.rotateRoot(caller.id());
            case "log" -> rotations.rotateLog(caller.id());
            default -> throw KeysController.unknownKind();
        }
        fill(model);
        return "keys/keys :: status";
    }

    private void fill(Model model) {
        var status = keys.status();
        var byKind = status.stream().collect(Collectors.groupingBy(KeyStatus::kind));
        model.addAttribute("kinds", kinds(byKind));
        model.addAttribute("rotatable", KINDS);
        model.addAttribute("rewrapping", rewrapping(byKind.getOrDefault(WRAPS_CUSTOMERS, List.of())));
    }

    private List<Kind> kinds(Map<String, List<KeyStatus>> byKind) {
        return byKind.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(kind -> new Kind(kind.getKey(), versions(kind.getValue())))
                .toList();
    }

    private List<Version> versions(List<KeyStatus> all) {
        int newest = all.stream().mapToInt(KeyStatus::version).max().orElse(0);
        return all.stream()
                .sorted(Comparator.comparing(KeyStatus::version).reversed())
                .map(key -> version(key, newest))
                .toList();
    }

    private Version version(KeyStatus key, int newest) {
        long days = Duration.between(key.createdAt(), clock.instant()).toDays();
        if (key.destroyedAt().isPresent()) {
            return new Version(key, "destroyed", days, Optional.empty());
        }
        if (key.version() == newest) {
            return new Version(key, "used", days, Optional.empty());
        }
        var dueAt = key.kind().equals(WRAPS_CUSTOMERS) ? keys.allKeptUntil(key.version()) : Optional.<Instant>empty();
        return new Version(key, "replaced", days, dueAt);
    }

    private static Rewrapping rewrapping(List<KeyStatus> wrapping) {
        int newest = wrapping.stream().mapToInt(KeyStatus::version).max().orElse(0);
        long all = wrapping.stream().mapToLong(KeyStatus::customers).sum();
        long done = wrapping.stream()
                .filter(key -> key.version() == newest)
                .mapToLong(KeyStatus::customers)
                .sum();
        return new Rewrapping(done, all);
    }
}

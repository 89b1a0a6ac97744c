package dev.strongroom.catalog;

import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The catalog in force, re-read whenever another one was applied by any server.
public final class ActiveCatalog {

    private final JdbcClient jdbc;
    private volatile Optional<Catalog> active;

    ActiveCatalog(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.active = read();
    }

    /// Empty until the first catalog was applied; then nothing can be stored or disclosed.
    public Optional<Catalog> current() {
        return active;
    }

    /// What people call a purpose: its title, or its id where the catalog in force does not have it.
    public String purposeTitle(String id, Locale locale) {
        return active.flatMap(catalog -> catalog.purpose(id))
                .map(purpose -> purpose.title().in(locale))
                .orElse(id);
    }

    /// Re-reads it from the database.
    void refresh() {
        var newest = jdbc.sql("select hash from catalog_applied order by number desc limit 1")
                .query(String.class)
                .optional();
        if (!newest.equals(active.map(Catalog::hash))) {
            active = read();
        }
    }

    private Optional<Catalog> read() {
        return jdbc.sql("select source from catalog_applied order by number desc limit 1")
                .query((row, number) -> row.getBytes(1))
                .optional()
                .map(Catalog::read);
    }
}

package dev.strongroom.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The first client of a new deployment. It is made together with the key file, before there is a database: the
/// secret is shown, its hash waits in a file, and the first start of the server takes it from there, once.
public final class FirstAdministrator {

    private static final String FILE = "first-administrator";

    private FirstAdministrator() {}

    /// @param folder private to its owner
    /// @return the secret, to be shown once
    public static String prepare(Path folder, SecureRandom random) {
        var secret = ClientSecret.fresh(ClientSecret.freshId(random), random);
        try {
            var file = Files.createFile(
                    folder.resolve(FILE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, secret.id() + " " + HexFormat.of().formatHex(secret.hash()));
            return secret.exposeCleartext();
        } catch (IOException failure) {
            throw new UncheckedIOException("The first administrator cannot be prepared in " + folder, failure);
        }
    }

    /// Only a deployment without any client takes one from the file; the file is deleted either way.
    static void admit(Path folder, JdbcClient jdbc) {
        var file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return;
        }
        try {
            var words = Files.readString(file).strip().split(" ");
            jdbc.sql("""
                    insert into api_client (id, name, secret_hash, roles, purposes, address_ranges)
                    select ?, 'first administrator', ?, array['administrator'], '{}', '{}'
                    where not exists (select 1 from api_client)
                    """).params(words[0], HexFormat.of().parseHex(words[1])).update();
            Files.delete(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("The first administrator cannot be read", failure);
        }
    }
}

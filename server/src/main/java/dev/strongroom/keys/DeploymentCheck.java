package dev.strongroom.keys;

import org.springframework.jdbc.core.simple.JdbcClient;

/// Ties the database to the key file: the first start writes the deployment id, every later one compares it.
final class DeploymentCheck {

    private DeploymentCheck() {}

    /// @throws KeyFileRefused if the database belongs to another deployment than the key file
    static void tie(JdbcClient jdbc, KeyRing ring) {
        jdbc.sql("insert into deployment (id) values (?) on conflict do nothing")
                .param(ring.deployment())
                .update();
        var stored = jdbc.sql("select id from deployment").query(String.class).single();
        if (!stored.equals(ring.deployment())) {
            throw new KeyFileRefused(
                    "The database belongs to another deployment than the key file; nothing was changed");
        }
    }
}

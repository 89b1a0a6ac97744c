package dev.strongroom;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.keys.KeyRing;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// The server's Spring application.
///
/// It starts from a validated configuration and an opened key ring: a wrong passphrase or setting is found before
/// anything is written or listens.
@SpringBootApplication(proxyBeanMethods = false)
public class StrongroomServer {

    /// @return the running server; closing it stops everything it started
    public static ConfigurableApplicationContext start(StrongroomConfiguration configuration, KeyRing keys) {
        return new SpringApplicationBuilder(StrongroomServer.class)
                .properties(properties(configuration))
                .registerShutdownHook(true)
                .initializers(context -> {
                    var beans = (GenericApplicationContext) context;
                    beans.registerBean(StrongroomConfiguration.class, () -> configuration);
                    beans.registerBean(KeyRing.class, () -> keys);
                })
                .run();
    }

    /// Only TLS 1.3 (RFC 8446) is spoken where a certificate is configured.
    private static Map<String, Object> properties(StrongroomConfiguration configuration) {
        var properties = new HashMap<String, Object>();
        properties.put("server.address", configuration.http().address());
        properties.put("server.port", configuration.http().port());
        properties.put("management.server.port", configuration.http().managementPort());
        configuration.tls().ifPresent(tls -> {
            properties.put("server.ssl.certificate", "file:" + tls.certificate());
            properties.put("server.ssl.certificate-private-key", "file:" + tls.privateKey());
            properties.put("server.ssl.enabled-protocols", "TLSv1.3");
            properties.put("server.ssl.protocol", "TLS");
            properties.put("management.server.ssl.enabled", "false");
        });
        return properties;
    }
}

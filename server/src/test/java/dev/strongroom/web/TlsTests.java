package dev.strongroom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.RawHttp;
import dev.strongroom.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where a certificate is configured, TLS 1.3 is spoken and nothing else.
class TlsTests {

    private static final char[] PASSWORD = "only for this test".toCharArray();

    @TempDir
    static Path folder;

    private static RunningServer server;
    private static KeyStore keys;

    @BeforeAll
    static void start() throws Exception {
        keys = selfSigned();
        var certificate = pem("CERTIFICATE", keys.getCertificate("server").getEncoded());
        var key = pem("PRIVATE KEY", keys.getKey("server", PASSWORD).getEncoded());
        server = RunningServer.start(
                Files.createDirectory(folder.resolve("home")),
                Map.of("STRONGROOM_TLS_CERTIFICATE", certificate.toString(), "STRONGROOM_TLS_KEY", key.toString()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static KeyStore selfSigned() throws Exception {
        var store = folder.resolve("keys.p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(made.waitFor()).isZero();
        return KeyStore.getInstance(store.toFile(), PASSWORD);
    }

    private static Path pem(String kind, byte[] encoded) throws IOException {
        var text = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + kind
                + "-----\n";
        return Files.writeString(folder.resolve(kind.replace(' ', '-') + ".pem"), text);
    }

    private static SSLSocket connect(String... protocols) throws Exception {
        Certificate certificate = keys.getCertificate("server");
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", certificate);
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.port());
        socket.setSoTimeout(10_000);
        socket.setEnabledProtocols(protocols);
        return socket;
    }

    @Test
    void tls13_isSpoken() throws Exception {
        try (var socket = connect("TLSv1.3", "TLSv1.2")) {
            socket.getOutputStream()
                    .write("GET /log/checkpoint HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes());
            assertThat(RawHttp.status(RawHttp.rest(socket))).isIn(200, 404);
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    @Test
    void browsers_areToldToComeBackEncrypted() throws Exception {
        try (var socket = connect("TLSv1.3")) {
            socket.getOutputStream().write("GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes());
            assertThat(RawHttp.rest(socket)).contains("Strict-Transport-Security: max-age=31536000");
        }
    }

    @Test
    void olderTls_isRefused() throws Exception {
        try (var socket = connect("TLSv1.2")) {
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void cleartext_isNotServed() {
        var answer = RawHttp.exchange(server, "GET /openapi.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).doesNotContain("openapi", "200");
    }
}

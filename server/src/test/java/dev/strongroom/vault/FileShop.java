package dev.strongroom.vault;

import dev.strongroom.RawHttp;
import dev.strongroom.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// A running shop whose orders have invoices, and the calls that tests of files share.
final class FileShop {

    static final int CHUNK = 65_536;
    static final String PDF = "application/pdf";
    static final String OF_ANY_KIND = "application/octet-stream";
    private static final byte[] PDF_BEGINNING = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> ROLES =
            List.of("tokenizer", "shop_backend", "support_agent", "log-reader", "eraser");

    final RunningServer server;
    final String key;

    FileShop(RunningServer server) {
        this.server = server;
        this.key = server.client(ROLES, List.of("support", "fulfilment"));
    }

    String customer() {
        return server.create(key, "customers", Shop.customer());
    }

    /// @return the id of a new order of a new customer
    String order() {
        return server.create(key, "orders", Shop.order(customer()));
    }

    /// @return the id of a new order whose version 2 has this invoice
    String orderWith(byte[] invoice) {
        return orderWith(invoice, PDF);
    }

    String orderWith(byte[] file, String mediaType) {
        var order = order();
        var answer = put(path(order), key, file, "If-Match", "\"1\"", "Content-Type", mediaType);
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.status() + " " + answer.text());
        }
        return order;
    }

    /// What begins as a PDF does, and goes on at random.
    static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        System.arraycopy(PDF_BEGINNING, 0, bytes, 0, Math.min(length, PDF_BEGINNING.length));
        return bytes;
    }

    static String path(String order) {
        return "/v1/records/orders/" + order + "/files/invoice";
    }

    static String customerOf(String order) {
        return order.substring(0, order.length() / 2);
    }

    RunningServer.Answer put(String order, int version, byte[] invoice) {
        return put(path(order), key, invoice, "If-Match", "\"" + version + "\"", "Content-Type", PDF);
    }

    RunningServer.Answer put(String path, String caller, byte[] file, String... headers) {
        return server.send("PUT", path, caller, file, headers);
    }

    RunningServer.Answer get(String order, String... headers) {
        var all = new ArrayList<>(List.of(Shop.SUPPORT));
        all.addAll(List.of(headers));
        return server.get(path(order), key, all.toArray(String[]::new));
    }

    RunningServer.Answer disclose(String order) {
        return Shop.disclose(server, key, "orders", order);
    }

    int version(String order) {
        return disclose(order).json().get("version").asInt();
    }

    long entries() {
        return server.count("select next from ledger_head");
    }

    long pieces(String order) {
        return server.count("select count(*) from record_file where" + Shop.row(order));
    }

    long uploads(String order) {
        return server.count("select count(*) from file_upload where" + Shop.row(order));
    }

    int change(String order, String change, String condition) {
        return server.execute("update record_file set " + change + " where" + Shop.row(order) + "and " + condition);
    }

    /// An upload that says it is `length` long and sends only `sent`, for now.
    Socket begin(String order, int version, int length, byte[] sent) throws IOException {
        return begin(order, version, length, sent, "Authorization: Bearer " + key);
    }

    /// @param caller the header that tells who calls
    Socket begin(String order, int version, int length, byte[] sent, String caller) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        var head = "PUT " + path(order) + " HTTP/1.1\r\nHost: x\r\n" + caller
                + "\r\nContent-Type: application/pdf\r\nIf-Match: \"" + version + "\"\r\nConnection: close"
                + "\r\nContent-Length: " + length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(sent);
        socket.getOutputStream().flush();
        return socket;
    }

    /// To a new order: sends most of a file, does something else when some of it is stored, and sends the rest.
    ///
    /// @return the whole answer
    String putInParts(String order, byte[] file, Runnable meanwhile) throws IOException {
        return putInParts(order, file, "Authorization: Bearer " + key, meanwhile);
    }

    /// @param caller the header that tells who calls
    String putInParts(String order, byte[] file, String caller, Runnable meanwhile) throws IOException {
        int first = file.length / 3 * 2;
        try (var socket = begin(order, 1, file.length, Arrays.copyOf(file, first), caller)) {
            RunningServer.await("pieces are stored", () -> pieces(order) > 0 && uploads(order) == 1);
            meanwhile.run();
            socket.getOutputStream().write(file, first, file.length - first);
            socket.getOutputStream().flush();
            return RawHttp.rest(socket);
        }
    }
}

package dev.strongroom.advisories;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Small advisories and bills of materials, invented.
final class Records {

    static final String PACKAGE = "com.example:widgets";

    private Records() {}

    /// About [#PACKAGE] before 1.5, severe, published on the first of March 2026 and changed a day later.
    static String severe(String id) {
        return about(id, "HIGH", ranges("{'introduced': '0'}", "{'fixed': '1.5'}"));
    }

    static String about(String id, String severity, String affected) {
        return json("""
                {'schema_version': '1.7.0', 'id': '%s', 'aliases': ['CVE-2026-0001'],
                 'published': '2026-03-01T00:00:00Z', 'modified': '2026-03-02T00:00:00Z',
                 'severity': [{'type': 'CVSS_V3', 'score': 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'}],
                 'affected': [{'package': {'ecosystem': 'Maven', 'name': 'com.example:widgets'}, %s}],
                 'database_specific': {'severity': '%s'}}""".formatted(id, affected, severity));
    }

    static String ranges(String... events) {
        return "'ranges': [{'type': 'ECOSYSTEM', 'events': [" + String.join(", ", events) + "]}]";
    }

    static BillOfMaterials bill(String... packageUrls) {
        var components = Arrays.stream(packageUrls)
                .map("{'type': 'library', 'name': 'one', 'version': '1.0', 'purl': '%s'}"::formatted)
                .collect(Collectors.joining(", "));
        return parsed("{'bomFormat': 'CycloneDX', 'components': [%s]}".formatted(components));
    }

    static BillOfMaterials parsed(String text) {
        try {
            return BillOfMaterials.parse(json(text).getBytes(UTF_8));
        } catch (MalformedBill malformed) {
            throw new AssertionError(malformed);
        }
    }

    /// @param text with single quotes for double ones
    static String json(String text) {
        return text.replace('\'', '"');
    }
}

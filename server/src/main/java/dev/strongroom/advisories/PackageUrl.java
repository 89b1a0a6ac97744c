package dev.strongroom.advisories;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a package URL (`pkg:maven/group/artifact@version?qualifiers#subpath`) says about which package it is.
///
/// @param type in lower case, such as `maven`
/// @param path namespace and name, decoded and divided by `/`
/// @param version decoded; empty if none is given
record PackageUrl(String type, String path, String version) {

    static final String MAVEN = "maven";

    private static final String SCHEME = "pkg:";

    /// @return empty if it is no package URL
    static Optional<PackageUrl> parse(String text) {
        if (!text.startsWith(SCHEME)) {
            return Optional.empty();
        }
        var rest = text.substring(SCHEME.length()).replaceFirst("[?#].*", "").replaceFirst("^/+", "");
        int slash = rest.indexOf('/');
        int at = rest.lastIndexOf('@');
        boolean hasVersion = at > rest.lastIndexOf('/') + 1;
        if (slash < 1 || slash == rest.length() - 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PackageUrl(
                    rest.substring(0, slash).toLowerCase(Locale.ROOT),
                    decodedPath(rest.substring(slash + 1, hasVersion ? at : rest.length())),
                    hasVersion ? decoded(rest.substring(at + 1)) : ""));
        } catch (IllegalArgumentException wronglyEncoded) {
            return Optional.empty();
        }
    }

    /// The name by which advisories know it: `group:artifact` of Maven, else namespace and name as they stand.
    String packageName() {
        return type.equals(MAVEN) ? path.replace('/', ':') : path;
    }

    private static String decodedPath(String path) {
        return Arrays.stream(path.split("/")).map(PackageUrl::decoded).collect(Collectors.joining("/"));
    }

    private static String decoded(String part) {
        // A plus sign stands for itself here
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}

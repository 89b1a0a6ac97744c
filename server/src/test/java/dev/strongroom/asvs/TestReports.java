package dev.strongroom.asvs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// What the reports of tests that ran say of each.
final class TestReports {

    private static final Set<String> NOT_PASSED = Set.of("skipped", "failure", "error");

    /// By class and method, whether each of its runs has passed.
    private final Map<String, List<Boolean>> runs = new TreeMap<>();

    static TestReports in(List<Path> folders) {
        var reports = new TestReports();
        folders.stream().filter(Files::isDirectory).forEach(reports::readFolder);
        return reports;
    }

    /// Whether it ran, and every run of it passed.
    ///
    /// @param name `Class.method`, or `Class` for all of one
    boolean hasPassed(String name) {
        var found = runs.entrySet().stream()
                .filter(run -> run.getKey().equals(name) || run.getKey().startsWith(name + "."))
                .flatMap(run -> run.getValue().stream())
                .toList();
        return !found.isEmpty() && found.stream().allMatch(passed -> passed);
    }

    int size() {
        return runs.size();
    }

    private void readFolder(Path folder) {
        try (var files = Files.newDirectoryStream(folder, "TEST-*.xml")) {
            for (var file : files) {
                read(file);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void read(Path file) throws IOException {
        try {
            var cases = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getElementsByTagName("testcase");
            IntStream.range(0, cases.getLength())
                    .mapToObj(at -> (Element) cases.item(at))
                    .forEach(test -> runs.computeIfAbsent(name(test), unused -> new ArrayList<>())
                            .add(hasPassed(test)));
        } catch (ParserConfigurationException | SAXException malformed) {
            throw new IOException(file + " is no report", malformed);
        }
    }

    private static boolean hasPassed(Element test) {
        return NOT_PASSED.stream()
                .allMatch(outcome -> test.getElementsByTagName(outcome).getLength() == 0);
    }

    private static String name(Element test) {
        return name(test.getAttribute("classname"), test.getAttribute("name"));
    }

    /// One with parameters is told with them and its number; properties are told without the package of their class and
    /// with blanks for the underscores of their name.
    static String name(String className, String testName) {
        var outermost = className.replaceFirst("\\$.*", "");
        var method = testName.replaceFirst("[({\\[].*", "").strip().replace(' ', '_');
        return outermost.substring(outermost.lastIndexOf('.') + 1) + "." + method;
    }
}

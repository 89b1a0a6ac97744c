package dev.strongroom.asvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The ids and levels of docs/asvs.csv beside those of the standard itself, whose texts are not ours to copy.
class ConformanceAsvsTests {

    @Test
    void idsAndLevels_areThoseOfTheStandard() throws IOException {
        var data = System.getProperty("conformance.data", "");
        var path = Path.of(data, "asvs", "asvs-5.0.0.flat.json");
        assumeTrue(
                !data.isEmpty() && Files.exists(path),
                "Skipped: the system property conformance.data names no folder with asvs/asvs-5.0.0.flat.json");
        var standard = new TreeMap<String, Integer>();
        for (var line : JsonMapper.shared().readTree(Files.readAllBytes(path)).required("requirements")) {
            standard.put(
                    line.required("req_id").asString().substring(1),
                    line.required("L").asInt());
        }
        var ours = new TreeMap<String, Integer>();
        Requirement.all().forEach(requirement -> ours.put(requirement.id(), requirement.level()));
        assertThat(ours).isEqualTo(standard);
    }
}

package dev.strongroom.asvs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestReportsTests {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.b.SomeTests | one_isTwo | SomeTests.one_isTwo",
                "a.b.SomeTests | one_isTwo(String, int)[3] | SomeTests.one_isTwo",
                "a.b.SomeTests | one_isTwo{String}[3] | SomeTests.one_isTwo",
                "a.b.SomeTests | one_isTwo[3] | SomeTests.one_isTwo",
                "a.b.SomeTests$Inner | one_isTwo() | SomeTests.one_isTwo",
                "SomeProperties | one isTwo andThree | SomeProperties.one_isTwo_andThree"
            })
    void name_isThatOfClassAndMethod(String className, String testName, String name) {
        assertThat(TestReports.name(className, testName)).isEqualTo(name);
    }

    @Test
    void test_hasPassed_ifItRanAndEveryRunPassed() throws IOException {
        Files.writeString(folder.resolve("TEST-a.SomeTests.xml"), """
                <testsuite>
                  <testcase classname="a.SomeTests" name="good"/>
                  <testcase classname="a.SomeTests" name="half(int)[1]"/>
                  <testcase classname="a.SomeTests" name="half(int)[2]"><failure/></testcase>
                  <testcase classname="a.OtherTests" name="good"/>
                  <testcase classname="a.OtherTests" name="skipped"><skipped message="no data"/></testcase>
                  <testcase classname="a.SoundTests" name="good"/>
                </testsuite>
                """);
        var reports = TestReports.in(List.of(folder, folder.resolve("none")));
        assertThat(List.of("SomeTests.good", "OtherTests.good", "SoundTests", "SoundTests.good"))
                .allMatch(reports::hasPassed);
        assertThat(List.of(
                        "SomeTests",
                        "SomeTests.half",
                        "SomeTests.goo",
                        "OtherTests",
                        "OtherTests.skipped",
                        "SoundTests.bad",
                        "Sound",
                        "NoTests"))
                .noneMatch(reports::hasPassed);
    }
}

package dev.strongroom.advisories;

import static dev.strongroom.advisories.Records.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a product contains, told from CycloneDX.
class BillOfMaterialsTests {

    /// A class path with one resource or none.
    private static final class OneResource extends ClassLoader {

        private final Optional<String> content;

        OneResource(Optional<String> content) {
            this.content = content;
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            return content.filter(unused -> name.equals("META-INF/sbom/application.cdx.json"))
                    .map(text -> new ByteArrayInputStream(json(text).getBytes(UTF_8)))
                    .orElse(null);
        }
    }

    @Test
    void components_areFoundInsideOfOthersToo() {
        var bill = Records.parsed("""
                {'bomFormat': 'CycloneDX', 'components': [
                  {'name': 'outer', 'version': '1', 'components': [
                    {'name': 'inner', 'version': '2', 'purl': 'pkg:maven/com.example/inner@2.1?type=jar'}]}]}""");
        assertThat(bill.components())
                .containsExactly(
                        new Component("outer", "1", Optional.empty()),
                        new Component("com.example:inner", "2.1", Optional.of("maven")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{'bomFormat': 'CycloneDX'}",
                "{'bomFormat': 'CycloneDX', 'components': []}",
                "{'bomFormat': 'CycloneDX', 'components': {'name': 'a'}}",
                "{'bomFormat': 'CycloneDX', 'components': ['a']}",
                "{'bomFormat': 'CycloneDX', 'components': [{'version': '1'}]}",
                "{'bomFormat': 'CycloneDX', 'components': [{'name': 'a', 'components': 7}]}",
                "{'bomFormat': 'CycloneDX', 'components': [{'name': 'a', 'name': 'b'}]}",
                "{'bomFormat': 'SPDX', 'components': [{'name': 'a'}]}",
                "{'components': [{'name': 'a'}]}"
            })
    void whatNamesNoComponent_isRefused(String text) {
        assertThatExceptionOfType(MalformedBill.class)
                .isThrownBy(() -> BillOfMaterials.parse(json(text).getBytes(UTF_8)));
    }

    @Test
    void billThatIsMissing_orOfSomethingElse_isRefused() {
        var ofAnother = "{'bomFormat': 'CycloneDX', 'metadata': {'component': {'group': 'org.example'}},"
                + " 'components': [{'name': 'a'}]}";
        for (var content : new String[] {ofAnother, ofAnother.replace("metadata", "data")}) {
            assertThatExceptionOfType(MalformedBill.class)
                    .isThrownBy(() -> BillOfMaterials.ofProduct(new OneResource(Optional.of(content))))
                    .withMessage("metadata.component");
        }
        assertThatExceptionOfType(MalformedBill.class)
                .isThrownBy(() -> BillOfMaterials.ofProduct(new OneResource(Optional.empty())))
                .withMessageContaining("application.cdx.json");
    }

    @ParameterizedTest
    @CsvSource({
        "pkg:maven/com.example/widgets@1.0?type=jar#a/b, maven, com.example:widgets, 1.0",
        "pkg:Maven/com.example/widgets, maven, com.example:widgets, ''",
        "pkg:maven/com.example/widgets@1.0%2B7+8, maven, com.example:widgets, 1.0+7+8",
        "pkg:npm/%40angular/core@21.0.0, npm, @angular/core, 21.0.0",
        "pkg:npm/@angular/core, npm, @angular/core, ''",
        "pkg:deb/debian/openssl@3.5.1-1?distro=debian-13, deb, debian/openssl, 3.5.1-1"
    })
    void packageUrl_saysWhichPackage(String url, String type, String name, String version) {
        var parsed = PackageUrl.parse(url).orElseThrow();
        assertThat(parsed.type()).isEqualTo(type);
        assertThat(parsed.packageName()).isEqualTo(name);
        assertThat(parsed.version()).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "maven/com.example/widgets", "pkg:", "pkg:maven", "pkg:maven/", "pkg:maven/a/b@%zz"})
    void whatIsNoPackageUrl_isNone(String text) {
        assertThat(PackageUrl.parse(text)).isEmpty();
    }

    /// Only a build that is online writes the bill; an offline one keeps an earlier one, which this finds out.
    @Test
    void billOfTheProduct_namesTheLibrariesOfThisBuild_andAllCanBeCompared() throws MalformedBill {
        assumeTrue(
                BillOfMaterials.class.getClassLoader().getResource(BillOfMaterials.RESOURCE) != null,
                "Skipped: this build was never online and has no bill of materials");
        var components = BillOfMaterials.ofProduct().components();
        var classPath = Arrays.stream(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(java.io.File.pathSeparator))
                .map(entry -> String.valueOf(Path.of(entry).getFileName()))
                .collect(Collectors.toSet());
        assertThat(components).hasSizeGreaterThan(50).allMatch(Component::isOfMaven);
        assertThat(components)
                .filteredOn(component -> !component.name().startsWith("dev.strongroom:"))
                .allSatisfy(component -> assertThat(classPath)
                        .contains(component.name().split(":")[1] + "-" + component.version() + ".jar"));
    }
}

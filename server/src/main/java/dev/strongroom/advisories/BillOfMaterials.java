package dev.strongroom.advisories;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a product contains, as CycloneDX says it. Never empty.
///
/// @param components with those inside of others
public record BillOfMaterials(List<Component> components) {

    /// Where the build puts the bill of this product.
    static final String RESOURCE = "META-INF/sbom/application.cdx.json";

    private static final String GROUP = "dev.strongroom";

    public BillOfMaterials {
        components = List.copyOf(components);
    }

    /// That of this product. Only builds that were online contain one.
    ///
    /// @throws MalformedBill if there is none, or one of something else is found in its place
    public static BillOfMaterials ofProduct() throws MalformedBill {
        return ofProduct(BillOfMaterials.class.getClassLoader());
    }

    static BillOfMaterials ofProduct(ClassLoader classPath) throws MalformedBill {
        try (var resource = classPath.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new MalformedBill(RESOURCE);
            }
            var bill = resource.readAllBytes();
            var about = parsed(bill).path("metadata").path("component");
            if (!about.path("group").asString("").equals(GROUP)) {
                throw new MalformedBill("metadata.component");
            }
            return parse(bill);
        } catch (IOException unreadable) {
            throw new MalformedBill(RESOURCE);
        }
    }

    /// @param json CycloneDX in JSON
    public static BillOfMaterials parse(byte[] json) throws MalformedBill {
        var bill = parsed(json);
        if (!bill.path("bomFormat").asString("").equals("CycloneDX")) {
            throw new MalformedBill("bomFormat");
        }
        var components = new ArrayList<Component>();
        collect(bill, components);
        if (components.isEmpty()) {
            throw new MalformedBill("components");
        }
        return new BillOfMaterials(components);
    }

    private static JsonNode parsed(byte[] json) throws MalformedBill {
        try {
            return StrictJson.read(json);
        } catch (JacksonException notJson) {
            throw new MalformedBill("JSON");
        }
    }

    private static void collect(JsonNode parent, List<Component> components) throws MalformedBill {
        var listed = parent.path("components");
        if (!listed.isMissingNode() && !listed.isArray()) {
            throw new MalformedBill("components");
        }
        for (var component : listed) {
            components.add(component(component));
            collect(component, components);
        }
    }

    private static Component component(JsonNode node) throws MalformedBill {
        var name = node.path("name").asString("");
        if (name.isEmpty()) {
            throw new MalformedBill("components.name");
        }
        var version = node.path("version").asString("");
        var url = PackageUrl.parse(node.path("purl").asString(""));
        return url.map(given -> new Component(
                        given.packageName(),
                        given.version().isEmpty() ? version : given.version(),
                        Optional.of(given.type())))
                .orElseGet(() -> new Component(name, version, Optional.empty()));
    }
}

package dev.strongroom.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.web.Problem;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.ServletWebRequest;

class FormTests {

    private static final int MOST_VALUES = 500;

    private static Form form(String body) {
        return Form.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(ThrowingCallable action, String code) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void fields_areReadAsTheBrowserSendsThem() {
        var form = form("name=Wang+Fang&roles=a&roles=b&empty=&blank=+&bare&x=1%3D2%26%2B&zh=%E7%8E%8B&");
        assertThat(form.text("name")).isEqualTo("Wang Fang");
        assertThat(form.texts("roles")).containsExactly("a", "b");
        assertThat(form.text("x")).isEqualTo("1=2&+");
        assertThat(form.text("zh")).isEqualTo("王");
        assertThat(List.of("empty", "blank", "bare", "nothing"))
                .allSatisfy(name -> assertThat(form.find(name)).isEmpty());
    }

    @Test
    void nothing_isAFormWithoutFields() {
        assertThat(form("").values()).isEmpty();
    }

    @Test
    void fieldThatIsMissing_isNamed() {
        assertThatThrownBy(() -> form("a=1").text("reason")).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo("form.missing");
            assertThat(problem.members()).containsEntry("member", "reason");
        });
    }

    @Test
    void fieldThatIsThereTwice_isRefused_whereOneIsMeant() {
        assertRefused(() -> form("a=1&a=2").find("a"), "form.malformed");
        assertRefused(() -> form("a=1&a=1").text("a"), "form.malformed");
        assertRefused(() -> form("a=1&%61=2").find("a"), "form.malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a=%", "a=%4", "a=%zz", "%=1", "a=%FF", "a=%C0%AF", "a=%ED%A0%80", "a=%E7%8E", "a=王", "a=%-1"})
    void brokenEncoding_isRefused(String body) {
        assertRefused(() -> form(body), "form.malformed");
    }

    @Test
    void moreFieldsThanAnyPageHas_areRefused() {
        assertThat(form(fields(MOST_VALUES)).values()).hasSize(MOST_VALUES);
        assertRefused(() -> form(fields(MOST_VALUES + 1)), "form.malformed");
        assertRefused(() -> form("a&".repeat(MOST_VALUES + 1) + "b"), "form.malformed");
    }

    private static String fields(int count) {
        return IntStream.range(0, count).mapToObj(i -> "f" + i + "=x").collect(Collectors.joining("&"));
    }

    @Test
    void longValue_isReadWhole() {
        assertThat(form("a=" + "x".repeat(10_000)).text("a")).hasSize(10_000);
    }

    @Test
    void valuesFilledIn_areNotWrittenIntoLogs_norChanged() {
        var form = form("name=Wang");
        assertThat(form.toString()).contains("name").doesNotContain("Wang");
        assertThatThrownBy(() -> form.values().put("name", List.of()))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> form.texts("name").add("x")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void formThatNoScriptOfAPageSent_isRefused() throws Exception {
        var request = new MockHttpServletRequest("POST", "/console/preferences");
        request.setContent("a=1".getBytes(StandardCharsets.UTF_8));
        assertRefused(() -> argument(request), "form.needs_script");
        request.addHeader("HX-Request", "1");
        assertRefused(() -> argument(request), "form.needs_script");
        request.removeHeader("HX-Request");
        request.addHeader("HX-Request", "true");
        assertThat(argument(request).text("a")).isEqualTo("1");
    }

    private static Form argument(MockHttpServletRequest request) throws Exception {
        var parameter = new MethodParameter(FormTests.class.getDeclaredMethod("takes", Form.class), 0);
        return new FormArgument().resolveArgument(parameter, null, new ServletWebRequest(request), null);
    }

    @SuppressWarnings("unused")
    private static void takes(Form form) {}

    @Property
    void whatTextIsSent_isWhatIsRead(@ForAll String text) {
        var clean = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        var sent = new LinkedHashMap<String, String>();
        sent.put("a", java.net.URLEncoder.encode(clean, StandardCharsets.UTF_8));
        assertThat(form("a=" + sent.get("a")).texts("a")).containsExactly(clean);
    }
}

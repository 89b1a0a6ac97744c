package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.web.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which content is taken under which media type.
class ContentCheckTests {

    private static final FileSignatures SIGNATURES = new FileSignatures();
    private static final int LOOKED_AT = FileSignatures.LOOKED_AT_BYTES;

    private static void send(String type, InputStream content) throws IOException {
        var declared = MediaTypeName.of(type).orElseThrow();
        new ArrivingFile(content, new ContentCheck(declared, SIGNATURES)).readAllBytes();
    }

    private static void assertTaken(String type, byte[] content) {
        assertThatCode(() -> send(type, new ByteArrayInputStream(content))).doesNotThrowAnyException();
        assertThatCode(() -> send(type, new Trickle(content))).doesNotThrowAnyException();
    }

    private static void assertRefused(String type, byte[] content) {
        for (var body : new InputStream[] {new ByteArrayInputStream(content), new Trickle(content)}) {
            assertThatThrownBy(() -> send(type, body)).isInstanceOfSatisfying(Problem.class, refused -> {
                assertThat(refused.code()).isEqualTo("file.content_mismatch");
                assertThat(refused.status().value()).isEqualTo(422);
                assertThat(refused.members()).containsOnlyKeys("declared");
            });
        }
    }

    /// Gives few bytes at a time, so that letters and signatures arrive in parts.
    private static final class Trickle extends InputStream {

        private final InputStream all;

        private Trickle(byte[] content) {
            this.all = new ByteArrayInputStream(content);
        }

        @Override
        public int read() throws IOException {
            return all.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return all.read(buffer, offset, Math.min(length, 3));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "application/pdf,pdf",
        "application/pdf;charset=utf-8,pdf",
        "application/x-pdf,pdf",
        "application/pdf,pdf-after-letters",
        "image/png,png",
        "image/jpeg,jpeg",
        "image/jpg,jpeg",
        "image/gif,gif",
        "image/webp,webp",
        "image/tiff,tiff",
        "image/heic,heic",
        "image/svg+xml;charset=utf-8,svg",
        "image/svg+xml;charset=utf-8,svg-bare",
        "image/svg+xml;charset=utf-8,svg-after-blank",
        "image/svg+xml;charset=utf-8,svg-in-xml",
        "image/svg+xml;charset=utf-8,svg-after-doctype",
        "image/svg+xml;charset=utf-8,svg-with-prefix",
        "image/svg+xml;charset=utf-8,svg-far-behind",
        "video/mp4,mp4",
        "video/mp4,iso-media",
        "audio/mp4,m4a",
        "video/webm,webm",
        "audio/wav,wave",
        "application/zip,zip",
        "application/zip,zip-empty",
        "application/zip,docx",
        "application/x-zip-compressed,zip",
        "application/java-archive,zip",
        "application/vnd.made-up+zip,zip",
        "application/epub+zip,epub",
        "application/vnd.oasis.opendocument.text,odt",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document,docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,zip",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,ole",
        "application/msword,ole",
        "application/vnd.ms-outlook,ole",
        "application/gzip,gzip",
        "application/vnd.rar,rar",
        "application/rtf,rtf",
        "text/rtf;charset=us-ascii,rtf",
        "application/x-msdownload,windows-program",
        "application/vnd.microsoft.portable-executable,windows-program",
        "application/x-executable,elf",
        "application/wasm,wasm"
    })
    void file_withTheSignatureOfItsType_isTaken(String type, String content) {
        assertTaken(type, FileSamples.named(content));
    }

    @ParameterizedTest
    @CsvSource({
        "application/pdf,nothing",
        "application/pdf,one-byte",
        "application/pdf,pdf-cut",
        "application/pdf,words",
        "application/pdf,noise",
        "application/pdf,png",
        "application/pdf,zip",
        "application/pdf,html",
        "application/pdf,html-then-pdf",
        "application/pdf,windows-program",
        "image/png,nothing",
        "image/png,png-cut",
        "image/png,jpeg",
        "image/png,svg",
        "image/png,pdf",
        "image/jpeg,jpeg-cut",
        "image/jpg,png",
        "image/gif,html",
        "image/webp,wave",
        "image/tiff,jpeg",
        "image/heic,jpeg",
        "audio/wav,webp",
        "video/mp4,heic",
        "video/mp4,zip",
        "video/webm,mp4",
        "application/zip,zip-cut",
        "application/zip,gzip",
        "application/zip,pdf",
        "application/zip,ole",
        "application/vnd.made-up+zip,pdf",
        "application/java-archive,java-class",
        "application/epub+zip,odt",
        "application/vnd.oasis.opendocument.text,docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document,odt",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document,pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document,words",
        "application/msword,docx",
        "application/msword,rtf",
        "application/vnd.ms-excel,html",
        "application/vnd.ms-excel,csv",
        "application/vnd.rar,seven-zip",
        "application/x-7z-compressed,zip",
        "application/rtf,words",
        "text/rtf;charset=us-ascii,words",
        "application/x-msdownload,elf",
        "application/x-executable,script",
        "application/java-vm,zip",
        "application/wasm,nothing"
    })
    void file_withAnotherSignature_orNone_isRefused(String type, String content) {
        assertRefused(type, FileSamples.named(content));
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain;charset=windows-1252,UTF-8",
        "text/csv;charset=iso-8859-1,UTF-8",
        "text/xml;charset=iso-8859-1,UTF-8",
        "application/x-made-up;charset=windows-1252,UTF-8",
        "text/plain;charset=utf-16le,UTF-16BE",
        "application/json;charset=utf-16le,UTF-16BE",
        "text/plain;charset=utf-16be,UTF-16LE",
        "text/plain;charset=gb18030,UTF-8"
    })
    void text_thatBeginsWithTheMarkOfAnotherCharset_isRefused(String type, String marked) {
        for (var text : List.of("<html><script>alert(1)</script>", "<svg onload='alert(1)'/>", "good day")) {
            assertRefused(type, ("\uFEFF" + text).getBytes(Charset.forName(marked)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain;charset=utf-8,UTF-8",
        "text/plain;charset=utf-16,UTF-16LE",
        "text/plain;charset=utf-16,UTF-16BE",
        "text/plain;charset=utf-16le,UTF-16LE",
        "text/plain;charset=utf-16be,UTF-16BE"
    })
    void text_thatBeginsWithTheMarkOfItsOwnCharset_isTaken(String type, String marked) {
        assertTaken(type, "\uFEFFgood day".getBytes(Charset.forName(marked)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script xmlns=\"http://www.w3.org/1999/xhtml\">alert(1)</script>",
                "<a:script xmlns:a=\"http://www.w3.org/1999/xhtml\">alert(1)</a:script>",
                "<a:script title='>' xmlns:a = 'http://www.w3.org/1999/xhtml'>alert(1)</a:script>",
                "<b xmlns='http&#58;//www.w3.org/1999/xhtml'><script>alert(1)</script></b>",
                "<b xmlns='http&#x3a;//www.w3.org/1999/xhtml'/>",
                "<?xml version='1.0'?>\n<!-- a note -->\n<g xmlns='http://www.w3.org/2000/svg'><script/></g>",
                "<!DOCTYPE b [<!ATTLIST b xmlns CDATA 'http://www.w3.org/1999/xhtml'>]><b/>"
            })
    void elementThatABrowserRuns_whateverItIsCalled_isRefusedUnderOtherNames(String markup) {
        var bytes = markup.getBytes(StandardCharsets.UTF_8);
        for (var type : List.of("application/xml", "application/json", "text/plain;charset=utf-8", "text/csv")) {
            assertRefused(type, bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<doc xmlns='urn:example' xmlns:h='http://www.w3.org/1999/xhtml'><h:p>text</h:p></doc>",
                "<e:doc xmlns:e='urn:example' xmlns='http://www.w3.org/1999/xhtml'><p>text</p></e:doc>",
                "<doc about='http://www.w3.org/1999/xhtml'/>",
                "<doc xmlns='urn:example&#99999999;'/>"
            })
    void xmlThatOnlyMentionsWhatABrowserRuns_isTaken(String markup) {
        assertTaken("application/xml", markup.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain;charset=utf-8,nothing",
        "text/plain;charset=utf-8,one-byte",
        "text/plain;charset=utf-8,words",
        "text/plain;charset=us-ascii,controls",
        "text/plain;charset=utf-8,mentions-html",
        "text/plain;charset=utf-8,address",
        "text/plain;charset=utf-8,script",
        "text/plain;charset=utf-8,xml",
        "text/plain;charset=iso-8859-1,latin",
        "text/plain;charset=gb18030,gb18030",
        "text/plain;charset=utf-16,utf16",
        "text/csv;charset=utf-8,csv",
        "text/html;charset=utf-8,html",
        "text/html;charset=utf-16,utf16-html",
        "text/html;charset=utf-8,svg",
        "text/html;charset=utf-8,words",
        "text/markdown;charset=utf-8,html",
        "application/xhtml+xml;charset=utf-8,xhtml",
        "application/xml;charset=utf-8,xml",
        "application/xml;charset=utf-8,xml-of-tables",
        "text/x-php;charset=utf-8,php",
        "application/x-sh;charset=utf-8,script",
        "application/x-python,script",
        "application/json,json",
        "application/json,nothing",
        "application/hal+json,json",
        "application/yaml,words",
        "application/x-made-up;charset=gb18030,gb18030"
    })
    void text_thatDecodes_isTaken(String type, String content) {
        assertTaken(type, FileSamples.named(content));
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain;charset=us-ascii,latin",
        "text/plain;charset=utf-8,latin",
        "text/plain;charset=utf-8,gb18030",
        "text/plain;charset=utf-8,utf8-cut",
        "text/plain;charset=utf-8,utf8-overlong",
        "text/plain;charset=utf-8,utf8-surrogate",
        "text/plain;charset=utf-8,zero-in-words",
        "text/plain;charset=utf-8,zeros",
        "text/plain;charset=iso-8859-1,zeros",
        "text/plain;charset=iso-8859-1,noise",
        "text/plain;charset=iso-8859-1,png",
        "text/plain;charset=iso-8859-1,zip",
        "text/plain;charset=iso-8859-1,windows-program",
        "text/plain;charset=iso-8859-1,elf",
        "text/plain;charset=utf-16,utf16-odd",
        "text/plain;charset=utf-16,utf16-zero",
        "text/plain;charset=utf-16,utf16-html",
        "text/plain;charset=utf-8,utf16",
        "text/plain;charset=us-ascii,pdf-in-letters",
        "text/plain;charset=us-ascii,pdf-after-letters",
        "text/plain;charset=us-ascii,rtf",
        "text/plain;charset=utf-8,html",
        "text/plain;charset=utf-8,html-in-capitals",
        "text/plain;charset=utf-8,html-after-blanks",
        "text/plain;charset=utf-8,html-after-comment",
        "text/plain;charset=utf-8,comment",
        "text/plain;charset=utf-8,script-tag",
        "text/plain;charset=utf-8,mark-and-html",
        "text/plain;charset=utf-8,svg",
        "text/csv;charset=utf-8,svg-after-blank",
        "text/csv;charset=utf-8,pdf-in-letters",
        "application/xml;charset=utf-8,svg",
        "application/xml;charset=utf-8,svg-in-xml",
        "application/xml;charset=utf-8,xhtml",
        "application/rss+xml;charset=utf-8,svg-far-behind",
        "image/svg+xml;charset=utf-8,nothing",
        "image/svg+xml;charset=utf-8,words",
        "image/svg+xml;charset=utf-8,xml",
        "image/svg+xml;charset=utf-8,html",
        "image/svg+xml;charset=utf-8,gzip",
        "application/json,latin",
        "application/json,html",
        "application/json,pdf-in-letters",
        "application/json,utf16",
        "application/hal+json,zip",
        "application/x-python,elf",
        "application/x-made-up;charset=utf-8,latin",
        "application/octet-stream;charset=utf-8,noise"
    })
    void text_thatDoesNotDecode_orIsSomethingElse_isRefused(String type, String content) {
        assertRefused(type, FileSamples.named(content));
    }

    @ParameterizedTest
    @CsvSource({
        "application/octet-stream,nothing",
        "application/octet-stream,one-byte",
        "application/octet-stream,noise",
        "application/octet-stream,words",
        "application/octet-stream,pdf",
        "application/octet-stream,zip",
        "application/octet-stream,xml",
        "application/octet-stream,mentions-html",
        "application/x-made-up,pdf",
        "application/x-made-up,noise",
        "application/dicom,noise",
        "message/rfc822,mail",
        "audio/mpeg,noise",
        "image/x-canon-cr2,tiff"
    })
    void file_whoseTypeSaysLittle_isTaken(String type, String content) {
        assertTaken(type, FileSamples.named(content));
    }

    @ParameterizedTest
    @CsvSource({
        "application/octet-stream,windows-program",
        "application/octet-stream,elf",
        "application/octet-stream,java-class",
        "application/octet-stream,wasm",
        "application/octet-stream,script",
        "application/octet-stream,php",
        "application/octet-stream,html",
        "application/octet-stream,html-after-blanks",
        "application/octet-stream,script-tag",
        "application/octet-stream,comment",
        "application/octet-stream,mark-and-html",
        "application/octet-stream,utf16-html",
        "application/octet-stream,xhtml",
        "application/octet-stream,svg",
        "application/octet-stream,svg-bare",
        "application/octet-stream,svg-after-blank",
        "application/octet-stream,svg-after-doctype",
        "application/octet-stream,svg-with-prefix",
        "application/octet-stream,svg-far-behind",
        "application/x-made-up,windows-program",
        "application/x-made-up,html",
        "image/svg,svg",
        "image/x-made-up,svg",
        "message/rfc822,html",
        "audio/mpeg,html",
        "audio/mpeg,jpeg",
        "audio/midi,png",
        "application/dicom,pdf",
        "image/vnd.adobe.photoshop,png"
    })
    void whatRuns_orIsCertainlySomethingElse_isRefused(String type, String content) {
        assertRefused(type, FileSamples.named(content));
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, -1, 0, 1, 2, 8_192, 1_000_000})
    void file_aroundTheEdgeOfWhatIsLookedAt_isJudgedByItsBeginning(int beyond) {
        int length = LOOKED_AT + beyond;
        assertTaken("application/pdf", FileSamples.filled(FileSamples.named("pdf"), length, 'x'));
        assertRefused("image/png", FileSamples.filled(FileSamples.named("pdf"), length, 'x'));
        assertRefused("application/octet-stream", FileSamples.filled(FileSamples.named("html"), length, 'x'));
        assertTaken("text/plain;charset=utf-8", FileSamples.filled(FileSamples.named("words"), length, 'x'));
    }

    @ParameterizedTest
    @ValueSource(ints = {8_191, 8_192, 8_193, 65_535, 65_536, 65_537, 300_000})
    void text_withOneWrongByte_isRefused_whereverItIs(int position) {
        var text = FileSamples.filled(new byte[0], 300_001, 'x');
        text[position] = 0;
        assertRefused("text/plain;charset=iso-8859-1", text);
        text[position] = (byte) 0xC3;
        assertRefused("text/plain;charset=utf-8", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "gb18030", "utf-16", "utf-16le", "utf-32", "big5", "shift_jis", "iso-2022-jp"})
    void text_ofLongLetters_isTakenInEveryCharset_howeverItIsCut(String charset) {
        for (int shift = 0; shift < 4; shift++) {
            var text = "a".repeat(shift) + "\u4e2d\u6587".repeat(20_000);
            assertTaken("text/plain;charset=" + charset, text.getBytes(Charset.forName(charset)));
        }
    }

    @Test
    void text_ofFourBytesALetter_cutBeforeItsEnd_isRefused() {
        var text = "\ud83d\ude00".repeat(30_000).getBytes(StandardCharsets.UTF_8);
        assertTaken("text/plain;charset=utf-8", text);
        for (int missing = 1; missing < 4; missing++) {
            assertRefused("text/plain;charset=utf-8", Arrays.copyOf(text, text.length - missing));
        }
    }

    /// ASVS 1.5.1: Tika reads markup as XML to find its first element.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE svg SYSTEM '%s'>",
                "<!DOCTYPE svg [<!ENTITY %% a SYSTEM '%s'> %%a;]>",
                "<!DOCTYPE svg [<!ENTITY a SYSTEM '%s'>]>"
            })
    void markup_thatNamesOtherPlaces_makesNobodyGoThere(String doctype) throws IOException {
        try (var place = new ServerSocket(0)) {
            place.setSoTimeout(500);
            var named = doctype.formatted("http://127.0.0.1:" + place.getLocalPort() + "/a");
            var svg =
                    "<?xml version=\"1.0\"?>" + named + "<svg xmlns=\"http://www.w3.org/2000/svg\" a=\"&b;\">&a;</svg>";
            assertTaken("image/svg+xml;charset=utf-8", svg.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(place::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    @Timeout(20)
    void markup_whoseEntitiesGrow_isJudgedAtOnce() {
        var svg = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY e0 \"ha\">");
        for (int level = 1; level < 30; level++) {
            svg.append("<!ENTITY e%d \"%s\">"
                    .formatted(level, "&e%d;".formatted(level - 1).repeat(10)));
        }
        svg.append("]><svg xmlns=\"http://www.w3.org/2000/svg\" a=\"&e29;\"/>");
        var bytes = svg.toString().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20; i++) {
            assertTaken("image/svg+xml;charset=utf-8", bytes);
            assertRefused("application/octet-stream", bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!--",
                "<!DOCTYPE x [",
                "<!DOCTYPE x '>",
                "<?",
                "<?xml ",
                "<a:",
                "<a",
                "<",
                " ",
                "\n",
                "%%",
                "%PDF",
                "0",
                "//\n",
                "/*",
                "/* */",
                "999\n",
                "0\r\nSECTION",
                "strict ",
                "From ",
                "Subject:",
                "PK\u0003\u0004",
                "P1\n",
                "#!/"
            })
    @Timeout(20)
    void beginning_ofNothingButOpenings_isJudgedAtOnce(String opening) {
        var bytes = opening.repeat(LOOKED_AT).substring(0, LOOKED_AT).getBytes(StandardCharsets.US_ASCII);
        for (var type :
                new String[] {"application/x-made-up", "text/plain;charset=utf-8", "image/svg+xml;charset=utf-8"}) {
            var rule = new ContentRule(MediaTypeName.of(type).orElseThrow(), SIGNATURES);
            long start = System.nanoTime();
            rule.fits(bytes);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        }
    }
}

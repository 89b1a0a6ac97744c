package dev.strongroom.vault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Beginnings of files, by the names that the tables of tests use.
final class FileSamples {

    private static final String SVG_ROOT = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

    private static final Map<String, String> BY_NAME = new TreeMap<>(Map.ofEntries(
            Map.entry("nothing", ""),
            Map.entry("one-byte", "x"),
            Map.entry("zeros", "\0\0\0\0\0\0\0\0"),
            Map.entry("noise", "\u0091\u0003\u00fe\u0081\u00c3\u0028\u0002\u0007\u00aa\u0000"),
            Map.entry("words", "Two bags of rice, one umbrella."),
            Map.entry("pdf", "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj"),
            Map.entry("pdf-in-letters", "%PDF-1.4\n1 0 obj\n<< >>\nendobj\n"),
            Map.entry("pdf-after-letters", "From: us\n%PDF-1.4\n1 0 obj"),
            Map.entry("pdf-cut", "%PDF"),
            Map.entry("png", "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR"),
            Map.entry("png-cut", "\u0089PNG\r\n"),
            Map.entry("jpeg", "\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF\0"),
            Map.entry("jpeg-cut", "\u00ff\u00d8"),
            Map.entry("gif", "GIF89a\1\0\1\0"),
            Map.entry("webp", "RIFF\20\0\0\0WEBPVP8 "),
            Map.entry("wave", "RIFF\20\0\0\0WAVEfmt "),
            Map.entry("tiff", "II*\0\10\0\0\0"),
            Map.entry("zip", "PK\3\4\24\0\0\0\0\0"),
            Map.entry("zip-empty", "PK\5\6" + "\0".repeat(18)),
            Map.entry("zip-cut", "PK\3"),
            Map.entry("docx", zip("[Content_Types].xml", "")),
            Map.entry("odt", zip("mimetype", "application/vnd.oasis.opendocument.text")),
            Map.entry("epub", zip("mimetype", "application/epub+zip")),
            Map.entry("ole", "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1" + "\0".repeat(24)),
            Map.entry("mp4", "\0\0\0 ftypmp42\0\0\0\0mp42isom"),
            Map.entry("iso-media", "\0\0\0 ftypisom\0\0\2\0isomiso2"),
            Map.entry("m4a", "\0\0\0 ftypM4A \0\0\0\0M4A mp42"),
            Map.entry("heic", "\0\0\0 ftypheic\0\0\0\0heicmif1"),
            Map.entry("webm", "\u001a\u0045\u00df\u00a3\u0001\0\0\0\0\0\0\u001f\u0042\u0082\u0084webm"),
            Map.entry("gzip", "\u001f\u008b\10\0\0\0\0\0\0\3"),
            Map.entry("rar", "Rar!\u001a\7\1\0"),
            Map.entry("seven-zip", "7z\u00bc\u00af\u0027\u001c\0\4"),
            Map.entry("rtf", "{\\rtf1\\ansi letter}"),
            Map.entry("windows-program", "MZ\u0090\0\3\0\0\0\4\0\0\0\u00ff\u00ff\0\0"),
            Map.entry("elf", "\u007fELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0>\0"),
            Map.entry("java-class", "\u00ca\u00fe\u00ba\u00be\0\0\0E"),
            Map.entry("wasm", "\0asm\1\0\0\0"),
            Map.entry("script", "#!/bin/sh\nrm -r /\n"),
            Map.entry("php", "<?php system($x);"),
            Map.entry("html", "<!DOCTYPE html><html><script>alert(1)</script>"),
            Map.entry("html-in-capitals", "<HTML><BODY>"),
            Map.entry("html-after-blanks", "\n\t  <html>"),
            Map.entry("html-after-comment", "<!-- x --><html>"),
            Map.entry("comment", "<!-- x --> words"),
            Map.entry("script-tag", "<script>alert(1)</script>"),
            Map.entry("mark-and-html", "\u00ef\u00bb\u00bf<html>"),
            Map.entry("utf16-html", "\u00ff\u00fe<\0h\0t\0m\0l\0>\0"),
            Map.entry("html-then-pdf", "<script>alert(1)</script>\n%PDF-1.7\n"),
            Map.entry("mentions-html", "Begin a page with <html> and <script>."),
            Map.entry("address", "<ann@shop.example> wrote: yes"),
            Map.entry("svg", SVG_ROOT),
            Map.entry("svg-bare", "<svg onload='alert(1)'>"),
            Map.entry("svg-after-blank", "\n" + SVG_ROOT),
            Map.entry("svg-in-xml", "<?xml version=\"1.0\"?>\n<!-- > --><?x > ?>" + SVG_ROOT),
            Map.entry(
                    "svg-after-doctype", "<!DOCTYPE svg PUBLIC \"-//>\" \"svg.dtd\" [<!ENTITY a \"]>\">]>" + SVG_ROOT),
            Map.entry("svg-with-prefix", "<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"/>"),
            Map.entry("svg-far-behind", "<!--" + "-x".repeat(30_000) + "-->" + SVG_ROOT),
            Map.entry("xml", "<?xml version=\"1.0\"?>\n<invoice><svg/></invoice>"),
            Map.entry("xml-of-tables", "<table><a/></table>"),
            Map.entry("xhtml", "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"/>"),
            Map.entry("json", "{\"name\": \"\u00e6\u009d\u008e\", \"page\": \"<html>\"}"),
            Map.entry("csv", "MZ,Maputo\nBM,Hamilton\n"),
            Map.entry("latin", "Z\u00fcrich"),
            Map.entry("zero-in-words", "Two bags\0of rice"),
            Map.entry("gb18030", "\u00c0\u00ee"),
            Map.entry("utf8-cut", "\u00e6\u009d"),
            Map.entry("utf8-overlong", "\u00c0\u00af"),
            Map.entry("utf8-surrogate", "\u00ed\u00a0\u0080"),
            Map.entry("utf16", "\u00fe\u00ff\0A\0B"),
            Map.entry("utf16-odd", "\u00fe\u00ff\0A\0"),
            Map.entry("utf16-zero", "\u00fe\u00ff\0A\0\0"),
            Map.entry("controls", "\u000bMSH|^~\\&|\u001c\r"),
            Map.entry("mail", "Delivered-To: x\nSubject: y\n\n<html>")));

    private FileSamples() {}

    /// A local header with one stored entry.
    private static String zip(String name, String content) {
        return "PK\3\4\24\0\0\0\0\0" + "\0".repeat(16) + (char) name.length() + "\0\0\0" + name + content + "PK\1\2";
    }

    static byte[] named(String name) {
        var sample = BY_NAME.get(name);
        if (sample == null) {
            throw new IllegalArgumentException("There is no sample " + name);
        }
        return sample.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// @return `bytes`, and then as many times `filling` as it takes
    static byte[] filled(byte[] bytes, int length, char filling) {
        var filled = Arrays.copyOf(bytes, length);
        Arrays.fill(filled, Math.min(bytes.length, length), length, (byte) filling);
        return filled;
    }
}

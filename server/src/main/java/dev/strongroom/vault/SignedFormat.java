package dev.strongroom.vault;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The formats whose every file begins with a signature, so that a file without it is none. Formats whose files may do
/// without one, such as mails, MP3 or old tar archives, are not among them.
enum SignedFormat {
    PDF("application/pdf application/x-pdf application/illustrator", "application/pdf"),
    PNG("image/png image/x-png image/apng", "image/png"),
    JPEG("image/jpeg image/jpg image/pjpeg", "image/jpeg"),
    GIF("image/gif", "image/gif"),
    WEBP("image/webp", "image/webp"),
    BMP("image/bmp image/x-bmp image/x-ms-bmp", "image/bmp"),
    TIFF("image/tiff", "image/tiff"),
    /// What Tika calls QuickTime is the box format all of these share, under a brand it does not know.
    HEIF(
            "image/heic image/heif image/heic-sequence image/heif-sequence image/avif",
            "image/heic image/heif image/heic-sequence image/heif-sequence image/avif video/quicktime"),
    MP4(
            "video/mp4 audio/mp4 application/mp4 audio/m4a audio/x-m4a video/x-m4v video/quicktime video/3gpp audio/3gpp"
                    + " video/3gpp2 audio/3gpp2",
            "video/mp4 audio/mp4 application/mp4 video/x-m4v video/quicktime video/3gpp video/3gpp2"),
    MATROSKA(
            "video/webm audio/webm video/x-matroska audio/x-matroska application/x-matroska",
            "application/x-matroska video/webm video/x-matroska audio/x-matroska"),
    OGG(
            "application/ogg audio/ogg video/ogg audio/opus audio/vorbis",
            "application/ogg audio/ogg video/ogg audio/opus audio/vorbis"),
    WAVE("audio/wav audio/x-wav audio/wave audio/vnd.wave", "audio/vnd.wave"),
    AVI("video/x-msvideo video/avi video/msvideo", "video/x-msvideo"),
    FLAC("audio/flac audio/x-flac", "audio/x-flac"),
    GZIP("application/gzip application/x-gzip", "application/gzip"),
    BZIP2("application/bzip2 application/x-bzip2", "application/x-bzip2"),
    XZ("application/xz application/x-xz", "application/x-xz"),
    ZSTD("application/zstd", "application/zstd"),
    SEVEN_ZIP("application/x-7z-compressed", "application/x-7z-compressed"),
    RAR("application/vnd.rar application/x-rar application/x-rar-compressed", "application/x-rar-compressed"),
    RTF("application/rtf text/rtf", "application/rtf"),
    SQLITE("application/vnd.sqlite3 application/x-sqlite3", "application/x-sqlite3"),
    /// Old Office documents, mails of Outlook, drawings of Visio, and Office documents with a password.
    COMPOUND("application/x-tika-msoffice", "application/x-tika-msoffice"),
    ZIP("application/zip application/x-zip application/x-zip-compressed", "application/zip"),
    WINDOWS_PROGRAM(
            "application/vnd.microsoft.portable-executable application/x-msdownload application/x-dosexec"
                    + " application/x-msdos-program",
            "application/x-msdownload application/x-dosexec"),
    ELF("application/x-elf application/x-executable application/x-sharedlib application/x-object", "application/x-elf"),
    /// Programs for several processors at once begin as Java's classes do.
    MACH_O("application/x-mach-o application/x-mach-binary", "application/x-mach-o application/java-vm"),
    JAVA_CLASS("application/java-vm application/x-java application/x-java-vm", "application/java-vm"),
    ANDROID_CODE("application/x-dex", "application/x-dex"),
    WEB_ASSEMBLY("application/wasm", "application/wasm"),
    FLASH("application/x-shockwave-flash application/vnd.adobe.flash.movie", "application/x-shockwave-flash"),
    WINDOWS_HELP("application/vnd.ms-htmlhelp", "application/vnd.ms-htmlhelp");

    private static final Set<SignedFormat> PROGRAMS =
            EnumSet.of(WINDOWS_PROGRAM, ELF, MACH_O, JAVA_CLASS, ANDROID_CODE, WEB_ASSEMBLY, FLASH, WINDOWS_HELP);

    /// Upon which others are not built: no other type begins like these.
    private static final Set<SignedFormat> FINISHED =
            EnumSet.of(PDF, PNG, JPEG, GIF, WEBP, BMP, FLAC, SEVEN_ZIP, RAR, RTF);

    private final Set<String> names;
    private final Set<String> signatures;

    SignedFormat(String names, String signatures) {
        this.names = Set.of(names.split(" "));
        this.signatures = Set.of(signatures.split(" "));
    }

    boolean isProgram() {
        return PROGRAMS.contains(this);
    }

    boolean isFinished() {
        return FINISHED.contains(this);
    }

    /// @return empty for a type whose files need no signature
    static Optional<SignedFormat> declaredAs(String type, FileSignatures known) {
        var named = Arrays.stream(values())
                .filter(format -> format.names.contains(type))
                .findFirst();
        return named.or(() -> EnumSet.of(COMPOUND, ZIP).stream()
                .filter(container -> container.signatures.stream().anyMatch(base -> known.isBuiltOn(type, base)))
                .findFirst());
    }

    /// @param signature as [FileSignatures#of] told it
    /// @return empty where it is of no format of these
    static Optional<SignedFormat> signedAs(String signature, FileSignatures known) {
        return Arrays.stream(values())
                .filter(format -> format.isSignedBy(signature, known))
                .findFirst();
    }

    private boolean isSignedBy(String signature, FileSignatures known) {
        return signatures.contains(signature)
                || this != HEIF
                        && this != MP4
                        && signatures.stream().anyMatch(base -> known.isBuiltOn(signature, base));
    }

    /// Whether a file of this format that is declared as `type` may have that signature. An archive that tells what
    /// is built on it has to tell of this type; one that does not tell may be of any.
    boolean allows(String type, String signature, FileSignatures known) {
        if (this == COMPOUND) {
            return isRelated(type, signature, known);
        }
        if (this == ZIP) {
            return names.contains(type) && isSignedBy(signature, known)
                    || isRelated(type, signature, known)
                    || isLocked(type, signature, known);
        }
        return isSignedBy(signature, known);
    }

    private static boolean isRelated(String type, String signature, FileSignatures known) {
        boolean isAnything = signature.equals("application/octet-stream") || signature.equals("text/plain");
        return !isAnything && (known.isBuiltOn(type, signature) || known.isBuiltOn(signature, type));
    }

    /// An Office document with a password is wrapped in the older container.
    private static boolean isLocked(String type, String signature, FileSignatures known) {
        return signature.equals("application/x-tika-msoffice") && known.isBuiltOn(type, "application/x-tika-ooxml");
    }
}

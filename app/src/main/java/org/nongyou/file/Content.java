package org.nongyou.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// What a file is, by its first bytes. A packed document is told by the names in its table of contents: nothing is
/// unpacked, so a bomb stays shut.
enum Content {
    PDF("application/pdf", "pdf"),
    JPEG("image/jpeg", "jpg", "jpeg"),
    PNG("image/png", "png"),
    WEBP("image/webp", "webp"),
    HEIC("image/heic", "heic", "heif"),
    /// What browsers record when somebody speaks.
    WEBM("audio/webm", "webm"),
    OGG("audio/ogg", "ogg", "oga"),
    M4A("audio/mp4", "m4a", "mp4"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");

    private static final Set<String> HEIC_BRANDS =
            Set.of("heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1");
    private static final Set<String> MP4_BRANDS =
            Set.of("M4A ", "mp41", "mp42", "isom", "iso2", "iso4", "iso5", "iso6", "dash");
    private static final int MOST_ENTRIES = 20_000;

    private final String mediaType;
    private final Set<String> extensions;
    private final String extension;

    Content(String mediaType, String... extensions) {
        this.mediaType = mediaType;
        this.extensions = Set.of(extensions);
        this.extension = extensions[0];
    }

    String mediaType() {
        return mediaType;
    }

    String extension() {
        return extension;
    }

    boolean hasExtension(String extension) {
        return extensions.contains(extension);
    }

    static Optional<Content> of(Path file) throws IOException {
        byte[] head;
        try (var in = java.nio.file.Files.newInputStream(file)) {
            head = in.readNBytes(16);
        }
        if (at(head, 0, "%PDF-")) return Optional.of(PDF);
        if (at(head, 0, "\u00ff\u00d8\u00ff")) return Optional.of(JPEG);
        if (at(head, 0, "\u0089PNG\r\n\u001a\n")) return Optional.of(PNG);
        if (at(head, 0, "RIFF") && at(head, 8, "WEBP")) return Optional.of(WEBP);
        if (at(head, 4, "ftyp") && HEIC_BRANDS.contains(text(head, 8, 4))) return Optional.of(HEIC);
        if (at(head, 0, "\u001aE\u00df\u00a3")) return Optional.of(WEBM);
        if (at(head, 0, "OggS")) return Optional.of(OGG);
        if (at(head, 4, "ftyp") && MP4_BRANDS.contains(text(head, 8, 4))) return Optional.of(M4A);
        if (at(head, 0, "PK\u0003\u0004")) return packed(file);
        return Optional.empty();
    }

    /// Documents with macros are not taken.
    private static Optional<Content> packed(Path file) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_ENTRIES || zip.getEntry("[Content_Types].xml") == null) return Optional.empty();
            if (zip.getEntry("word/vbaProject.bin") != null || zip.getEntry("xl/vbaProject.bin") != null)
                return Optional.empty();
            if (zip.getEntry("word/document.xml") != null) return Optional.of(DOCX);
            return zip.getEntry("xl/workbook.xml") != null ? Optional.of(XLSX) : Optional.empty();
        } catch (ZipException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean at(byte[] head, int offset, String mark) {
        return mark.equals(text(head, offset, mark.length()));
    }

    private static String text(byte[] head, int offset, int length) {
        if (head.length < offset + length) return "";
        return new String(Arrays.copyOfRange(head, offset, offset + length), StandardCharsets.ISO_8859_1);
    }
}

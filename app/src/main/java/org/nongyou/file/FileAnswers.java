package org.nongyou.file;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// How a file goes over the wire: plain pictures in place, all else as a download; a browser neither guesses its type
/// nor runs anything in it.
public final class FileAnswers {

    private FileAnswers() {}

    public static ResponseEntity<Resource> answer(Files files, StoredFile file) {
        var disposition = (file.showable() ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(file.name(), StandardCharsets.UTF_8)
                .build();
        var cache = CacheControl.maxAge(Duration.ofHours(1));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.mediaType()))
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .cacheControl(file.open() ? cache.cachePublic() : cache.cachePrivate())
                .eTag("\"" + file.sha256() + "\"")
                .body(new FileSystemResource(files.path(file)));
    }
}

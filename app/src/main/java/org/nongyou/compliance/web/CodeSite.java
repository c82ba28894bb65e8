package org.nongyou.compliance.web;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/// Under which address the public reaches this platform, for QR codes.
@Component
class CodeSite {

    private final String set;

    CodeSite(@Value("${nongyou.public-address:}") String set) {
        this.set = set;
    }

    /// Without a slash at the end. Where none is set, that of the request.
    String address() {
        return set.isBlank()
                ? ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString()
                : set.replaceAll("/+$", "");
    }
}

package org.nongyou.certification.web;

import org.nongyou.web.NavEntry;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

@Component
class CertificateNav implements NavEntry {

    @Override
    public int order() {
        return 62;
    }

    @Override
    public String path() {
        return "/certificates";
    }

    @Override
    public String icon() {
        return "certificate";
    }

    @Override
    public String title() {
        return "认证证书";
    }

    @Override
    public boolean visibleTo(Viewer viewer) {
        return viewer.may("READ");
    }
}

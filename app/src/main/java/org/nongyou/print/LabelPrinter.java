package org.nongyou.print;

import org.springframework.stereotype.Component;

/// Gives out paper for labels.
@Component
public class LabelPrinter {

    private final Pdf pdf;

    LabelPrinter(Pdf pdf) {
        this.pdf = pdf;
    }

    /// @param title of the document; to be closed
    public LabelPaper paper(LabelPaper.Size size, String title) {
        return new LabelPaper(pdf, size, title);
    }
}

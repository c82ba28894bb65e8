package org.nongyou.web;

/// The person's role does not carry the right. The sentence says whom to ask.
public final class NotAllowed extends RuntimeException {

    private final String sentence;

    public NotAllowed(String sentence) {
        super(sentence, null, false, false);
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}

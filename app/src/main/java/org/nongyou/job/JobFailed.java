package org.nongyou.job;

/// The job cannot go on, and the person is told why.
public final class JobFailed extends RuntimeException {

    private final String sentence;

    public JobFailed(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}

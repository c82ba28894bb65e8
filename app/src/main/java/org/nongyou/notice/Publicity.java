package org.nongyou.notice;

/// A publicity with what came in: what a procedure asks before it goes on.
/// @param unanswered objections that still wait for the office
/// @param upheld     objections found right
public record Publicity(Notice notice, int objections, int unanswered, int upheld) {

    /// Whether its last day is over. By date only: nobody can end it sooner.
    public boolean hasEnded() {
        return notice.state() == Notice.State.ENDED;
    }
}

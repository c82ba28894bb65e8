/// What the offices tell the public: publicity (公示) with objections by anyone, announcements (公告), notices of
/// measures; and the calendar of working days by which publicity and deadlines are counted. A notice stands until its
/// last day is over, whatever anybody clicks.
@ApplicationModule(allowedDependencies = {"kernel", "region", "identity", "journal", "web", "file", "print"})
@NullMarked
package org.nongyou.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

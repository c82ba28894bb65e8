package org.nongyou.task;

import java.time.Instant;
import java.util.Map;

/// What was said about a task, by the office that does it or the one that confirms it.
/// @param figures title of the field to what was filled in, in the order of the fields
public record ProgressReport(
        long id,
        TaskAct act,
        String words,
        Map<String, String> figures,
        long accountId,
        String accountName,
        String officeName,
        Instant at) {}

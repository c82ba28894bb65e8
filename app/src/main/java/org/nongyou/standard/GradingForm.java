package org.nongyou.standard;

import java.util.UUID;

/// What was typed of a grading.
/// @param grades from the best on, parted by 、
/// @param table  a line an indicator: name, unit (- for none), then a range for each grade, parted by blanks or tabs,
///               as pasted from a table
public record GradingForm(
        UUID formKey,
        String produce,
        String standard,
        String grades,
        String table,
        String source,
        String inForceFrom) {}

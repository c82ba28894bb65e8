/// A policy document (方案) as data: its clauses, offices, targets, kinds of entry, procedures, checklists, score
/// sheets, subsidy rules and tasks, each with the clause it comes from. The module reads a scheme's folder, refuses one
/// that does not add up with file, line and column, keeps every version that a record may pin, and evaluates the
/// document's conditions over typed facts. It knows no document: a new one is a new folder, never a line of Java.
@ApplicationModule(allowedDependencies = {"kernel", "region", "identity", "journal", "web"})
@NullMarked
package org.nongyou.scheme;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

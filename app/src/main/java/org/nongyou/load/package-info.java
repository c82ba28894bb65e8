/// The bulk loader (压测数据): fills a database with as many bases, cases and journal rows as a province gathers in years,
/// so that speed can be measured on any machine and before any upgrade. It writes the tables of all modules by plain
/// SQL, which nothing else may do: going through each module's acts would take hours. What it writes obeys the loaded
/// scheme's procedures, and is marked as demo data.
@ApplicationModule(allowedDependencies = {"kernel", "region", "identity", "scheme"})
@NullMarked
package org.nongyou.load;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

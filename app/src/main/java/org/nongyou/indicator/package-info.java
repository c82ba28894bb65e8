/// What the schemes' targets (目标) have reached. A figure is counted from the catalogue, told by a module, put in
/// proportion, or entered by the responsible office for a period and marked as reported; every figure opens to its
/// rows and its clause, for each region down to the county. Other modules' rows are read only through the SQL views of
/// the schema `indicator`.
@ApplicationModule(
        allowedDependencies = {"kernel", "region", "identity", "journal", "web", "scheme", "file", "print", "job"})
@NullMarked
package org.nongyou.indicator;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/// Rules for farm inputs and residues (投入品和残留): what is banned or restricted, where and from which day, how long to
/// wait before harvest, slaughter, milk and eggs, and the residue limit of the edition in force on the day of sampling.
/// Rules are rows with their source, clause, dates and confidence; [InputRules] judges by them and explains itself.
/// What
/// one must decide by (the gate of certificates, inspection) asks here.
@ApplicationModule(allowedDependencies = {"kernel", "region", "identity", "journal", "web", "file", "print", "job"})
@NullMarked
package org.nongyou.standard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

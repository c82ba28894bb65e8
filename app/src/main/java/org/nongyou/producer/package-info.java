/// The register of producers (生产经营主体): enterprises, cooperatives, family farms, households, buyers, dealers. Who
/// they are is checked by their unified social credit code or, for a natural person, by the ID number, of which only
/// a keyed hash and a masked form are kept. It answers for the facts `applicant.*`.
@ApplicationModule(allowedDependencies = {"kernel", "region", "identity", "journal", "web", "job", "print"})
@NullMarked
package org.nongyou.producer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

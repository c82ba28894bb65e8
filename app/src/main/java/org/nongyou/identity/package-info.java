/// Who acts: offices (机构) of a region and department, accounts with roles, sign-in, and [org.nongyou.identity.Actor],
/// the person with the office and the area for which he acts. Rights are a verb and a jurisdiction, one table for the
/// screen and the server.
@ApplicationModule(allowedDependencies = {"kernel", "region", "web", "print", "statement"})
@NullMarked
package org.nongyou.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

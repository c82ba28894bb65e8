@ApplicationModule(allowedDependencies = {"hidden"})
package brokenmodules.thief;

import org.springframework.modulith.ApplicationModule;

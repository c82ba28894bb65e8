@ApplicationModule(allowedDependencies = {"circle"})
package brokenmodules.ring;

import org.springframework.modulith.ApplicationModule;

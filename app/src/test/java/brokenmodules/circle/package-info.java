@ApplicationModule(allowedDependencies = {"ring"})
package brokenmodules.circle;

import org.springframework.modulith.ApplicationModule;

@ApplicationModule(allowedDependencies = {})
package brokenmodules.undeclared;

import org.springframework.modulith.ApplicationModule;

@ApplicationModule(allowedDependencies = {})
package brokenmodules.hidden;

import org.springframework.modulith.ApplicationModule;

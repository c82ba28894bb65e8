/// Paper: HTML becomes PDF with an embedded Chinese font, and QR codes. A document whose text the font cannot show is
/// told so before anybody prints it.
@ApplicationModule(allowedDependencies = {"kernel", "web"})
@NullMarked
package org.nongyou.print;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

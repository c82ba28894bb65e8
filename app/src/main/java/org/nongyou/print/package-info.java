/// Paper and tables: HTML becomes PDF with an embedded Chinese font, QR codes, and lists become Excel files. A document
/// whose text the font cannot show is
/// told so before anybody prints it.
@ApplicationModule(allowedDependencies = {"kernel", "web"})
@NullMarked
package org.nongyou.print;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

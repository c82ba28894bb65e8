/// Paper and tables: HTML becomes PDF with an embedded Chinese font, QR codes, lists become Excel files, and tables
/// that were filled in are read row by row with each fault in its cell. A document
/// whose text the font cannot show is
/// told so before anybody prints it.
@ApplicationModule(allowedDependencies = {"kernel", "web"})
@NullMarked
package org.nongyou.print;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

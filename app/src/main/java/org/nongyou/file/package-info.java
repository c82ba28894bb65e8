/// Uploaded and produced files (附件). What comes in is judged by its content, never by its name, and kept outside the
/// web root under its hash; the row in the database says whose it is, and only within that area is it handed out.
@ApplicationModule(allowedDependencies = {"kernel", "region", "identity", "journal", "web"})
@NullMarked
package org.nongyou.file;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

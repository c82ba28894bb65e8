/// The PostgreSQL that the product brings along, its migrations, and the generator of the typed tables.
@NullMarked
package org.nongyou.database;

import org.jspecify.annotations.NullMarked;

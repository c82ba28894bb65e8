/// Pages of production records: the log with its form, the ledger of inputs, batches, the seasons of a base.
@NullMarked
package org.nongyou.production.web;

import org.jspecify.annotations.NullMarked;

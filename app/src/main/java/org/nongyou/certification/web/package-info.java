/// Pages of the ledger of certificates: list, one certificate with its acts, the public query.
@NullMarked
package org.nongyou.certification.web;

import org.jspecify.annotations.NullMarked;

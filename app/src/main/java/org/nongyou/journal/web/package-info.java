/// The journal's page for auditors.
@NullMarked
package org.nongyou.journal.web;

import org.jspecify.annotations.NullMarked;

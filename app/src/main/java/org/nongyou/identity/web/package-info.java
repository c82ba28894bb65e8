/// Sign-in, sessions, the filter chain and the pages of offices and accounts.
@NullMarked
package org.nongyou.identity.web;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.nongyou.catalogue.web;

import org.jspecify.annotations.NullMarked;

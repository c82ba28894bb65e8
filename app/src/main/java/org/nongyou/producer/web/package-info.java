@NullMarked
package org.nongyou.producer.web;

import org.jspecify.annotations.NullMarked;

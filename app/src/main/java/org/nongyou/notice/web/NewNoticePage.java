package org.nongyou.notice.web;

import java.util.List;
import org.nongyou.region.Division;
import org.nongyou.web.Entered;

/// An announcement being written.
/// @param regions the divisions that it can be about: the office's area and those directly below
public record NewNoticePage(String office, List<Division> regions, Entered entered) {}

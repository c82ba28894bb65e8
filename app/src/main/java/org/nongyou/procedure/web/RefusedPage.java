package org.nongyou.procedure.web;

import java.util.List;
import org.nongyou.kernel.Refusal;

/// A refusal that has no page of its own to stand on.
public record RefusedPage(String title, List<Refusal> reasons, String back, String backTitle) {}

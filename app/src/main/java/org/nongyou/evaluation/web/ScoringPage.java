package org.nongyou.evaluation.web;

import java.util.List;

/// Page `/evaluations/scoring`: what an expert was asked to score.
public record ScoringPage(String say, List<RoundsPage.Waiting> waiting) {}

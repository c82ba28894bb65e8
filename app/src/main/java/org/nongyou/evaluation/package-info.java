/// Evaluations (评价): once a year the counties, or the bases that counties recommend, are scored on a scheme's sheet.
/// The stages and who acts at each are the scheme's procedure up to the step that scores; points are found by
/// `scheme.Score`. The evaluating office confirms the ranking, publicises it, publishes it, and corrects it with a
/// reason; what a result leads to is entered into the catalogue: the brand directory (品牌目录) is what stands there.
/// Also the safety counties: dynamic checks, and the share of its counties by which a city qualifies.
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "region",
            "identity",
            "journal",
            "web",
            "scheme",
            "procedure",
            "notice",
            "producer",
            "base",
            "catalogue",
            "indicator",
            "file",
            "print",
            "job"
        })
@NullMarked
package org.nongyou.evaluation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

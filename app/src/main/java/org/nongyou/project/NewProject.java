package org.nongyou.project;

import org.nongyou.scheme.SchemeRef;

/// A product of an allocation that is to become a project, as typed.
/// @param region      code of the county, where the document does not name it
/// @param placeSource by what the county is known
public record NewProject(SchemeRef scheme, String allocation, String product, String region, String placeSource) {}

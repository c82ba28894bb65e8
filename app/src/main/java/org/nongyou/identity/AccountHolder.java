package org.nongyou.identity;

import org.nongyou.region.RegionCode;

/// A producer as far as its people's accounts need it.
/// @param contact who answers for it, and the phone: what the form begins with
public record AccountHolder(long id, String name, RegionCode region, String contact, String phone, boolean active) {}

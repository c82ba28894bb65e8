package org.nongyou.catalogue.web;

import java.util.List;
import org.nongyou.catalogue.Listing;
import org.nongyou.catalogue.Signboard;

/// A signboard (标识牌) on paper.
/// @param qr    the QR code as a data URI
/// @param large 1200 × 800 mm for the maker of signs, else A4
public record Board(
        Listing listing,
        String kind,
        String issuer,
        List<Signboard.Field> fields,
        String qr,
        String address,
        boolean large) {}

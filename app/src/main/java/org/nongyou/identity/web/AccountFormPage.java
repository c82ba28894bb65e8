package org.nongyou.identity.web;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Account;
import org.nongyou.identity.Office;
import org.nongyou.identity.Role;
import org.nongyou.identity.SignInRecord;
import org.nongyou.web.Entered;

/// An account's form.
/// @param account null for a new one
/// @param office  null for a producer's person
/// @param chosen  the roles that are ticked
/// @param own     whether it is the administrator's own, whose rights he cannot change
/// @param done    what has just been done, or empty
public record AccountFormPage(
        @Nullable Account account,
        @Nullable Office office,
        @Nullable RegionPicker regions,
        String place,
        Set<Role> chosen,
        List<Role> roles,
        Entered entered,
        List<SignInRecord> signIns,
        boolean locked,
        boolean own,
        String done) {}

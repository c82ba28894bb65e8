package org.nongyou.identity.web;

import java.util.Set;
import org.nongyou.identity.Role;

/// @param administrators who manages the accounts of the person's office; empty where nobody does
public record HelpPage(Set<Role> roles, String roleTitles, String administrators) {

    public boolean mine(Role role) {
        return roles.contains(role);
    }
}

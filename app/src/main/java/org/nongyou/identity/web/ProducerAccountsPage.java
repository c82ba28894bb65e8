package org.nongyou.identity.web;

import java.util.List;
import org.nongyou.identity.Account;
import org.nongyou.identity.AccountHolder;
import org.nongyou.web.Entered;

/// The accounts of a producer's people, and the form for another.
/// @param administers whether the accounts lead to their pages
public record ProducerAccountsPage(
        AccountHolder holder, String place, List<Account> accounts, boolean administers, Entered entered) {}

package org.nongyou;

import java.util.List;

/// Who can sign in to the demo data. The bean that loads the demo data implements it; it must have loaded before
/// the door opens, since the accounts are printed right after.
public interface DemoAccounts {

    /// In the order in which a newcomer should try them. Empty when there is no demo data.
    List<Account> accounts();

    /// @param does what this person is there to show, in a few Chinese words
    record Account(String username, String password, String person, String does) {}
}

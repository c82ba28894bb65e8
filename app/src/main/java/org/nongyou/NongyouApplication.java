package org.nongyou;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/// The one Spring application: every module below this package, on one database that is migrated before it starts.
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
public class NongyouApplication {}

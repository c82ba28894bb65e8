package org.nongyou;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/// The one Spring application: every module below this package, on one database that is migrated before it starts.
@SpringBootApplication
public class NongyouApplication {}

package org.nongyou;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/// The one Spring application: every module below this package, on one database that is migrated before it starts.
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
public class NongyouApplication {

    /// The build asks here which beans there are and writes them down as code, so that a start need neither look for
    /// them nor weigh conditions (`spring-boot:process-aot`). It goes no further than that: the product itself is
    /// started by [Main].
    public static void main(String[] args) {
        SpringApplication.run(NongyouApplication.class, args);
    }
}

package org.nongyou.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("挡住一个地址的连续提交")
class TokenBucketsTest {

    @Test
    @DisplayName("先许一阵，再按时间一次一次许；各算各的")
    void refills() {
        var buckets = new TokenBuckets(3, Duration.ofSeconds(10), 100);
        long second = 1_000_000_000L;
        for (int i = 0; i < 3; i++) assertThat(buckets.take("a", 0)).isTrue();
        assertThat(buckets.take("a", 0)).isFalse();
        assertThat(buckets.take("b", 0)).isTrue();
        assertThat(buckets.take("a", 9 * second)).isFalse();
        assertThat(buckets.take("a", 10 * second)).isTrue();
        assertThat(buckets.take("a", 10 * second)).isFalse();
        assertThat(buckets.take("a", 1000 * second)).isTrue();
    }

    @Test
    @DisplayName("来多少地址，记的都不超过上限")
    void staysBounded() {
        var buckets = new TokenBuckets(3, Duration.ofSeconds(10), 100);
        for (int i = 0; i < 10_000; i++) buckets.take("address " + i, i);
        assertThat(buckets.remembered()).isEqualTo(100);
    }
}

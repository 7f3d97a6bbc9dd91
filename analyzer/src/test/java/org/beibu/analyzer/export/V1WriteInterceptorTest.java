package org.beibu.analyzer.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

class V1WriteInterceptorTest {
    @Test
    void bucketBecomesDatabase() {
        assertEquals(
                "http://192.0.2.1:8086/write?precision=s&db=beibu",
                rewrite("http://192.0.2.1:8086/api/v2/write?bucket=beibu&org=-&precision=s"));
    }

    @Test
    void whatFollowsTheSlashBecomesRetentionPolicy() {
        assertEquals(
                "http://192.0.2.1:8086/write?precision=s&db=beibu&rp=two_weeks",
                rewrite("http://192.0.2.1:8086/api/v2/write?bucket=beibu/two_weeks&precision=s"));
    }

    @Test
    void pathOfAReverseProxyStays() {
        assertEquals(
                "https://192.0.2.1/tsdb/x/write?precision=s&db=beibu",
                rewrite("https://192.0.2.1/tsdb/x/api/v2/write?bucket=beibu&precision=s"));
    }

    private static String rewrite(String url) {
        return V1WriteInterceptor.rewrite(HttpUrl.get(url)).toString();
    }
}

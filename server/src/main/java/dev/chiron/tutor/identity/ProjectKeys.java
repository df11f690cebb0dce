package dev.chiron.tutor.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import dev.chiron.tutor.platform.InvalidSettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys that a Supabase project signs with, as its key server publishes them. They are fetched when they are
 * needed first, kept, and fetched again before their time is over or when a token names one that is not among them; made-up
 * names cost the project no more than two requests an interval. While the project cannot be reached, the keys that are
 * known go on for a while.
 */
final class ProjectKeys implements JWSKeySelector<SecurityContext>, AutoCloseable {

    /** What a project can be set to; its other choice is the shared secret. */
    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.ES256, JWSAlgorithm.RS256);

    private static final Logger log = LoggerFactory.getLogger(ProjectKeys.class);

    /** For the thread that waits for another one's request: a little longer than that may take. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final JWKSetBasedJWKSource<SecurityContext> source;
    private final JWSKeySelector<SecurityContext> byHeader;
    private final HttpClient http;
    private final Clock clock = Clock.systemUTC();

    /**
     * Asks for nothing yet.
     *
     * @param address where the keys are
     * @param patience how long it may take to get them
     * @throws InvalidSettingException if the times contradict each other
     */
    ProjectKeys(URI address, Duration patience, TokenSettings settings) {
        check(patience, settings);
        http = HttpClient.newBuilder().connectTimeout(patience).build();
        var builder = JWKSourceBuilder.create(url(address), retriever(patience, settings))
                .rateLimited(settings.keysRefreshInterval().toMillis())
                .cache(settings.keysLifetime().toMillis(), patience.plus(MARGIN).toMillis());
        if (settings.keysRefreshAhead().isPositive()) {
            builder.refreshAheadCache(settings.keysRefreshAhead().toMillis(), false);
        } else {
            builder.refreshAheadCache(false);
        }
        if (settings.keysOutageTolerance().isPositive()) {
            builder.outageTolerant(settings.keysOutageTolerance().toMillis(), event -> {
                if (event instanceof OutageTolerantJWKSetSource.OutageEvent<SecurityContext> outage) {
                    log.warn(
                            "The project's signing keys cannot be fetched ({}); those that are known go on",
                            reason(outage.getException()));
                }
            });
        }
        source = (JWKSetBasedJWKSource<SecurityContext>) builder.build();
        byHeader = new JWSVerificationKeySelector<>(ALGORITHMS, source);
    }

    private static void check(Duration patience, TokenSettings settings) {
        var lifetime = settings.keysLifetime();
        if (settings.keysRefreshInterval().compareTo(lifetime) >= 0) {
            throw new InvalidSettingException(
                    "tutor.tokens.keys-refresh-interval",
                    "it is not shorter than tutor.tokens.keys-lifetime",
                    "Make it shorter, or the lifetime longer");
        }
        var ahead = settings.keysRefreshAhead();
        if (ahead.isPositive() && ahead.plus(patience).plus(MARGIN).compareTo(lifetime) > 0) {
            throw new InvalidSettingException(
                    "tutor.tokens.keys-refresh-ahead",
                    "it leaves no time between two requests: with tutor.identity.request-timeout and a second it is "
                            + "longer than tutor.tokens.keys-lifetime",
                    "Make it shorter, or the lifetime longer");
        }
    }

    /**
     * The keys that the header's algorithm and key id allow; empty if there is none.
     *
     * @throws KeySourceException if the keys are not known and cannot be fetched
     */
    @Override
    public List<? extends Key> selectJWSKeys(JWSHeader header, @Nullable SecurityContext context)
            throws KeySourceException {
        try {
            source.getJWKSetSource().getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), clock.millis(), context);
        } catch (JWKSetUnavailableException e) {
            log.warn("The project's signing keys cannot be fetched ({})", reason(e));
            throw e;
        }
        try {
            return byHeader.selectJWSKeys(header, context);
        } catch (KeySourceException e) {
            // This one is not among those that are known, and whether there are newer ones is not asked again so soon,
            // or
            // cannot be.
            return List.of();
        }
    }

    /** A connection that is dropped is tried a second time by the client itself; more is left to the next token. */
    private ResourceRetriever retriever(Duration patience, TokenSettings settings) {
        return address -> {
            var request = HttpRequest.newBuilder(URI.create(address.toString()))
                    .header("Accept", "application/json")
                    .build();
            // No redirect is followed: the keys come from where the settings say.
            var answer = http.sendAsync(
                    request,
                    BodyHandlers.limiting(
                            BodyHandlers.ofString(), settings.keysMaxSize().toBytes()));
            try {
                var got = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
                if (got.statusCode() != 200) {
                    throw new IOException("status " + got.statusCode());
                }
                return new Resource(
                        got.body(), got.headers().firstValue("Content-Type").orElse(null));
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } catch (TimeoutException e) {
                throw new IOException("no answer within " + patience.toMillis() + " ms", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } finally {
                answer.cancel(true);
            }
        };
    }

    /** Never the body: whatever answers in the place of the key server may say anything. */
    private static String reason(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }

    private static URL url(URI address) {
        try {
            return address.toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the requests that are under way. */
    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            http.shutdownNow();
        }
    }
}

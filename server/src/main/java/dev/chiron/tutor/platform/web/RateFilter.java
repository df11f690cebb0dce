package dev.chiron.tutor.platform.web;

import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.RateBuckets;
import dev.chiron.tutor.platform.RequestLimits;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts requests, and refuses those that come too fast. It stands behind the check of tokens: a learner is counted by who
 * they are and never by where they sit, so a neighbour's haste, or an attack from the same school, is not theirs. Whoever is
 * nobody yet is counted by their address.
 */
final class RateFilter extends OncePerRequestFilter implements RequestLimits {

    private static final String AUTH = "/api/v1/auth/";

    /** What is counted apart from everything else. */
    enum Kind {
        SIGN_IN,
        REFRESH,
        LEARNER,
        STRANGER
    }

    private final ErrorWriter errors;
    private final MeterRegistry metrics;
    private final RateBuckets<ClientNetwork> signIns;
    private final RateBuckets<ClientNetwork> refreshes;
    private final RateBuckets<String> learners;
    private final RateBuckets<ClientNetwork> strangers;

    RateFilter(RateSettings settings, ErrorWriter errors, MeterRegistry metrics, LongSupplier nanos) {
        this.errors = errors;
        this.metrics = metrics;
        var remembered = settings.remembered();
        this.signIns = new RateBuckets<>(settings.signInsPerMinute(), settings.signInBurst(), remembered, nanos);
        this.refreshes = new RateBuckets<>(settings.refreshesPerMinute(), settings.refreshBurst(), remembered, nanos);
        this.learners = new RateBuckets<>(settings.requestsPerMinute(), settings.requestBurst(), remembered, nanos);
        this.strangers =
                new RateBuckets<>(settings.strangerRequestsPerMinute(), settings.strangerBurst(), remembered, nanos);
        for (var kind : Kind.values()) {
            refusals(kind);
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            take(kind(request), request);
        } catch (ApiException tooFast) {
            errors.write(response, tooFast);
            return;
        }
        chain.doFilter(request, response);
    }

    @Override
    public void refused(HttpServletRequest request) {
        take(Kind.STRANGER, request);
    }

    private static Kind kind(HttpServletRequest request) {
        var path = request.getRequestURI();
        if (path.startsWith(AUTH)) {
            return path.equals(AUTH + "refresh") ? Kind.REFRESH : Kind.SIGN_IN;
        }
        return request.getUserPrincipal() == null ? Kind.STRANGER : Kind.LEARNER;
    }

    private void take(Kind kind, HttpServletRequest request) {
        try {
            switch (kind) {
                case SIGN_IN -> signIns.take(network(request));
                case REFRESH -> refreshes.take(network(request));
                case LEARNER -> learners.take(request.getUserPrincipal().getName());
                case STRANGER -> strangers.take(network(request));
            }
        } catch (ApiException tooFast) {
            refusals(kind).increment();
            throw tooFast;
        }
    }

    private static ClientNetwork network(HttpServletRequest request) {
        return ClientNetwork.of(request.getRemoteAddr());
    }

    private Counter refusals(Kind kind) {
        return Counter.builder("chiron.requests.too.fast")
                .description("Requests that were answered 429 because a learner or an address sends too many")
                .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                .register(metrics);
    }
}

package dev.chiron.tutor.platform;

import jakarta.servlet.http.HttpServletRequest;

/** Counts requests that end before they reach what counts all others. */
public interface RequestLimits {

    /**
     * A request that is refused because it has no good token.
     *
     * @throws ApiException 429 when too many have come from its address
     */
    void refused(HttpServletRequest request);
}

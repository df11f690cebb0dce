package dev.chiron.tutor.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * A person who has typed an address that leads nowhere is shown the page, which says so and knows the way back. The answer is
 * 404 all the same, and whatever is no person in a browser, or asks the API, gets the API's error.
 */
final class UnknownAddress implements HandlerExceptionResolver {

    private final Page page;

    UnknownAddress(Page page) {
        this.page = page;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception problem) {
        if (!(problem instanceof NoResourceFoundException) || !isTyped(request)) {
            return null;
        }
        var headers = new HttpHeaders();
        PageController.protect(headers);
        headers.forEach((name, values) -> response.setHeader(name, values.getFirst()));
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        response.setContentType(PageController.HTML.toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try {
            response.getOutputStream().write(page.html().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the page cannot be sent", e);
        }
        return new ModelAndView();
    }

    /** Browsers say so when they open an address, and scripts cannot. */
    private static boolean isTyped(HttpServletRequest request) {
        return "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                && !request.getRequestURI().startsWith("/api/");
    }
}

package dev.chiron.tutor.identity.api;

import dev.chiron.tutor.identity.KeysUnavailableException;
import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.identity.TokenChecks;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.Correlation;
import dev.chiron.tutor.platform.ErrorResponses;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.RequestLimits;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Who may call what: everything under the API needs a learner's token, but for the few open addresses. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    JwtDecoder jwtDecoder(TokenChecks checks) {
        return checks.decoder();
    }

    @Bean
    SecurityFilterChain api(HttpSecurity http, ErrorResponses errors, RequestLimits limits) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/api/v1/health",
                                "/api/v1/auth/**",
                                "/api/v1/agui/capabilities",
                                "/awp/capabilities",
                                "/api/v1/openapi.json",
                                "/api/v1/openapi.json/**",
                                "/api/v1/docs",
                                "/api/v1/docs/**",
                                "/api/v1/swagger-ui/**")
                        .permitAll()
                        .requestMatchers("/api/**", "/awp", "/awp/**")
                        .authenticated()
                        .anyRequest()
                        .permitAll())
                .csrf(AbstractHttpConfigurer::disable) // no cookies: a token is sent on purpose or not at all
                .headers(AbstractHttpConfigurer::disable) // everything has them, not only what comes this far
                .cors(AbstractHttpConfigurer::disable) // likewise
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults())
                        // The standard's own address for clients would claim that tokens are bound to certificates.
                        .protectedResourceMetadata(metadata -> metadata.protectedResourceMetadataCustomizer(
                                told -> told.tlsClientCertificateBoundAccessTokens(false)))
                        .bearerTokenResolver(new OneBearerToken())
                        .authenticationEntryPoint((request, response, e) -> refuse(errors, limits, request, response))
                        .withObjectPostProcessor(new UncheckableTokens(errors, limits)))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                                (request, response, e) -> refuse(errors, limits, request, response))
                        .accessDeniedHandler((request, response, e) -> refuse(errors, limits, request, response)))
                .addFilterAfter(new CorrelationFilter(), BearerTokenAuthenticationFilter.class)
                .build();
    }

    private static void refuse(
            ErrorResponses errors, RequestLimits limits, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            limits.refused(request);
        } catch (ApiException tooFast) {
            errors.write(response, tooFast);
            return;
        }
        errors.write(response, ApiException.unauthenticated());
    }

    /** A token that cannot be checked is neither good nor bad: its bearer is to come again, not to log in again. */
    private record UncheckableTokens(ErrorResponses errors, RequestLimits limits)
            implements ObjectPostProcessor<BearerTokenAuthenticationFilter> {

        @Override
        public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
            filter.setAuthenticationFailureHandler((request, response, e) -> {
                if (e instanceof AuthenticationServiceException && e.getCause() instanceof KeysUnavailableException) {
                    errors.write(
                            response,
                            ApiException.unavailable("Access tokens cannot be checked right now. Please try again."));
                } else {
                    refuse(errors, limits, request, response);
                }
            });
            return filter;
        }
    }

    private static @Nullable Jwt token() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
                ? token.getToken()
                : null;
    }

    /** Puts the learner's id on every log line of the request. */
    private static final class CorrelationFilter extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            var token = token();
            if (token == null) {
                chain.doFilter(request, response);
                return;
            }
            var learner = new LearnerId(UUID.fromString(token.getSubject()));
            try (var _ = Correlation.of(learner, null, null)) {
                chain.doFilter(request, response);
            }
        }
    }

    @Bean
    WebMvcConfigurer learnerArguments(JsonMapper json) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new LearnerArgument(json));
            }
        };
    }

    /** Lets a controller method take the {@link Learner} it works for. */
    private record LearnerArgument(JsonMapper json) implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Learner.class;
        }

        @Override
        public Learner resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binderFactory) {
            var token = token();
            if (token == null) {
                throw ApiException.unauthenticated();
            }
            return new Learner(new LearnerId(UUID.fromString(token.getSubject())), claims(token));
        }

        /** The claims as the database's policies read them: as they were in the token. */
        private String claims(Jwt token) {
            var claims = new java.util.LinkedHashMap<>(token.getClaims());
            claims.replaceAll((name, value) -> value instanceof java.time.Instant time ? time.getEpochSecond() : value);
            return json.writeValueAsString(claims);
        }
    }
}

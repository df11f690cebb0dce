package dev.chiron.tutor.platform.web;

import dev.chiron.tutor.platform.ApiException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.HeaderWriterFilter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({WebSettings.class, RateSettings.class})
class WebConfiguration {

    @Bean
    RateFilter rateFilter(RateSettings settings, ErrorWriter errors, MeterRegistry metrics) {
        return new RateFilter(settings, errors, metrics, System::nanoTime);
    }

    @Bean
    FilterRegistrationBean<HeaderWriterFilter> securityHeaders() {
        var place = new FilterRegistrationBean<>(new HeaderWriterFilter(List.of(new SecurityHeaders())));
        place.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return place;
    }

    /** Before what refuses, so that a page that may call is told why it was refused. */
    @Bean
    FilterRegistrationBean<OtherOrigins> otherOrigins(WebSettings settings, JsonMapper json) {
        var place = new FilterRegistrationBean<>(new OtherOrigins(settings, json));
        place.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return place;
    }

    /** What the server itself answers, in our words, and whom it believes about where a request comes from. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> edge(WebSettings settings, JsonMapper json) {
        return server -> {
            server.addContextCustomizers(context ->
                    context.getParent().getPipeline().addValve(new ServerErrorValve(json, new SecurityHeaders())));
            if (!settings.trustedProxies().isEmpty()) {
                server.addEngineValves(trusting(settings.trustedProxies()));
            }
        };
    }

    private static RemoteIpValve trusting(List<String> proxies) {
        var valve = new RemoteIpValve();
        // With a mask each, so that they are taken for networks and not for a pattern.
        valve.setInternalProxies(proxies.stream()
                .map(each -> each.contains("/") ? each : each + (each.contains(":") ? "/128" : "/32"))
                .collect(Collectors.joining(",")));
        valve.setProtocolHeader("X-Forwarded-Proto");
        return valve;
    }

    /** An address with a trick in it (%2F, //, ;) is a bad request, in the one shape of errors. */
    @Bean
    RequestRejectedHandler trickyAddresses(ErrorWriter errors) {
        return (request, response, rejected) -> errors.write(
                response, ApiException.badRequest("The address or a header has characters that are not served."));
    }

    /** Behind the check of tokens, which says whose a request is. */
    @Bean
    FilterRegistrationBean<RateFilter> rateFilterPlace(RateFilter filter) {
        var place = new FilterRegistrationBean<>(filter);
        place.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 1);
        return place;
    }

    /** The API's JSON: snake_case, unknown members ignored, and a wrong type is an error, never guessed at. */
    @Bean
    JsonMapperBuilderCustomizer apiJson() {
        return json -> json.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .withCoercionConfig(
                        LogicalType.Textual, text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }
}

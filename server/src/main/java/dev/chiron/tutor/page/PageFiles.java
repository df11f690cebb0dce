package dev.chiron.tutor.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * The files that the page is made of. Their time in the jar is that of no build, so that it says nothing about their age:
 * what may change under its name is known by its content.
 */
@Configuration(proxyBeanMethods = false)
class PageFiles implements WebMvcConfigurer {

    /** In the jar of the module {@code web}. */
    static final String LOCATION = "classpath:/META-INF/resources/";

    private final Page page;

    PageFiles(ResourceLoader resources) {
        this.page = Page.of(resources.getResource(LOCATION + "index.html"));
    }

    @Bean
    Page page() {
        return page;
    }

    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.addFirst(new UnknownAddress(page));
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry files) {
        // A file under /assets has the hash of its content in its name. It was compressed when it was built.
        files.addResourceHandler("/assets/**")
                .addResourceLocations(LOCATION + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .setUseLastModified(false)
                .resourceChain(false)
                .addResolver(smallestFirst())
                .addResolver(new PathResourceResolver());
        files.addResourceHandler("/*.svg", "/*.png", "/*.ico", "/*.js", "/*.webmanifest", "/robots.txt")
                .addResourceLocations(LOCATION)
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(PageFiles::etag)
                .resourceChain(false)
                .addResolver(new PathResourceResolver());
    }

    private static EncodedResourceResolver smallestFirst() {
        var compressed = new EncodedResourceResolver();
        compressed.setContentCodings(List.of("br", "gzip"));
        return compressed;
    }

    private static String etag(Resource file) {
        try {
            return Page.etagOf(file.getContentAsByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("a file of the page cannot be read", e);
        }
    }
}

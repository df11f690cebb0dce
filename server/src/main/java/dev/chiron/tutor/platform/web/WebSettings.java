package dev.chiron.tutor.platform.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.modulith.NamedInterface;
import org.springframework.util.unit.DataSize;

/**
 * What holds for every HTTP exchange.
 *
 * @param maxBody the longest request body, in bytes; a longer one is answered 413
 */
@NamedInterface("settings")
@ConfigurationProperties(prefix = "tutor.web", ignoreUnknownFields = false)
public record WebSettings(@DefaultValue("1MB") DataSize maxBody) {}

package dev.chiron.tutor.platform.web;

import dev.chiron.tutor.platform.InvalidSettingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.catalina.util.NetMask;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.modulith.NamedInterface;
import org.springframework.util.unit.DataSize;

/**
 * What holds for every HTTP exchange.
 *
 * @param maxBody the longest request body, in bytes; a longer one is answered 413
 * @param bodyTimeout how long a request body may take to arrive as a whole; a slower one is answered 408
 * @param allowedOrigins origins of other sites whose pages may call the API, exact, as in {@code https://school.example};
 *     none: only the page that comes from here
 * @param trustedProxies addresses, or networks as in {@code 10.0.0.0/8}, of the proxies in front whose {@code
 *     X-Forwarded-For} and {@code X-Forwarded-Proto} are believed; none: nobody is
 */
@NamedInterface("settings")
@ConfigurationProperties(prefix = "tutor.web", ignoreUnknownFields = false)
public record WebSettings(
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue("30s") Duration bodyTimeout,
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue List<String> trustedProxies) {

    /** Four numbers, or something with colons: whatever else might be an address is rather a mistake. */
    private static final Pattern NETWORK =
            Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*)(/\\d{1,3})?");

    /** @throws InvalidSettingException for what is no origin or no network */
    public WebSettings {
        allowedOrigins = List.copyOf(allowedOrigins);
        trustedProxies = List.copyOf(trustedProxies);
        allowedOrigins.forEach(WebSettings::requireOrigin);
        trustedProxies.forEach(WebSettings::requireNetwork);
    }

    private static void requireOrigin(String origin) {
        if (!origin.equals(originOf(origin))) {
            throw new InvalidSettingException(
                    "tutor.web.allowed-origins",
                    "'" + origin + "' is not an origin",
                    "Give each as scheme, host and, if it is not the usual one, port, as in https://school.example;"
                            + " there are no patterns");
        }
    }

    /** As browsers write it; empty for what has none. */
    private static String originOf(String text) {
        try {
            var uri = new URI(text);
            var scheme = uri.getScheme();
            if (uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
                return "";
            }
            var usual = uri.getPort() == -1 || uri.getPort() == ("https".equals(scheme) ? 443 : 80);
            return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + uri.getPort());
        } catch (URISyntaxException e) {
            return "";
        }
    }

    private static void requireNetwork(String network) {
        try {
            if (!NETWORK.matcher(network).matches()) {
                throw new IllegalArgumentException("a name");
            }
            var ignored = new NetMask(network);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    "tutor.web.trusted-proxies",
                    "'" + network + "' is neither an address nor a network",
                    "Give each as 10.1.2.3 or 10.0.0.0/8",
                    e);
        }
    }
}

package dev.chiron.tutor.platform.web;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from, as far as one person is in charge there: an IPv4 address, or the first 64 bits of an IPv6
 * address, for whoever has one of them has 2^64.
 *
 * @param prefix its bytes in hexadecimal; empty for what is no address, all of which is one network
 */
record ClientNetwork(String prefix) {

    private static final int IPV6_PREFIX_BYTES = 8;

    /** @param address as the server or a trusted proxy tells it */
    static ClientNetwork of(@Nullable String address) {
        if (address == null) {
            return new ClientNetwork("");
        }
        var zone = address.indexOf('%');
        try {
            // Mapped addresses become IPv4 here. Nothing is looked up: names are refused.
            var parsed = InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone));
            var bytes = parsed.getAddress();
            return new ClientNetwork(HexFormat.of()
                    .formatHex(parsed instanceof Inet4Address ? bytes : Arrays.copyOf(bytes, IPV6_PREFIX_BYTES)));
        } catch (IllegalArgumentException e) {
            return new ClientNetwork("");
        }
    }
}

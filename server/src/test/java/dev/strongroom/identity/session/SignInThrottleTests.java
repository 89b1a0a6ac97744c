package dev.strongroom.identity.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.web.Problem;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignInThrottleTests {

    private final SignInThrottle throttle = new SignInThrottle();

    @Test
    void codesFromManyNetworks_areLimitedTogether_andAKnownDeviceIsCountedApart() {
        assertThat(taken(1_000, number -> throttle.countCode("account", from(number, ""))))
                .isEqualTo(20);
        assertThat(taken(10, number -> throttle.countCode("account", from(number, "device"))))
                .isEqualTo(5);
        assertThat(taken(1, number -> throttle.countCode("other account", from(number, ""))))
                .isEqualTo(1);
    }

    @Test
    void codesFromKnownDevices_areLimitedTogether_howeverManyDevicesAreKnown() {
        assertThat(taken(1_000, number -> throttle.countCode("account", from(1, "device " + number))))
                .isEqualTo(50);
        assertThat(taken(1, number -> throttle.countCode("account", from(1, ""))))
                .as("strangers have tries of their own")
                .isEqualTo(1);
    }

    @Test
    void passwordsFromOneNetwork_areLimited_whateverTheNames() {
        var one = new SignInThrottle.Origin("203.0.113.7", "");
        assertThat(taken(1_000, number -> throttle.count("account " + number, one)))
                .isEqualTo(200);
    }

    @Test
    void networks_areWhatOneSubscriberIsGiven() {
        assertThat(SignInThrottle.network("203.0.113.7")).isEqualTo(SignInThrottle.network("203.0.113.200"));
        assertThat(SignInThrottle.network("203.0.113.7")).isNotEqualTo(SignInThrottle.network("203.0.114.7"));
        assertThat(SignInThrottle.network("2001:db8:1:2::1")).isEqualTo(SignInThrottle.network("2001:db8:1:2:f::9"));
        assertThat(SignInThrottle.network("2001:db8:1:2::1")).isNotEqualTo(SignInThrottle.network("2001:db8:1:3::1"));
        assertThat(SignInThrottle.network("no address")).isEqualTo("no address");
    }

    private static SignInThrottle.Origin from(int network, String device) {
        return new SignInThrottle.Origin("10.%d.%d.1".formatted(network / 250, network % 250), device);
    }

    private static long taken(int tries, IntConsumer count) {
        return IntStream.range(0, tries)
                .filter(number -> {
                    try {
                        count.accept(number);
                        return true;
                    } catch (Problem refused) {
                        return false;
                    }
                })
                .count();
    }
}

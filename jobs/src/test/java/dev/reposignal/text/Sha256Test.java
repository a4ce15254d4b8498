package dev.reposignal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Reference values: the examples of FIPS 180-4. */
class Sha256Test {
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void hash_isThatOfTheStandard() {
        assertThat(Sha256.hex("abc", 64)).isEqualTo(ABC);
        assertThat(Sha256.hex("abc", 8)).isEqualTo("ba7816bf");
        assertThat(Sha256.hex("", 64)).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void parts_areHashedAsTheWhole() {
        assertThat(new Sha256()
                        .add("a")
                        .add("bc".getBytes(StandardCharsets.UTF_8))
                        .hex(64))
                .isEqualTo(ABC);
    }
}

package dev.reposignal.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    @Test
    void pagesOfADay_areNamedByIt() {
        LocalDate day = LocalDate.parse("2026-03-06");

        assertThat(Addresses.article(day)).isEqualTo("articles/2026-03-06.html");
        assertThat(Addresses.markdown(day)).isEqualTo("articles/2026-03-06.md");
        assertThat(Addresses.ledger(YearMonth.from(day))).isEqualTo("ledger/2026-03.html");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-06, weeks/2026-W10.html",
        // ISO weeks: the first Monday decides the year
        "2025-12-29, weeks/2026-W01.html",
        "2027-01-03, weeks/2026-W53.html",
    })
    void week_isThatOfIso8601(LocalDate day, String address) {
        assertThat(Addresses.week(day)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "id:42, repositories/42.html",
        "name:acme/rocket, repositories/acme/rocket.html",
        "name:Acme/Rocket.js, repositories/Acme/Rocket.js.html",
    })
    void repository_isAddressedByItsKey(String key, String address) {
        assertThat(Addresses.repository(key)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "name:../../etc/passwd; name:a/..; name:acme; name:acme/rocket/more; name:acme/<script>; name:",
                "id:; id:-1; id:12345678901234567890; acme/rocket; ''; ' '",
            })
    void keyThatIsNoName_isAddressedByItsHash(ArgumentsAccessor keys) {
        for (Object key : keys.toList()) {
            assertThat(Addresses.repository((String) key)).matches("repositories/x-[0-9a-f]{16}\\.html");
        }
    }

    @Test
    void hash_isTheBeginningOfSha256() {
        // printf '' | sha256sum
        assertThat(Addresses.repository("")).isEqualTo("repositories/x-e3b0c44298fc1c14.html");
    }

    @ParameterizedTest
    @CsvSource({
        "c-0123456789, clusters/c-0123456789.html",
        "../up, clusters/x-",
        "C-1, clusters/x-",
        "'', clusters/x-",
        "c-01234567890123456789012345678901234567890123456789, clusters/x-",
    })
    void cluster_isAddressedByItsIdOrTheHashOfWhatIsNone(String id, String beginning) {
        assertThat(Addresses.cluster(id))
                .startsWith(beginning)
                .endsWith(".html")
                .doesNotContain("..");
    }
}

package dev.reposignal.site;

import java.time.YearMonth;
import java.util.List;

/**
 * The predictions of a month, whole.
 *
 * @param claims newest first
 */
public record LedgerMonth(YearMonth month, List<Claim> claims) {
    public LedgerMonth {
        claims = Claim.newestFirst(claims);
    }
}

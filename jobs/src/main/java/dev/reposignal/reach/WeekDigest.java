package dev.reposignal.reach;

import dev.reposignal.render.Templates;
import dev.reposignal.site.Claim;
import dev.reposignal.site.Feeds;
import dev.reposignal.site.PageLayout;
import dev.reposignal.site.SiteAddition;
import dev.reposignal.site.SiteFolder;
import dev.reposignal.site.Week;
import dev.reposignal.text.OutsideText;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The weeks as feeds, and each week that is over as a mail to send: plain text and HTML with the same content, which is that
 * of its page. The file has no receiver; whoever sends it adds one.
 */
public final class WeekDigest implements SiteAddition {
    private static final String FEEDS = "weeks/weeks";

    /** Weeks that have a mail; who wants an older one has its page. */
    private static final int MAILS = 12;

    private final List<Week> weeks = new ArrayList<>();

    @Override
    public void week(SiteFolder site, Week week) {
        LocalDate day = site.edition().day();
        // A week that goes on would be told twice.
        if (day != null && weeks.size() < MAILS && !week.sunday().isAfter(day)) {
            weeks.add(week);
        }
    }

    @Override
    public void write(SiteFolder site) throws IOException {
        try (Feeds feeds = site.feeds("Weeks · " + site.settings().title(), FEEDS, "weeks/index.html")) {
            for (Week week : weeks) {
                String path = "weeks/" + week.name() + ".html";
                String html = html(site, week);
                feeds.add("weeks/" + week.name(), week.sunday(), path, title(week), summary(week), html);
                try (OutputStream out = Files.newOutputStream(site.file("weeks/" + week.name() + ".eml"))) {
                    mail(site, week, path, html).writeTo(out);
                } catch (MessagingException e) {
                    throw new IOException(e);
                }
            }
        }
    }

    /** A trend leads, where the articles of the week had one. */
    private static String title(Week week) {
        if (!week.trends().isEmpty()) {
            Week.Trend trend = week.trends().get(0);
            return "Week %s: %s %s".formatted(week.name(), OutsideText.line(trend.name(), 100), trend.change());
        }
        return week.newcomers().isEmpty()
                ? "Week %s: nothing new surfaced".formatted(week.name())
                : "Week %s: %s and %d more surfaced for the first time"
                        .formatted(
                                week.name(),
                                OutsideText.line(week.newcomers().get(0).fullName(), 100),
                                week.newcomers().size() - 1)
                        .replace(" and 0 more", "");
    }

    private static String summary(Week week) {
        long hits = week.resolved().stream()
                .filter(claim -> "hit".equals(claim.outcome()))
                .count();
        return "%s; %d surfaced for the first time, %d again; %d predictions decided, %d of them hits."
                .formatted(
                        switch (week.trends().size()) {
                            case 0 -> "No trend";
                            case 1 -> "One trend";
                            default -> week.trends().size() + " trends";
                        },
                        week.newcomers().size(),
                        week.known().size(),
                        week.resolved().size(),
                        hits);
    }

    private static String html(SiteFolder site, Week week) {
        PageLayout frame = site.frame("weeks/" + week.name() + ".html", "", "");
        String address = site.settings().baseUrl();
        return Templates.rendered(
                "reach/week-mail.jte",
                Map.of("frame", frame, "week", week, "summary", summary(week), "address", address));
    }

    private static String plain(SiteFolder site, Week week, String path) {
        StringBuilder text = new StringBuilder(
                "Week %s, %s to %s\n\n%s\n".formatted(week.name(), week.monday(), week.sunday(), summary(week)));
        if (!week.trends().isEmpty()) {
            text.append("\nTrends\n");
            week.trends()
                    .forEach(trend ->
                            text.append("- %s: %s\n".formatted(OutsideText.line(trend.name(), 140), trend.change())));
        }
        if (!week.newcomers().isEmpty()) {
            text.append("\nSurfaced for the first time\n");
            week.newcomers()
                    .forEach(each -> text.append("- %s: best rank %d, %,d stars\n"
                            .formatted(OutsideText.line(each.fullName(), 140), each.bestPlace(), each.stars())));
        }
        if (!week.resolved().isEmpty()) {
            text.append("\nPredictions decided\n");
            for (Claim claim : week.resolved()) {
                text.append("- %s: %s (stated probability %.0f %%)\n"
                        .formatted(claim.outcome(), OutsideText.line(claim.claim(), 300), 100 * claim.probability()));
            }
        }
        if (!site.settings().baseUrl().isEmpty()) {
            text.append("\n")
                    .append(site.settings().baseUrl())
                    .append('/')
                    .append(path)
                    .append('\n');
        }
        return text.toString();
    }

    private static MimeMessage mail(SiteFolder site, Week week, String path, String html) throws MessagingException {
        String id = "week-%s@reposignal".formatted(week.name());
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties())) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<%s>".formatted(id));
            }
        };
        MimeMultipart parts = new StableParts(week.name());
        MimeBodyPart text = new MimeBodyPart();
        text.setText(plain(site, week, path), StandardCharsets.UTF_8.name());
        parts.addBodyPart(text);
        MimeBodyPart page = new MimeBodyPart();
        page.setText(html, StandardCharsets.UTF_8.name(), "html");
        parts.addBodyPart(page);
        mail.setSubject(title(week), StandardCharsets.UTF_8.name());
        mail.setHeader("From", site.settings().title().replaceAll("[^A-Za-z0-9 ]", "") + " <signals@localhost>");
        mail.setSentDate(
                Date.from(week.sunday().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
        mail.setHeader(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        week.sunday().plusDays(1).atStartOfDay(ZoneOffset.UTC)));
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("X-Unsent", "1");
        mail.setContent(parts);
        mail.saveChanges();
        return mail;
    }

    /** Alternatives with a boundary that is the same each time. */
    private static final class StableParts extends MimeMultipart {
        StableParts(String name) {
            super("alternative");
            ContentType type = new ContentType("multipart", "alternative", null);
            type.setParameter("boundary", "reposignal-" + name);
            contentType = type.toString();
        }
    }
}

package dev.reposignal.alert;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Sends a plain text by SMTP, encrypted unless the server is on this machine. */
final class MailSender implements Sender {
    private final InstantSource clock;

    MailSender(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void send(Channel channel, Message message, Duration limit) throws IOException, Refused {
        Channel.Mail mail = Objects.requireNonNull(channel.mail());
        Session session = Session.getInstance(properties(mail, limit));
        try (Transport transport = session.getTransport(mail.security().equals("tls") ? "smtps" : "smtp")) {
            MimeMessage mime = mime(session, mail, message);
            transport.connect(
                    mail.host(),
                    mail.port(),
                    mail.user().isEmpty() ? null : mail.user(),
                    mail.password().isEmpty() ? null : mail.password());
            transport.sendMessage(mime, mime.getAllRecipients());
        } catch (AuthenticationFailedException e) {
            throw new Refused("the server refuses user and password");
        } catch (SendFailedException e) {
            throw new Refused("the server refuses an address");
        } catch (MessagingException e) {
            throw new IOException(e.getClass().getSimpleName() + ": " + firstLine(e.getMessage()), e);
        }
    }

    private static Properties properties(Channel.Mail mail, Duration limit) {
        Properties properties = new Properties();
        String millis = String.valueOf(Math.max(1_000, limit.toMillis()));
        for (String protocol : new String[] {"mail.smtp.", "mail.smtps."}) {
            properties.put(protocol + "connectiontimeout", millis);
            properties.put(protocol + "timeout", millis);
            properties.put(protocol + "writetimeout", millis);
            properties.put(protocol + "ssl.checkserveridentity", "true");
        }
        if (mail.security().equals("starttls")) {
            properties.put("mail.smtp.starttls.enable", "true");
            properties.put("mail.smtp.starttls.required", "true");
        }
        return properties;
    }

    private MimeMessage mime(Session session, Channel.Mail mail, Message message) throws MessagingException {
        MimeMessage mime = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                // A mail that is sent again has the same id, by which mail programs know it.
                setHeader("Message-ID", "<%s@reposignal>".formatted(message.id()));
            }
        };
        mime.setFrom(new InternetAddress(mail.from(), true));
        for (String to : mail.to()) {
            mime.addRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress(to, true));
        }
        mime.setSubject(message.title(), StandardCharsets.UTF_8.name());
        mime.setSentDate(Date.from(clock.instant()));
        mime.setHeader("Auto-Submitted", "auto-generated");
        String text = String.join("\n", message.lines());
        mime.setText(message.link().isEmpty() ? text : text + "\n\n" + message.link(), StandardCharsets.UTF_8.name());
        return mime;
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }
}

package dev.reposignal.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in hexadecimal digits, of bytes in parts. */
public final class Sha256 {
    private static final int DIGITS = 64;

    private final MessageDigest digest = digest();

    /** The first digits of the hash of a text in UTF-8; 64 are all. */
    public static String hex(String text, int digits) {
        return new Sha256().add(text).hex(digits);
    }

    /** All digits of the hash of a file. */
    public static String ofFile(Path file) throws IOException {
        return new Sha256().add(Files.readAllBytes(file)).hex(DIGITS);
    }

    public Sha256 add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    public Sha256 add(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    /** The first digits of the hash of all that was added; what is added afterwards begins a new hash. */
    public String hex(int digits) {
        return HexFormat.of().formatHex(digest.digest()).substring(0, digits);
    }

    /** The digest itself, for streams that feed one. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

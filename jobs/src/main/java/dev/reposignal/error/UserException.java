package dev.reposignal.error;

/**
 * Bad input or configuration: something the user can fix. The command line prints only the message and exits with 2;
 * every other exception is an internal error, printed with its stack trace, exit 4. Create it with {@link Errors}.
 */
public final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UserException(String message) {
        super(message);
    }

    UserException(String message, Throwable cause) {
        super(message, cause);
    }
}
